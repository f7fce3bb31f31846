/// A table that is not RFC 4180, or a value that is not what was asked for.
public struct CSVError: Error, Hashable, CustomStringConvertible {
  public let name: String
  /// The line on which the row starts, counted from 1.
  public let line: Int
  /// The column's name, where the error is about one.
  public let column: String?
  public let reason: String

  public var description: String {
    guard let column else { return "\(name), line \(line): \(reason)" }
    return "\(name), line \(line), column \"\(column)\": \(reason)"
  }
}
