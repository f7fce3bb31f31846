/// A field of a record that is missing, or is not what it should be.
public struct FieldError: Error, Hashable, CustomStringConvertible {
  /// Where: `shot.freeze_frame[2].x`.
  public let path: String
  /// What was expected and what was found.
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "field \"\(path)\": \(reason)" }

  /// The same error seen from the object that holds the field `outer`.
  public func within(_ outer: String) -> FieldError {
    FieldError(path: path.hasPrefix("[") ? outer + path : outer + "." + path, reason: reason)
  }
}

extension JSONNode {
  /// What stands here, for an error: `a string "abc"`. Long strings are cut.
  public var summary: String {
    switch kind {
    case .object: return "an object"
    case .array: return "an array"
    case .null: return "null"
    case .bool: return bool == true ? "true" : "false"
    case .integer, .number: return "the number " + String(decoding: rawJSON, as: UTF8.self)
    case .string:
      let text = string ?? ""
      return "a string \"\(text.count > 40 ? text.prefix(40) + "…" : text[...])\""
    }
  }
}
