import Formats

/// Why a record cannot be taken: which field, and what is wrong with it.
public struct RecordError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The field's name; nil when the whole record is at fault.
  public var field: String?
  public var reason: String

  public init(field: String? = nil, _ reason: String) {
    self.field = field
    self.reason = reason
  }

  public var description: String { field.map { "field \"\($0)\": \(reason)" } ?? reason }
}
