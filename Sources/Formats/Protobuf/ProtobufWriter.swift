/// Builds a protobuf message by appending fields; as in proto3, leaving out what has its default value is up to the
/// caller. The same calls give the same bytes.
public struct ProtobufWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

  /// Starts again from nothing, and keeps the memory.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  public mutating func uint64(_ field: Int, _ value: UInt64) {
    tag(field, .varint)
    varint(value)
  }

  public mutating func uint32(_ field: Int, _ value: UInt32) { uint64(field, UInt64(value)) }

  public mutating func int64(_ field: Int, _ value: Int64) { uint64(field, UInt64(bitPattern: value)) }

  /// A `sint32` or `sint64`: short also for small negative numbers.
  public mutating func sint64(_ field: Int, _ value: Int64) { uint64(field, Self.zigzag(value)) }

  public mutating func bool(_ field: Int, _ value: Bool) { uint64(field, value ? 1 : 0) }

  public mutating func fixed32(_ field: Int, _ value: UInt32) {
    tag(field, .fixed32)
    append(value)
  }

  public mutating func fixed64(_ field: Int, _ value: UInt64) {
    tag(field, .fixed64)
    append(value)
  }

  public mutating func float(_ field: Int, _ value: Float) { fixed32(field, value.bitPattern) }

  public mutating func double(_ field: Int, _ value: Double) { fixed64(field, value.bitPattern) }

  public mutating func string(_ field: Int, _ value: String) {
    var value = value
    value.withUTF8 { self.bytes(field, UnsafeRawBufferPointer($0)) }
  }

  public mutating func bytes(_ field: Int, _ value: UnsafeRawBufferPointer) {
    tag(field, .lengthDelimited)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// A message within: `body` writes its fields.
  public mutating func message(_ field: Int, _ body: (inout ProtobufWriter) throws -> Void) rethrows {
    var inner = ProtobufWriter(capacity: 64)
    try body(&inner)
    inner.bytes.withUnsafeBytes { self.bytes(field, $0) }
  }

  // MARK: packed columns; an empty one is left out

  public mutating func packedFloats(_ field: Int, _ values: some Collection<Float>) {
    let contiguous: Void? = values.withContiguousStorageIfAvailable {
      packed(field, UnsafeRawBufferPointer($0))
    }
    if contiguous == nil { packedFloats(field, Array(values)) }
  }

  public mutating func packedFixed32(_ field: Int, _ values: some Collection<UInt32>) {
    let contiguous: Void? = values.withContiguousStorageIfAvailable {
      packed(field, UnsafeRawBufferPointer($0))
    }
    if contiguous == nil { packedFixed32(field, Array(values)) }
  }

  public mutating func packedFixed64(_ field: Int, _ values: some Collection<UInt64>) {
    let contiguous: Void? = values.withContiguousStorageIfAvailable {
      packed(field, UnsafeRawBufferPointer($0))
    }
    if contiguous == nil { packedFixed64(field, Array(values)) }
  }

  public mutating func packedUInt64(_ field: Int, _ values: some Collection<UInt64>) {
    if values.isEmpty { return }
    tag(field, .lengthDelimited)
    varint(UInt64(values.reduce(0) { $0 + Self.size(ofVarint: $1) }))
    for value in values { varint(value) }
  }

  // MARK: the wire

  private static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }

  private static func size(ofVarint value: UInt64) -> Int { max(1, (70 - value.leadingZeroBitCount) / 7) }

  /// The values as they lie in memory: little-endian, as on the wire, on every machine that this is built for.
  private mutating func packed(_ field: Int, _ values: UnsafeRawBufferPointer) {
    #if _endian(big)
      #error("packed columns are written as they lie in memory, which must be little-endian")
    #endif
    if !values.isEmpty { bytes(field, values) }
  }

  private mutating func tag(_ field: Int, _ wire: ProtobufWireType) {
    varint(UInt64(field) << 3 | UInt64(wire.rawValue))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func append<T: FixedWidthInteger>(_ value: T) {
    var rest = value.littleEndian
    withUnsafeBytes(of: &rest) { bytes.append(contentsOf: $0) }
  }
}
