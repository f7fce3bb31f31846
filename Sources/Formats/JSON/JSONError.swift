import CSimdjson

/// A text that is not the JSON that is accepted.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// The byte where it shows, counted from 0; nil where that has no meaning.
  public let offset: Int?

  public var description: String {
    guard let offset else { return "not valid JSON: \(message)" }
    return "not valid JSON: \(message), at byte \(offset)"
  }

  init(message: String, offset: Int?) {
    self.message = message
    self.offset = offset
  }

  init(failure: Int32, in bytes: UnsafeRawBufferPointer, maxBytes: Int) {
    let message: String
    switch csimdjson_failure(UInt32(bitPattern: failure)) {
    case csimdjson_too_large:
      self.init(message: "\(bytes.count) bytes, more than the \(maxBytes) allowed", offset: nil)
      return
    case csimdjson_out_of_memory:
      self.init(message: "no memory to parse \(bytes.count) bytes", offset: nil)
      return
    case csimdjson_empty:
      self.init(message: "the text is empty", offset: nil)
      return
    case csimdjson_too_deep: message = "nested deeper than \(JSONParser.maxDepth) levels"
    case csimdjson_bad_string: message = "a bad escape in a string"
    case csimdjson_bad_atom: message = "a word that is not true, false or null"
    case csimdjson_bad_number: message = "a number that is malformed or out of range"
    case csimdjson_bad_utf8: message = "bytes that are not UTF-8"
    case csimdjson_unescaped: message = "an unescaped control character in a string"
    case csimdjson_unclosed_string: message = "a string without an end"
    default: message = "a value, comma, colon or bracket is missing, or there is one too many"
    }
    self.init(message: message, offset: JSONFault.offset(in: bytes))
  }
}
