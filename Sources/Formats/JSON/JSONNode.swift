/// What a JSON value is. `integer`: written without a fraction or exponent, and within 64 bits; `number`: any other.
public enum JSONKind: Sendable, Hashable {
  case object, array, string, integer, number, bool, null
}

/// One value of a parsed text. Cheap to copy; valid until its parser's next `parse` (see ``JSONParser``).
public struct JSONNode {
  let parser: JSONParser
  let index: UInt32
  let generation: UInt32

  /// The document, checked to be the one that this node came from.
  @inline(__always) var cursor: JSONCursor {
    let tape = parser.tape.pointee
    guard tape.generation == generation, let words = tape.words, let strings = tape.strings else {
      preconditionFailure("a JSON node was read after its parser had parsed another text")
    }
    return JSONCursor(words: words, strings: strings)
  }

  @inline(__always) var position: Int { Int(index) }

  @inline(__always) func node(_ index: Int) -> JSONNode {
    JSONNode(parser: parser, index: UInt32(truncatingIfNeeded: index), generation: generation)
  }

  public var kind: JSONKind { cursor.kind(position) }

  public var isNull: Bool { cursor.tag(position) == JSONTag.null }

  /// The text of a string; nil if this is none.
  public var string: String? {
    let cursor = cursor
    return cursor.tag(position) == JSONTag.string ? cursor.string(position) : nil
  }

  /// The value of an integer; nil if this is none (`3.0` is none), or beyond the range of Int64.
  public var int64: Int64? { cursor.int64(position) }

  /// The value of any number, an integer too; nil if this is none.
  public var double: Double? { cursor.double(position) }

  public var bool: Bool? { cursor.bool(position) }

  /// How many fields or elements an object or array has; 0 for anything else.
  public var count: Int {
    let cursor = cursor
    let tag = cursor.tag(position)
    guard tag == JSONTag.object || tag == JSONTag.array else { return 0 }
    let count = Int(cursor.words[position] >> 32 & 0xFF_FFFF)
    if count < 0xFF_FFFF { return count }
    var exact = 0
    cursor.forEachValue(position) { _ in exact += 1 }
    return exact
  }

  /// The value of a key, of several equal keys the first; nil if there is none, or this is not an object.
  public subscript(_ key: StaticString) -> JSONNode? { find(key).map(node) }

  @_disfavoredOverload
  public subscript(_ key: String) -> JSONNode? {
    let cursor = cursor
    guard cursor.tag(position) == JSONTag.object else { return nil }
    var key = key
    return key.withUTF8 { cursor.find($0, in: position) }.map(node)
  }

  /// The element of an array at that place, counted from 0; nil beyond its end. Walks there: for all, use ``forEach(_:)``.
  public subscript(_ index: Int) -> JSONNode? {
    let cursor = cursor
    guard index >= 0, cursor.tag(position) == JSONTag.array else { return nil }
    var at = position + 1
    for _ in 0..<index {
      if cursor.tag(at) == JSONTag.arrayEnd { return nil }
      at = cursor.next(at)
    }
    return cursor.tag(at) == JSONTag.arrayEnd ? nil : node(at)
  }

  func find(_ key: StaticString) -> Int? {
    let cursor = cursor
    guard cursor.tag(position) == JSONTag.object else { return nil }
    return cursor.find(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount), in: position)
  }
}

extension JSONCursor {
  func kind(_ index: Int) -> JSONKind {
    switch tag(index) {
    case JSONTag.object: .object
    case JSONTag.array: .array
    case JSONTag.string: .string
    case JSONTag.int64, JSONTag.uint64: .integer
    case JSONTag.double: .number
    case JSONTag.yes, JSONTag.no: .bool
    default: .null
    }
  }

  @inline(__always) func int64(_ index: Int) -> Int64? {
    tag(index) == JSONTag.int64 ? Int64(bitPattern: words[index + 1]) : nil
  }

  @inline(__always) func double(_ index: Int) -> Double? {
    switch tag(index) {
    case JSONTag.double: Double(bitPattern: words[index + 1])
    case JSONTag.int64: Double(Int64(bitPattern: words[index + 1]))
    case JSONTag.uint64: Double(words[index + 1])
    default: nil
    }
  }

  @inline(__always) func bool(_ index: Int) -> Bool? {
    switch tag(index) {
    case JSONTag.yes: true
    case JSONTag.no: false
    default: nil
    }
  }

  /// The index of every element of an array, or of every field's value of an object.
  @inline(__always) func forEachValue(_ container: Int, _ body: (Int) throws -> Void) rethrows {
    let isObject = tag(container) == JSONTag.object
    guard isObject || tag(container) == JSONTag.array else { return }
    let end = next(container) - 1
    var index = container + 1
    while index < end {
      if isObject { index += 1 }
      try body(index)
      index = next(index)
    }
  }
}
