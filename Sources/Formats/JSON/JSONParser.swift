import CSimdjson

/// One thread's JSON parser, reused for every record (simdjson's DOM).
///
/// Strict: RFC 8259 only, one value a text, valid UTF-8, no byte order mark, at most ``maxDepth`` levels.
/// A node refers to the parser's own memory and keeps the parser alive; it is valid until the next `parse`.
/// Reading an older node stops the program (it would read another record's values), so keep values, not nodes.
public final class JSONParser {
  /// The deepest nesting of objects and arrays that is accepted.
  public static let maxDepth = 64

  let tape: UnsafeMutablePointer<JSONTape>
  private let handle: OpaquePointer?
  private let maxBytes: Int

  /// - Parameter maxBytes: the largest text accepted. Memory grows with the largest text seen, about 15 times its size.
  public init(maxBytes: Int) {
    self.maxBytes = min(max(maxBytes, 0), 1 << 31)
    handle = csimdjson_create(self.maxBytes, Self.maxDepth)
    tape = .allocate(capacity: 1)
    tape.initialize(to: JSONTape())
  }

  deinit {
    csimdjson_destroy(handle)
    tape.deallocate()
  }

  /// Parses one text and gives its root. Every node given before becomes invalid, also when this throws.
  public func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONNode {
    tape.pointee.invalidate()
    guard let handle else { throw JSONError(message: "no memory for a JSON parser", offset: nil) }
    var document = csimdjson_parse(handle, bytes.baseAddress, bytes.count)
    if document.error == csimdjson_bad_number.rawValue, let widened = JSONFault.widened(bytes) {
      document = widened.withUnsafeBytes { csimdjson_parse(handle, $0.baseAddress, $0.count) }
    }
    guard document.error == 0, let words = document.tape, let strings = document.strings else {
      throw JSONError(failure: document.error, in: bytes, maxBytes: maxBytes)
    }
    tape.pointee.words = words
    tape.pointee.strings = strings
    return JSONNode(parser: self, index: 1, generation: tape.pointee.generation)
  }

  /// See ``parse(_:)-(UnsafeRawBufferPointer)``.
  public func parse(_ bytes: RawSpan) throws(JSONError) -> JSONNode {
    try bytes.withUnsafeBytes { (buffer) throws(JSONError) in try parse(buffer) }
  }

  /// See ``parse(_:)-(UnsafeRawBufferPointer)``.
  public func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONNode { try parse(bytes.span.bytes) }

  /// See ``parse(_:)-(UnsafeRawBufferPointer)``.
  public func parse(_ text: String) throws(JSONError) -> JSONNode {
    try parse(text.utf8.span.bytes)
  }
}
