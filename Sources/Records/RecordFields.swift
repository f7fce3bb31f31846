import Formats

/// Reads the fields of a JSON object with errors that name field and reason. Null counts as absent.
public struct RecordFields {
  public let node: JSONNode
  /// Put before field names in errors, e.g. `home.`.
  public let path: String

  public init(_ node: JSONNode, path: String = "") {
    self.node = node
    self.path = path
  }

  public func has(_ name: StaticString) -> Bool { value(name) != nil }

  public func string(_ name: StaticString) throws(RecordError) -> String {
    try required(name, optionalString(name))
  }

  public func optionalString(_ name: StaticString) throws(RecordError) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.string else { throw wrong(name, "a text", value) }
    guard text.utf8.count <= 1000 else { throw error(name, "longer than 1,000 bytes") }
    guard !text.utf8.contains(0) else { throw error(name, "holds U+0000, which PostgreSQL cannot store") }
    return text
  }

  public func id(_ name: StaticString) throws(RecordError) -> String { try required(name, optionalID(name)) }

  /// An id of a match, season, team or player.
  public func optionalID(_ name: StaticString) throws(RecordError) -> String? {
    guard let text = try optionalString(name) else { return nil }
    guard Identifier.isValid(text) else {
      throw error(name, "\"\(text.prefix(80))\" is no id: 1 to 64 letters, digits or hyphens")
    }
    return text
  }

  /// An id of an event, which may hold more than letters and digits (a UUID, a number with a colon).
  public func eventID(_ name: StaticString) throws(RecordError) -> String {
    let text = try string(name)
    guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw error(name, "an id of an event has 1 to 128 printable ASCII characters without spaces")
    }
    return text
  }

  public func double(_ name: StaticString) throws(RecordError) -> Double {
    try required(name, optionalDouble(name))
  }

  /// A finite number within `range`.
  public func optionalDouble(
    _ name: StaticString, in range: ClosedRange<Double> = -1e9...1e9
  ) throws(RecordError) -> Double? {
    guard let value = value(name) else { return nil }
    guard let number = value.double else { throw wrong(name, "a number", value) }
    guard range.contains(number) else {
      throw error(name, "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }

  public func optionalInt(
    _ name: StaticString, in range: ClosedRange<Int64> = 0...Int64(Int32.max)
  ) throws(RecordError) -> Int64? {
    guard let value = value(name) else { return nil }
    guard let number = value.int64 else { throw wrong(name, "a whole number", value) }
    guard range.contains(number) else {
      throw error(name, "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }

  public func int(
    _ name: StaticString, in range: ClosedRange<Int64> = 0...Int64(Int32.max)
  ) throws(RecordError)
    -> Int64
  {
    try required(name, optionalInt(name, in: range))
  }

  public func optionalBool(_ name: StaticString) throws(RecordError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard let bool = value.bool else { throw wrong(name, "true or false", value) }
    return bool
  }

  public func optionalTime(_ name: StaticString) throws(RecordError) -> Timestamp? {
    guard let text = try optionalString(name) else { return nil }
    guard let time = Timestamp(text) else {
      throw error(name, "\"\(text.prefix(40))\" is no time like 2022-10-15T11:01:28.310Z")
    }
    return time
  }

  public func optionalChoice<Choice: RawRepresentable & CaseIterable>(
    _ name: StaticString, _ type: Choice.Type
  ) throws(RecordError) -> Choice? where Choice.RawValue == String {
    guard let text = try optionalString(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(name, "\"\(text.prefix(60))\" is none of \(known)")
    }
    return choice
  }

  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: StaticString, _ type: Choice.Type
  ) throws(RecordError) -> Choice where Choice.RawValue == String {
    try required(name, optionalChoice(name, type))
  }

  public func object(_ name: StaticString) throws(RecordError) -> RecordFields? {
    guard let value = value(name) else { return nil }
    guard value.kind == .object else { throw wrong(name, "an object", value) }
    return RecordFields(value, path: "\(path)\(name).")
  }

  /// The objects of an array, at most `limit`.
  public func objects(_ name: StaticString, limit: Int) throws(RecordError) -> [RecordFields]? {
    guard let value = value(name) else { return nil }
    guard value.kind == .array else { throw wrong(name, "an array", value) }
    guard value.count <= limit else { throw error(name, "more than \(limit) elements") }
    var elements: [RecordFields] = []
    for element in value.elements {
      elements.append(RecordFields(element, path: "\(path)\(name)[\(elements.count)]."))
    }
    for element in elements where element.node.kind != .object {
      throw error(name, "holds something that is no object")
    }
    return elements
  }

  public func error(_ name: StaticString, _ reason: String) -> RecordError {
    RecordError(field: "\(path)\(name)", reason)
  }

  private func value(_ name: StaticString) -> JSONNode? {
    guard let value = node[name], !value.isNull else { return nil }
    return value
  }

  private func required<Value>(_ name: StaticString, _ value: Value?) throws(RecordError) -> Value {
    guard let value else { throw error(name, "missing") }
    return value
  }

  private func wrong(_ name: StaticString, _ expected: String, _ value: JSONNode) -> RecordError {
    let found: String =
      switch value.kind {
      case .string: "the text \"\((value.string ?? "").prefix(60))\""
      case .integer, .number: "the number \(value.double ?? .nan)"
      case .bool: "a truth value"
      case .object: "an object"
      case .array: "an array"
      case .null: "null"
      }
    return error(name, "expected \(expected), found \(found)")
  }
}
