/// The start of an element. It lives in the call only: its attributes are read in place.
public struct XMLElement: ~Escapable {
  public let attributes: XMLAttributes

  @_lifetime(copy attributes)
  init(attributes: consuming XMLAttributes) { self.attributes = attributes }

  /// The local name.
  public var name: String { attributes.element }

  /// The line where the start tag ends, counted from 1.
  public var line: Int { attributes.line }
}

/// The attributes of an element. An absent one is unknown: nil from the `optional…` getters, an error from
/// `require…`.
public struct XMLAttributes: ~Escapable {
  /// Five pointers an attribute: local name, prefix, URI, start and end of the value.
  private let list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  public let count: Int
  let element: String
  private let file: String
  let line: Int

  @_lifetime(immortal)
  init(
    list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int, element: String, file: String, line: Int
  ) {
    self.list = list
    self.count = list == nil ? 0 : count
    self.element = element
    self.file = file
    self.line = line
  }

  private func value(at index: Int) -> UnsafeBufferPointer<UInt8> {
    guard let list, let start = list[5 * index + 3], let end = list[5 * index + 4] else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: start, count: end - start)
  }

  private func find(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let list else { return nil }
    let wanted = name.utf8Start
    let length = name.utf8CodeUnitCount
    for index in 0..<count {
      guard let local = list[5 * index] else { continue }
      var at = 0
      while at < length, local[at] == wanted[at] { at += 1 }
      if at == length, local[at] == 0 { return value(at: index) }
    }
    return nil
  }

  /// The value of an attribute by its local name; nil if there is none.
  public subscript(_ name: StaticString) -> String? {
    find(name).map { String(decoding: $0, as: UTF8.self) }
  }

  @_disfavoredOverload
  public subscript(_ name: String) -> String? {
    for (key, value) in all where key == name { return value }
    return nil
  }

  /// Every attribute, in the order of the text.
  public var all: [(name: String, value: String)] {
    (0..<count).map { index in
      let name = list?[5 * index].map { String(cString: $0) } ?? ""
      return (name, String(decoding: value(at: index), as: UTF8.self))
    }
  }

  /// The UTF-8 of a value, without making a String; nil if there is no such attribute.
  public func withUTF8<R>(_ name: StaticString, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows
    -> R?
  {
    guard let value = find(name) else { return nil }
    return try body(value)
  }

  public func requireString(_ name: StaticString) throws(XMLError) -> String {
    guard let value = self[name] else { throw absent(name) }
    return value
  }

  public func optionalDouble(_ name: StaticString) throws(XMLError) -> Double? {
    guard let text = find(name) else { return nil }
    guard let value = NumberText.double(text) else { throw mismatch(name, "a number") }
    return value
  }

  public func requireDouble(_ name: StaticString) throws(XMLError) -> Double {
    guard let value = try optionalDouble(name) else { throw absent(name) }
    return value
  }

  public func optionalInt(_ name: StaticString) throws(XMLError) -> Int? {
    guard let text = find(name) else { return nil }
    guard let value = NumberText.int64(text) else { throw mismatch(name, "an integer") }
    return Int(value)
  }

  public func requireInt(_ name: StaticString) throws(XMLError) -> Int {
    guard let value = try optionalInt(name) else { throw absent(name) }
    return value
  }

  /// `true` and `false`, `1` and `0`.
  public func optionalBool(_ name: StaticString) throws(XMLError) -> Bool? {
    switch self[name] {
    case nil: return nil
    case "true", "1": return true
    case "false", "0": return false
    default: throw mismatch(name, "true or false")
    }
  }

  private func absent(_ name: StaticString) -> XMLError { error("the attribute \(name) is missing") }

  private func mismatch(_ name: StaticString, _ expected: String) -> XMLError {
    error("the attribute \(name) should be \(expected), it is \"\((self[name] ?? "").prefix(40))\"")
  }

  /// An error about this element, for checks of one's own.
  public func error(_ reason: String) -> XMLError {
    XMLError(name: file, line: line, reason: "<\(element)>: \(reason)")
  }
}
