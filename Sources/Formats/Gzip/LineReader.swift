import Glibc

/// A line that is longer than allowed. The reader goes on with the line after it.
public struct LineTooLong: Error, Hashable, CustomStringConvertible {
  public let name: String
  /// Counted from 1.
  public let line: Int
  public let maxBytes: Int

  public var description: String { "\(name), line \(line): longer than the \(maxBytes) bytes allowed" }
}

/// The lines of a source, of which one may end with `\n` or `\r\n`, the last one with nothing. Used by one thread.
public final class LineReader {
  /// The number of the line last given, counted from 1.
  public private(set) var line = 0

  private let source: ByteSource
  private let maxLineBytes: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var ended = false
  private var skipping = false
  /// How far the last filling moved the bytes towards the front.
  private var moved = 0

  /// - Parameter maxLineBytes: the longest line accepted, without its end.
  public init(_ source: ByteSource, maxLineBytes: Int = 1 << 20) {
    self.source = source
    self.maxLineBytes = max(1, maxLineBytes)
    buffer = .allocate(byteCount: 128 << 10, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Hands the next line, without its end, to `body`; nil after the last. The bytes are valid in the closure only.
  /// - Throws: ``LineTooLong``, after which reading goes on; ``ByteSourceError``; what `body` throws.
  public func next<R>(_ body: (UnsafeRawBufferPointer) throws -> R) throws -> R? {
    guard let range = try advance() else { return nil }
    return try body(UnsafeRawBufferPointer(rebasing: buffer[range]))
  }

  /// A copy of the next line; nil after the last. Throws as ``next(_:)`` does.
  public func nextBytes() throws -> [UInt8]? { try next { Array($0) } }

  private func advance() throws -> Range<Int>? {
    var searched = start
    while true {
      if let newline = find(from: searched) {
        let range = start..<newline
        start = newline + 1
        searched = start
        if skipping {
          skipping = false
          continue
        }
        line += 1
        return try checked(range)
      }
      searched = end
      if !skipping, end - start > maxLineBytes + 1 {
        line += 1
        skipping = true
        start = end
        throw tooLong
      }
      if skipping { start = end }
      if try !fill() { return try last() }
      searched = max(start, searched - moved)
    }
  }

  private func last() throws -> Range<Int>? {
    let range = start..<end
    start = end
    if skipping || range.isEmpty { return nil }
    line += 1
    return try checked(range)
  }

  private func checked(_ range: Range<Int>) throws -> Range<Int> {
    var range = range
    if let last = range.last, buffer[last] == 0x0D { range.removeLastByte() }
    if range.count > maxLineBytes { throw tooLong }
    return range
  }

  private var tooLong: LineTooLong { LineTooLong(name: source.name, line: line, maxBytes: maxLineBytes) }

  private func find(from: Int) -> Int? {
    guard let base = buffer.baseAddress, from < end, let hit = memchr(base + from, 0x0A, end - from) else {
      return nil
    }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }

  /// Appends the next chunk; what is left of the buffer moves to its front. False at the end.
  private func fill() throws(ByteSourceError) -> Bool {
    moved = start
    let left = end - start
    if start > 0, left > 0, let base = buffer.baseAddress { memmove(base, base + start, left) }
    (start, end) = (0, left)
    if ended { return false }
    let chunk = try source.chunk()
    if chunk.isEmpty {
      ended = true
      return false
    }
    if left + chunk.count > buffer.count {
      let wider = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * (left + chunk.count), alignment: 16)
      wider.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[0..<left]))
      buffer.deallocate()
      buffer = wider
    }
    UnsafeMutableRawBufferPointer(rebasing: buffer[left...]).copyMemory(from: chunk)
    end = left + chunk.count
    return true
  }
}

extension Range<Int> {
  fileprivate mutating func removeLastByte() { self = lowerBound..<(upperBound - 1) }
}
