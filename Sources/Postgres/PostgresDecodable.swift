/// What ``Row/decode(_:as:)-(Int,_)`` can make of a column.
public protocol PostgresDecodable {
  /// From the text format; nil stands for NULL. Gives nil for what is no value of this type.
  init?(postgresText bytes: UnsafeRawBufferPointer?)
}

extension String: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let bytes else { return nil }
    self.init(decoding: bytes, as: UTF8.self)
  }
}

extension Int64: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let bytes, let value = parseInteger(bytes[...]) else { return nil }
    self = value
  }
}

extension Int: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let value = Int64(postgresText: bytes) else { return nil }
    self.init(exactly: value)
  }
}

extension Int32: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let value = Int64(postgresText: bytes) else { return nil }
    self.init(exactly: value)
  }
}

extension Double: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let bytes, let value = Double(String(decoding: bytes, as: UTF8.self)) else { return nil }
    self = value
  }
}

extension Float: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let bytes, let value = Float(String(decoding: bytes, as: UTF8.self)) else { return nil }
    self = value
  }
}

extension Bool: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let bytes, bytes.count == 1 else { return nil }
    switch bytes[0] {
    case 0x74: self = true
    case 0x66: self = false
    default: return nil
    }
  }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let bytes else {
      self = Optional<Wrapped>.none
      return
    }
    guard let value = Wrapped(postgresText: bytes) else { return nil }
    self = Optional<Wrapped>.some(value)
  }
}

/// A whole decimal number, nothing around it.
func parseInteger(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int64? {
  let negative = bytes.first == 0x2D
  let digits = negative ? bytes.dropFirst() : bytes
  guard !digits.isEmpty, digits.count <= 19 else { return nil }
  var magnitude: UInt64 = 0
  for byte in digits {
    guard (0x30...0x39).contains(byte) else { return nil }
    magnitude = magnitude * 10 + UInt64(byte - 0x30)
  }
  if negative { return magnitude > UInt64(Int64.max) + 1 ? nil : Int64(truncatingIfNeeded: 0 &- magnitude) }
  return Int64(exactly: magnitude)
}
