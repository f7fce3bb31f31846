/// Reads a protobuf message field by field, in place and without allocation:
///
///     var reader = ProtobufReader(bytes)
///     while let field = try reader.next() {
///       switch field {
///       case 1: id = try reader.string()
///       case 6: try reader.floats { xs.append($0) }
///       default: break                       // unknown fields are passed over
///       }
///     }
///
/// Repeated numbers are taken packed, unpacked and in several pieces: the closure runs for each element. Of a
/// single field that comes twice, the last one counts, which is the caller's assignment.
public struct ProtobufReader: ~Escapable {
  private let bytes: RawSpan
  private var at = 0
  private var field = 0
  private var wire = ProtobufWireType.varint
  private var pending = false

  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) { self.bytes = bytes }

  /// The number of the next field; nil at the end. A value that was not read is passed over.
  public mutating func next() throws(ProtobufError) -> Int? {
    if pending { try skip() }
    guard at < bytes.byteCount else { return nil }
    let start = at
    let tag = try varint()
    guard tag >> 3 != 0, tag >> 32 == 0, let wire = ProtobufWireType(rawValue: UInt8(tag & 7)),
      wire != .groupEnd
    else { throw .badTag(offset: start) }
    field = Int(tag >> 3)
    self.wire = wire
    pending = true
    return field
  }

  // MARK: single values

  public mutating func uint64() throws(ProtobufError) -> UInt64 {
    try begin(.varint)
    return try varint()
  }

  public mutating func int64() throws(ProtobufError) -> Int64 { Int64(bitPattern: try uint64()) }

  public mutating func uint32() throws(ProtobufError) -> UInt32 {
    guard let value = UInt32(exactly: try uint64()) else { throw .outOfRange(field: field) }
    return value
  }

  public mutating func int32() throws(ProtobufError) -> Int32 {
    guard let value = Int32(exactly: try int64()) else { throw .outOfRange(field: field) }
    return value
  }

  /// A `sint32` or `sint64`.
  public mutating func sint64() throws(ProtobufError) -> Int64 { Self.unzigzag(try uint64()) }

  public mutating func bool() throws(ProtobufError) -> Bool { try uint64() != 0 }

  public mutating func fixed32() throws(ProtobufError) -> UInt32 {
    try begin(.fixed32)
    return try load(UInt32.self)
  }

  public mutating func fixed64() throws(ProtobufError) -> UInt64 {
    try begin(.fixed64)
    return try load(UInt64.self)
  }

  public mutating func float() throws(ProtobufError) -> Float { Float(bitPattern: try fixed32()) }

  public mutating func double() throws(ProtobufError) -> Double { Double(bitPattern: try fixed64()) }

  /// A string, checked to be UTF-8.
  public mutating func string() throws(ProtobufError) -> String {
    let range = try delimited()
    let valid = bytes.extracting(range).withUnsafeBytes { raw -> String? in
      String(validating: raw, as: UTF8.self)
    }
    guard let valid else { throw .badUTF8(field: field) }
    return valid
  }

  /// The content of a `bytes` field or of a message within, in place.
  @_lifetime(copy self)
  public mutating func bytesValue() throws(ProtobufError) -> RawSpan {
    let range = try delimited()
    return bytes.extracting(range)
  }

  // MARK: repeated values

  public mutating func floats(_ body: (Float) -> Void) throws(ProtobufError) {
    try fixed32s { body(Float(bitPattern: $0)) }
  }

  public mutating func fixed32s(_ body: (UInt32) -> Void) throws(ProtobufError) {
    if wire == .fixed32 { return body(try fixed32()) }
    try packedFixed(UInt32.self, body)
  }

  public mutating func fixed64s(_ body: (UInt64) -> Void) throws(ProtobufError) {
    if wire == .fixed64 { return body(try fixed64()) }
    try packedFixed(UInt64.self, body)
  }

  public mutating func doubles(_ body: (Double) -> Void) throws(ProtobufError) {
    try fixed64s { body(Double(bitPattern: $0)) }
  }

  public mutating func uint64s(_ body: (UInt64) -> Void) throws(ProtobufError) {
    if wire == .varint { return body(try uint64()) }
    let range = try delimited()
    at = range.lowerBound
    while at < range.upperBound { body(try varint()) }
    if at != range.upperBound { throw .truncated(offset: range.upperBound) }
  }

  /// Repeated `sint32` or `sint64`.
  public mutating func sint64s(_ body: (Int64) -> Void) throws(ProtobufError) {
    try uint64s { body(Self.unzigzag($0)) }
  }

  // MARK: the wire

  private static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func begin(_ expected: ProtobufWireType) throws(ProtobufError) {
    guard pending, wire == expected else { throw .wrongWireType(field: field, found: wire) }
    pending = false
  }

  private mutating func load<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) throws(ProtobufError)
    -> T
  {
    guard bytes.byteCount - at >= MemoryLayout<T>.size else { throw .truncated(offset: at) }
    let value = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: T.self)
    at += MemoryLayout<T>.size
    return T(littleEndian: value)
  }

  private mutating func packedFixed<T: FixedWidthInteger & BitwiseCopyable>(
    _ type: T.Type, _ body: (T) -> Void
  ) throws(ProtobufError) {
    let range = try delimited()
    guard range.count.isMultiple(of: MemoryLayout<T>.size) else { throw .truncated(offset: range.upperBound) }
    var offset = range.lowerBound
    while offset < range.upperBound {
      body(T(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: T.self)))
      offset += MemoryLayout<T>.size
    }
  }

  private mutating func varint() throws(ProtobufError) -> UInt64 {
    let start = at
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while at < bytes.byteCount {
      let byte = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt8.self)
      at += 1
      if shift == 63, byte > 1 { throw .varintTooLong(offset: start) }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw .truncated(offset: at)
  }

  /// The range of the content, and goes on after it.
  private mutating func delimited() throws(ProtobufError) -> Range<Int> {
    try begin(.lengthDelimited)
    return try content()
  }

  private mutating func content() throws(ProtobufError) -> Range<Int> {
    let length = try varint()
    guard length <= UInt64(bytes.byteCount - at) else { throw .truncated(offset: bytes.byteCount) }
    let range = at..<(at + Int(length))
    at = range.upperBound
    return range
  }

  private mutating func skip() throws(ProtobufError) {
    pending = false
    var open: [Int] = wire == .groupStart ? [field] : []
    try skipValue(wire)
    while let group = open.last {
      let start = at
      let tag = try varint()
      guard tag >> 3 != 0, tag >> 32 == 0, let wire = ProtobufWireType(rawValue: UInt8(tag & 7)) else {
        throw .badTag(offset: start)
      }
      switch wire {
      case .groupStart where open.count == 32: throw .badGroup(offset: start)
      case .groupStart: open.append(Int(tag >> 3))
      case .groupEnd where group != Int(tag >> 3): throw .badGroup(offset: start)
      case .groupEnd: open.removeLast()
      default: try skipValue(wire)
      }
    }
  }

  private mutating func skipValue(_ wire: ProtobufWireType) throws(ProtobufError) {
    switch wire {
    case .varint: _ = try varint()
    case .fixed64: _ = try load(UInt64.self)
    case .fixed32: _ = try load(UInt32.self)
    case .lengthDelimited: _ = try content()
    case .groupStart, .groupEnd: break
    }
  }
}
