/// A field's name, compared without making a String: `switch key { case "x": … }`.
public struct JSONKey: CustomStringConvertible {
  let node: JSONNode

  public var description: String { node.string ?? "" }

  public static func == (key: JSONKey, name: StaticString) -> Bool {
    key.withUTF8 {
      $0.count == name.utf8CodeUnitCount && jsonBytesEqual($0.baseAddress, name.utf8Start, $0.count)
    }
  }

  public static func ~= (name: StaticString, key: JSONKey) -> Bool { key == name }

  public func withUTF8<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try body(node.cursor.utf8(node.position))
  }
}

extension JSONNode {
  /// The elements of an array in order; nothing for any other value.
  public func forEach(_ body: (JSONNode) throws -> Void) rethrows {
    let cursor = cursor
    guard cursor.tag(position) == JSONTag.array else { return }
    try cursor.forEachValue(position) { try body(node($0)) }
  }

  /// The fields of an object in the order of the text, equal keys too; nothing for any other value.
  public func forEachField(_ body: (JSONKey, JSONNode) throws -> Void) rethrows {
    let cursor = cursor
    guard cursor.tag(position) == JSONTag.object else { return }
    try cursor.forEachValue(position) { try body(JSONKey(node: node($0 - 1)), node($0)) }
  }

  /// The UTF-8 of a string, without making a String; nil if this is none.
  public func withUTF8String<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R? {
    let cursor = cursor
    guard cursor.tag(position) == JSONTag.string else { return nil }
    return try body(cursor.utf8(position))
  }

  /// The value as JSON text without white space. Its numbers are written by ``JSONWriter``, so their digits may
  /// differ from the text parsed (`1.50` becomes `1.5`), never their value.
  public var rawJSON: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }
}

extension JSONWriter {
  /// Writes a parsed value with all it contains.
  public mutating func value(_ node: JSONNode) { write(node.cursor, node.position) }

  /// Recursion is bounded by the parser's depth limit.
  private mutating func write(_ cursor: JSONCursor, _ index: Int) {
    switch cursor.tag(index) {
    case JSONTag.object:
      beginObject()
      cursor.forEachValue(index) {
        key(utf8: cursor.utf8($0 - 1))
        write(cursor, $0)
      }
      endObject()
    case JSONTag.array:
      beginArray()
      cursor.forEachValue(index) { write(cursor, $0) }
      endArray()
    case JSONTag.string: value(utf8: cursor.utf8(index))
    case JSONTag.int64: value(Int64(bitPattern: cursor.words[index + 1]))
    case JSONTag.uint64: value(cursor.words[index + 1])
    case JSONTag.double: value(Double(bitPattern: cursor.words[index + 1]))
    case JSONTag.yes: value(true)
    case JSONTag.no: value(false)
    default: null()
    }
  }
}
