/// What decoders use: a field of an object with its type, or an error that names the field and the reason.
/// Absent and null both mean unknown: nil from `optional…`, an error from `require…`.
extension JSONNode {
  public func requireString(_ name: StaticString) throws(FieldError) -> String {
    try required(name, optionalString(name), "a string")
  }

  public func optionalString(_ name: StaticString) throws(FieldError) -> String? {
    guard let (cursor, index) = try field(name) else { return nil }
    guard cursor.tag(index) == JSONTag.string else { throw mismatch(name, index, "a string") }
    return cursor.string(index)
  }

  /// Any number, an integer too.
  public func requireDouble(_ name: StaticString) throws(FieldError) -> Double {
    try required(name, optionalDouble(name), "a number")
  }

  public func optionalDouble(_ name: StaticString) throws(FieldError) -> Double? {
    guard let (cursor, index) = try field(name) else { return nil }
    guard let value = cursor.double(index) else { throw mismatch(name, index, "a number") }
    return value
  }

  /// A whole number within the range of Int64, written without a point or exponent.
  public func requireInt64(_ name: StaticString) throws(FieldError) -> Int64 {
    try required(name, optionalInt64(name), "an integer")
  }

  public func optionalInt64(_ name: StaticString) throws(FieldError) -> Int64? {
    guard let (cursor, index) = try field(name) else { return nil }
    guard let value = cursor.int64(index) else { throw mismatch(name, index, "a 64-bit integer") }
    return value
  }

  public func requireInt(_ name: StaticString) throws(FieldError) -> Int { Int(try requireInt64(name)) }

  public func optionalInt(_ name: StaticString) throws(FieldError) -> Int? {
    try optionalInt64(name).map { Int($0) }
  }

  public func requireBool(_ name: StaticString) throws(FieldError) -> Bool {
    try required(name, optionalBool(name), "true or false")
  }

  public func optionalBool(_ name: StaticString) throws(FieldError) -> Bool? {
    guard let (cursor, index) = try field(name) else { return nil }
    guard let value = cursor.bool(index) else { throw mismatch(name, index, "true or false") }
    return value
  }

  public func requireObject(_ name: StaticString) throws(FieldError) -> JSONNode {
    try required(name, optionalObject(name), "an object")
  }

  public func optionalObject(_ name: StaticString) throws(FieldError) -> JSONNode? {
    guard let (cursor, index) = try field(name) else { return nil }
    guard cursor.tag(index) == JSONTag.object else { throw mismatch(name, index, "an object") }
    return node(index)
  }

  public func requireArray(_ name: StaticString) throws(FieldError) -> JSONNode {
    try required(name, optionalArray(name), "an array")
  }

  public func optionalArray(_ name: StaticString) throws(FieldError) -> JSONNode? {
    guard let (cursor, index) = try field(name) else { return nil }
    guard cursor.tag(index) == JSONTag.array else { throw mismatch(name, index, "an array") }
    return node(index)
  }

  /// Runs `body` on the object in the field `name`; a field error inside names the whole path.
  public func within<R>(
    _ name: StaticString, _ body: (JSONNode) throws(FieldError) -> R
  ) throws(FieldError) -> R {
    let inner = try requireObject(name)
    do { return try body(inner) } catch { throw error.within(name.description) }
  }

  /// Runs `body` on each element of the array in the field `name`; a field error inside names the whole path.
  /// An absent array has no elements.
  public func forEach(
    in name: StaticString, _ body: (JSONNode) throws(FieldError) -> Void
  ) throws(FieldError) {
    guard let array = try optionalArray(name) else { return }
    let cursor = cursor
    let end = cursor.next(array.position) - 1
    var index = array.position + 1
    var place = 0
    while index < end {
      do { try body(node(index)) } catch { throw error.within("\(name)[\(place)]") }
      index = cursor.next(index)
      place += 1
    }
  }

  /// The field's value with the document; nil if it is absent or null.
  @inline(__always)
  private func field(_ name: StaticString) throws(FieldError) -> (JSONCursor, Int)? {
    let cursor = cursor
    guard cursor.tag(position) == JSONTag.object else {
      throw FieldError(path: name.description, reason: "expected it in an object, found \(summary)")
    }
    let key = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    guard let index = cursor.find(key, in: position), cursor.tag(index) != JSONTag.null else { return nil }
    return (cursor, index)
  }

  @inline(__always)
  private func required<T>(_ name: StaticString, _ value: T?, _ expected: String) throws(FieldError) -> T {
    guard let value else { throw absent(name, expected) }
    return value
  }

  @inline(never)
  private func absent(_ name: StaticString, _ expected: String) -> FieldError {
    let found = find(name) == nil ? "it is missing" : "found null"
    return FieldError(path: name.description, reason: "expected \(expected), \(found)")
  }

  @inline(never)
  private func mismatch(_ name: StaticString, _ index: Int, _ expected: String) -> FieldError {
    FieldError(path: name.description, reason: "expected \(expected), found \(node(index).summary)")
  }
}
