/// The row at hand: the text of its fields without quotes, one after the other, and where each ends.
final class CSVRecord {
  enum State { case fieldStart, plain, quoted, quoteInQuoted, afterReturn }
  enum Progress {
    case more, complete
    case fault(String)
  }

  private static let maxFields = 4096
  private(set) var line = 1
  private(set) var generation: UInt32 = 0
  private(set) var count = 0
  private(set) var hasHighBytes = false
  /// How many line feeds were seen.
  private(set) var newlines = 0

  private let maxBytes: Int
  private let text: UnsafeMutablePointer<UInt8>
  private let ends: UnsafeMutablePointer<Int>
  private var used = 0

  init(maxBytes: Int) {
    self.maxBytes = maxBytes
    text = .allocate(capacity: maxBytes)
    ends = .allocate(capacity: Self.maxFields + 1)
    ends[0] = 0
  }

  deinit {
    text.deallocate()
    ends.deallocate()
  }

  func begin(line: Int) {
    self.line = line
    generation &+= 1
    count = 0
    used = 0
    hasHighBytes = false
  }

  @inline(__always) func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + ends[index], count: ends[index + 1] - ends[index])
  }

  func endField() {
    count += 1
    ends[count] = used
  }

  /// Takes bytes from `at` on, up to the end of the record or of the chunk.
  func take(_ chunk: UnsafeRawBufferPointer, _ at: inout Int, _ state: inout State) -> Progress {
    guard let base = chunk.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .more }
    var position = at
    var out = used
    var now = state
    var high: UInt8 = 0
    defer {
      at = position
      used = out
      state = now
      if high & 0x80 != 0 { hasHighBytes = true }
    }
    while position < chunk.count {
      let byte = base[position]
      position += 1
      switch now {
      case .quoted:
        if byte == UInt8(ascii: "\"") {
          now = .quoteInQuoted
          continue
        }
        if byte == 0x0A { newlines += 1 }
      case .quoteInQuoted where byte == UInt8(ascii: "\""):
        now = .quoted
      case .afterReturn where byte != 0x0A:
        return .fault("a carriage return without a line feed")
      default:
        switch byte {
        case UInt8(ascii: ","):
          if count >= Self.maxFields - 1 { return .fault("more than \(Self.maxFields) fields") }
          count += 1
          ends[count] = out
          now = .fieldStart
          continue
        case 0x0A:
          newlines += 1
          count += 1
          ends[count] = out
          return .complete
        case 0x0D:
          now = .afterReturn
          continue
        case UInt8(ascii: "\"") where now == .fieldStart:
          now = .quoted
          continue
        case UInt8(ascii: "\""):
          return .fault("a quote inside a field that is not quoted")
        default:
          if now == .quoteInQuoted { return .fault("text after the closing quote of a field") }
          now = .plain
        }
      }
      if out == maxBytes { return .fault("the row is longer than the \(maxBytes) bytes allowed") }
      text[out] = byte
      out += 1
      high |= byte
    }
    return .more
  }
}
