import Formats

/// A feed that cannot be read: where and why, and so what to mend. The command line ends with 65.
public struct FeedError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file or folder.
  public var file: String
  /// Counted from 1; nil where the fault has no line.
  public var line: Int?
  /// Place among the file's records, counted from 1, where lines mean nothing (one long JSON array).
  public var record: Int?
  /// The field or element at fault.
  public var field: String?
  public var reason: String

  public init(file: String, line: Int? = nil, record: Int? = nil, field: String? = nil, _ reason: String) {
    self.file = file
    self.line = line
    self.record = record
    self.field = field
    self.reason = reason
  }

  public var description: String {
    var text = file
    if let line { text += ", line \(line)" }
    if let record { text += ", record \(record)" }
    if let field { text += ", field \"\(field)\"" }
    return "\(text): \(reason)"
  }
}

extension FeedError {
  /// An error of the formats below as an error of this file; nil for one that comes from elsewhere (the consumer of
  /// the records), which must pass through unchanged.
  init?(_ error: any Error, file: String, record: Int? = nil) {
    switch error {
    case let error as FeedError: self = error
    case let error as ByteSourceError: self.init(file: error.name, error.reason)
    case let error as XMLError:
      self.init(file: error.name, line: error.line > 0 ? error.line : nil, error.reason)
    case let error as CSVError:
      self.init(file: error.name, line: error.line, field: error.column, error.reason)
    case let error as JSONError: self.init(file: file, record: record, error.description)
    case let error as FieldError:
      self.init(file: file, record: record, field: error.path, error.reason)
    case let error as RecordError:
      self.init(file: file, record: record, field: error.field, error.reason)
    case let error as LineTooLong: self.init(file: error.name, line: error.line, "\(error)")
    default: return nil
    }
  }
}

/// Runs `body` and gives what goes wrong in it as a `FeedError` of this file.
func readingFeed<R>(_ file: String, _ body: () throws -> R) throws(FeedError) -> R {
  do { return try body() } catch {
    throw FeedError(error, file: file) ?? FeedError(file: file, "\(error)")
  }
}
