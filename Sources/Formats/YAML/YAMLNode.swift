/// One value of a YAML document, with the line it starts on.
public struct YAMLNode: Sendable {
  public enum Value: Sendable {
    /// A plain or quoted text. Only a plain one can mean a number, a truth value or null.
    case scalar(String, plain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: String, value: YAMLNode)])
  }

  public let value: Value
  /// Counted from 1.
  public let line: Int

  /// The text of a scalar; nil of anything else, and of null.
  public var string: String? {
    if case .scalar(let text, _) = value, !isNull { return text }
    return nil
  }

  private var plain: String? {
    if case .scalar(let text, plain: true) = value { return text }
    return nil
  }

  /// Empty, `~` or `null`, not quoted.
  public var isNull: Bool {
    switch plain {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }

  /// A decimal integer that is not quoted.
  public var int: Int? { plain.flatMap { Int($0) } }

  /// A finite decimal number that is not quoted.
  public var double: Double? {
    guard var text = plain else { return nil }
    return text.withUTF8 { NumberText.double($0) }
  }

  /// `true` or `false`, not quoted. `yes` and `no` are texts, as YAML 1.2 has it.
  public var bool: Bool? {
    switch plain {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  public var sequence: [YAMLNode]? {
    if case .sequence(let nodes) = value { return nodes }
    return nil
  }

  /// The entries of a mapping, in the order of the text. No key is there twice.
  public var mapping: [(key: String, value: YAMLNode)]? {
    if case .mapping(let entries) = value { return entries }
    return nil
  }

  /// The value of a key; nil if there is none, or this is not a mapping.
  public subscript(_ key: String) -> YAMLNode? { mapping?.first { $0.key == key }?.value }

  public subscript(_ index: Int) -> YAMLNode? {
    guard let sequence, sequence.indices.contains(index) else { return nil }
    return sequence[index]
  }

  /// The value of a key that must be there.
  public func require(_ key: String) throws(YAMLError) -> YAMLNode {
    guard let found = self[key] else { throw YAMLError(line: line, reason: "\"\(key)\" is missing") }
    return found
  }

  public func requireString(_ key: String) throws(YAMLError) -> String {
    try require(key).expect("a text") { $0.string }
  }

  public func requireInt(_ key: String) throws(YAMLError) -> Int {
    try require(key).expect("an integer") { $0.int }
  }

  private func expect<T>(_ what: String, _ read: (YAMLNode) -> T?) throws(YAMLError) -> T {
    guard let found = read(self) else { throw YAMLError(line: line, reason: "\(what) was expected") }
    return found
  }
}

/// A text that is not the YAML that is accepted.
public struct YAMLError: Error, Hashable, CustomStringConvertible {
  /// Counted from 1.
  public let line: Int
  public let reason: String

  public init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }

  public var description: String { "line \(line): \(reason)" }
}
