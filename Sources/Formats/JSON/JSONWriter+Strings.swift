extension JSONWriter {
  /// Writes a string in quotes. Escaped: the quote, the backslash, and control characters, nothing else.
  mutating func value(utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    guard let start = utf8.baseAddress, !utf8.isEmpty else {
      append(count: 2) {
        $0[0] = UInt8(ascii: "\"")
        $0[1] = UInt8(ascii: "\"")
      }
      return
    }
    let count = utf8.count
    if Self.isPlain(start, count) {
      append(count: count + 2) {
        $0[0] = UInt8(ascii: "\"")
        ($0 + 1).update(from: start, count: count)
        $0[count + 1] = UInt8(ascii: "\"")
      }
    } else {
      append(upTo: 6 * count + 2) { Self.escape(utf8, to: $0) }
    }
  }

  /// Whether no byte needs escaping: eight at a time, by the bit tricks of Mycroft and Anderson.
  private static func isPlain(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    var i = 0
    while i + 8 <= count {
      let word = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let control = (word &- ones &* 0x20) & ~word
      let hits = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | control
      if hits & high != 0 { return false }
      i += 8
    }
    while i < count {
      let byte = start[i]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
      i += 1
    }
    return true
  }

  private static func escape(_ utf8: UnsafeBufferPointer<UInt8>, to out: UnsafeMutablePointer<UInt8>) -> Int {
    var at = 0
    func put(_ byte: UInt8) {
      out[at] = byte
      at += 1
    }
    put(0x22)
    for byte in utf8 {
      switch byte {
      case 0x22, 0x5C: pair(byte)
      case 0x08: pair(UInt8(ascii: "b"))
      case 0x09: pair(UInt8(ascii: "t"))
      case 0x0A: pair(UInt8(ascii: "n"))
      case 0x0C: pair(UInt8(ascii: "f"))
      case 0x0D: pair(UInt8(ascii: "r"))
      case 0..<0x20:
        pair(UInt8(ascii: "u"))
        put(0x30)
        put(0x30)
        put(0x30 + byte >> 4)
        put(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
      default: put(byte)
      }
    }
    put(0x22)
    return at

    func pair(_ byte: UInt8) {
      put(0x5C)
      put(byte)
    }
  }
}
