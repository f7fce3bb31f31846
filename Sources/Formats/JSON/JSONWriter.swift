/// Builds JSON text (RFC 8259) into a byte buffer that is kept between records.
///
/// Commas and colons are put by the writer; that every `begin…` has its `end…`, and every field a value, is the
/// caller's part. The same calls give the same bytes, always. Numbers: see ``value(_:)-(Double)``.
public struct JSONWriter: Sendable {
  private var storage: [UInt8]
  /// How many bytes are written.
  public private(set) var count = 0
  private var needsComma = false

  public init(capacity: Int = 512) { storage = [UInt8](repeating: 0, count: max(capacity, 64)) }

  /// A copy of the text. To read it in place: ``withUnsafeBytes(_:)``.
  public var bytes: [UInt8] { Array(storage[0..<count]) }

  public var text: String { String(decoding: storage[0..<count], as: UTF8.self) }

  /// The text in place, valid in the closure only.
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
  }

  /// Starts again from nothing, and keeps the memory.
  public mutating func removeAll() {
    count = 0
    needsComma = false
  }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Ends a line of JSON Lines: the next value stands for itself.
  public mutating func newline() {
    append(count: 1) { $0[0] = 0x0A }
    needsComma = false
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    append(count: 1) { $0[0] = byte }
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    append(count: 1) { $0[0] = byte }
    needsComma = true
  }

  /// Puts the comma before a value or key, where one is due, and expects one after it.
  @inline(__always) mutating func separate() {
    if needsComma { append(count: 1) { $0[0] = UInt8(ascii: ",") } }
    needsComma = true
  }

  @inline(__always) var commaIsDue: Bool { needsComma }

  @inline(__always) mutating func keyEnds() { needsComma = false }

  /// Gives `body` room for exactly `bytes` more bytes.
  @inline(__always) mutating func append(count bytes: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void) {
    append(upTo: bytes) {
      body($0)
      return bytes
    }
  }

  /// Gives `body` room for up to `most` bytes; it says how many it has written.
  @inline(__always) mutating func append(upTo most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    if count + most > storage.count { grow(most) }
    count += storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return body(base + count)
    }
  }

  @inline(never) private mutating func grow(_ more: Int) {
    storage.append(contentsOf: repeatElement(0, count: max(more, storage.count)))
  }
}
