/// One column of a batch as the elements of a binary PostgreSQL array: for each value its length
/// (Int32, big endian, -1 for NULL) and its bytes. Twenty bytes in front are kept free for the
/// array's header, so that a whole column is sent without being copied.
final class ColumnBuffer {
  static let headerSize = 20
  /// A field of a message to the server must stay under 1 GB.
  static let limit = 512 << 20

  let type: ColumnType
  private(set) var memory: UnsafeMutableRawPointer
  private var capacity: Int
  /// Bytes in use, the header's included.
  private(set) var end = ColumnBuffer.headerSize
  private(set) var hasNull = false

  init(type: ColumnType, capacity: Int = 1024) {
    self.type = type
    self.capacity = max(64, capacity)
    memory = .allocate(byteCount: self.capacity, alignment: 8)
  }

  deinit { memory.deallocate() }

  /// What was appended, without the header.
  var elements: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: memory + Self.headerSize, count: end - Self.headerSize)
  }

  func truncate(to offset: Int) { end = max(Self.headerSize, min(end, offset)) }

  func removeAll() {
    end = Self.headerSize
    hasNull = false
  }

  /// Takes over encoded values; the capacity must be there already.
  func replaceElements(_ bytes: UnsafeRawBufferPointer, _ hasNull: Bool) {
    guard Self.headerSize + bytes.count <= capacity else { return }
    (memory + Self.headerSize).copy(bytes)
    end = Self.headerSize + bytes.count
    self.hasNull = hasNull
  }

  /// Room for a value of that many bytes, its length already written.
  private func reserve(_ count: Int) throws(PostgresError) -> UnsafeMutableRawPointer {
    let needed = end + 4 + count
    if needed > capacity {
      guard needed <= Self.limit else {
        throw PostgresError(sqlState: "54000", message: "a column of the batch is larger than 512 MB")
      }
      let larger = min(Self.limit, max(needed, capacity * 2))
      let new = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
      new.copyMemory(from: memory, byteCount: end)
      memory.deallocate()
      memory = new
      capacity = larger
    }
    memory.storeBytes(of: Int32(truncatingIfNeeded: count).bigEndian, toByteOffset: end, as: Int32.self)
    defer { end = needed }
    return memory + (end + 4)
  }

  private func put<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) throws(PostgresError) {
    try reserve(MemoryLayout<T>.size).storeBytes(of: value.bigEndian, as: T.self)
  }

  private func narrow<T: FixedWidthInteger & BitwiseCopyable>(_ value: Int64, _: T.Type) throws(PostgresError)
  {
    guard let narrowed = T(exactly: value) else {
      throw PostgresError(sqlState: "22003", message: "\(value) is out of range for \(type.sqlName)")
    }
    try put(narrowed)
  }

  private func mismatch(_ kind: String) -> PostgresError {
    PostgresError(sqlState: "42804", message: "a column of type \(type.sqlName) cannot take \(kind)")
  }

  func appendNull() throws(PostgresError) {
    _ = try reserve(0)
    memory.storeBytes(of: Int32(-1).bigEndian, toByteOffset: end - 4, as: Int32.self)
    hasNull = true
  }

  func append(int value: Int64) throws(PostgresError) {
    switch type {
    case .int8: try put(value)
    case .int4: try narrow(value, Int32.self)
    case .int2: try narrow(value, Int16.self)
    case .float8: try put(Double(value).bitPattern)
    case .float4: try put(Float(value).bitPattern)
    default: throw mismatch("an integer")
    }
  }

  func append(double value: Double) throws(PostgresError) {
    switch type {
    case .float8: try put(value.bitPattern)
    case .float4:
      let narrowed = Float(value)
      guard narrowed.isFinite || !value.isFinite else {
        throw PostgresError(sqlState: "22003", message: "\(value) is out of range for float4")
      }
      try put(narrowed.bitPattern)
    case .int8, .int4, .int2:
      // JSON has one kind of number: 3.0 may be meant for an integer column.
      guard let whole = Int64(exactly: value) else {
        throw PostgresError(sqlState: "22003", message: "\(value) is no whole number for \(type.sqlName)")
      }
      try append(int: whole)
    default: throw mismatch("a number")
    }
  }

  func append(bool value: Bool) throws(PostgresError) {
    guard type == .bool else { throw mismatch("a truth value") }
    try put(UInt8(value ? 1 : 0))
  }

  /// Microseconds since 1970.
  func append(timestamp value: Int64) throws(PostgresError) {
    guard type == .timestamp else { throw mismatch("a timestamp") }
    let (shifted, overflow) = value.subtractingReportingOverflow(Timestamp.postgresEpoch)
    // The server's first day, 24 November 4714 BC; its last one is past what fits here.
    guard !overflow, shifted >= -211_813_488_000_000_000 else {
      throw PostgresError(sqlState: "22008", message: "timestamp out of range")
    }
    try put(shifted)
  }

  /// UTF-8 text, or the bytes of a `bytea`.
  func append(bytes: UnsafeRawBufferPointer) throws(PostgresError) {
    switch type {
    case .text, .bytes, .json: try reserve(bytes.count).copy(bytes)
    case .jsonb:
      let place = try reserve(bytes.count + 1)
      place.storeBytes(of: 1, as: UInt8.self)  // version of the format
      (place + 1).copy(bytes)
    default: throw mismatch("text")
    }
  }

  func append(text: String) throws(PostgresError) {
    guard type != .bytes else { throw mismatch("text") }
    var text = text
    let failure: PostgresError? = text.withUTF8 { utf8 in
      do throws(PostgresError) {
        try append(bytes: UnsafeRawBufferPointer(utf8))
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}

extension UnsafeMutableRawPointer {
  fileprivate func copy(_ bytes: UnsafeRawBufferPointer) {
    if let start = bytes.baseAddress { copyMemory(from: start, byteCount: bytes.count) }
  }
}
