extension JSONWriter {
  /// Writes a name with the comma before and the colon after it, in one piece where nothing needs escaping.
  mutating func key(utf8: UnsafeBufferPointer<UInt8>) {
    guard let start = utf8.baseAddress, Self.isPlain(start, utf8.count) else {
      value(utf8: utf8)
      append(count: 1) { $0[0] = UInt8(ascii: ":") }
      return keyEnds()
    }
    let comma = commaIsDue ? 1 : 0
    let count = utf8.count
    append(count: count + 3 + comma) {
      $0[0] = UInt8(ascii: ",")
      let out = $0 + comma
      out[0] = UInt8(ascii: "\"")
      (out + 1).update(from: start, count: count)
      out[count + 1] = UInt8(ascii: "\"")
      out[count + 2] = UInt8(ascii: ":")
    }
    keyEnds()
  }

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

  /// Whether no byte needs escaping. Eight bytes at a time, the last eight overlapping those before.
  private static func isPlain(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let raw = UnsafeRawPointer(start)
    if count >= 8 {
      var i = 0
      while i < count - 8 {
        if needsEscape(raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)) { return false }
        i += 8
      }
      return !needsEscape(raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    }
    if count >= 4 {
      let first = raw.loadUnaligned(as: UInt32.self)
      let last = raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return !needsEscape(UInt64(first) << 32 | UInt64(last))
    }
    for i in 0..<count {
      let byte = start[i]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
    }
    return true
  }

  /// Whether one of the eight bytes is a quote, a backslash or below 0x20, by the bit tricks of Mycroft and Anderson.
  @inline(__always) private static func needsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let hits =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
    return hits & 0x8080_8080_8080_8080 != 0
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
