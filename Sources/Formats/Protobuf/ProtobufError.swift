/// Bytes that are not a protobuf message of the expected kind.
public enum ProtobufError: Error, Hashable, CustomStringConvertible {
  /// The message ends in the middle of a value.
  case truncated(offset: Int)
  /// A varint of more than 64 bits.
  case varintTooLong(offset: Int)
  /// A field number of 0, or a wire type that does not exist.
  case badTag(offset: Int)
  /// A known field with another wire type than its type has.
  case wrongWireType(field: Int, found: ProtobufWireType)
  /// A string that is not UTF-8.
  case badUTF8(field: Int)
  /// A value beyond the range of its type.
  case outOfRange(field: Int)
  /// Groups nested too deep, or without their end.
  case badGroup(offset: Int)

  public var description: String {
    switch self {
    case .truncated(let offset): "protobuf: the message ends inside a value, at byte \(offset)"
    case .varintTooLong(let offset): "protobuf: a number of more than 64 bits, at byte \(offset)"
    case .badTag(let offset): "protobuf: not a field, at byte \(offset)"
    case .wrongWireType(let field, let found): "protobuf: field \(field) has another type (\(found))"
    case .badUTF8(let field): "protobuf: field \(field) is not UTF-8"
    case .outOfRange(let field): "protobuf: field \(field) is beyond the range of its type"
    case .badGroup(let offset): "protobuf: a group that does not end, at byte \(offset)"
    }
  }
}

/// How a value lies on the wire.
public enum ProtobufWireType: UInt8, Sendable {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
  case groupStart = 3
  case groupEnd = 4
  case fixed32 = 5
}
