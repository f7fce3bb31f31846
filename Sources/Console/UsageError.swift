/// A command line, environment variable or config file that is not understood. Says what and what was probably meant.
public struct UsageError: ExitCoded, CustomStringConvertible, Equatable {
  public var message: String
  /// The nearest real name, where there is one.
  public var suggestion: String?
  /// The verb it happened in, for the pointer to its help; empty before a verb was recognised.
  public var path: [String]
  public var exitCode: ExitCode

  public init(
    _ message: String, suggestion: String? = nil, path: [String] = [], exitCode: ExitCode = .usage
  ) {
    self.message = message
    self.suggestion = suggestion
    self.path = path
    self.exitCode = exitCode
  }

  public var description: String {
    suggestion.map { "\(message); did you mean \($0)?" } ?? message
  }
}
