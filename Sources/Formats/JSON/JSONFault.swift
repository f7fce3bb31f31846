/// A plain scanner over the grammar of RFC 8259, run only on texts that simdjson has refused: simdjson says what is
/// wrong, not where, and refuses integers beyond 64 bits, which are valid JSON.
struct JSONFault {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  /// The ends of the integers that do not fit 64 bits.
  private(set) var wideIntegerEnds: [Int] = []

  private enum Stop: Error { case here }

  /// The byte at which the text stops being JSON; nil if this scanner finds no fault.
  static func offset(in bytes: UnsafeRawBufferPointer) -> Int? {
    var scanner = JSONFault(bytes)
    return scanner.scan()
  }

  /// The text with its integers beyond 64 bits marked as real numbers; nil if it has a fault, or none such.
  static func widened(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    var scanner = JSONFault(bytes)
    guard scanner.scan() == nil, !scanner.wideIntegerEnds.isEmpty else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 2 * scanner.wideIntegerEnds.count)
    var start = 0
    for end in scanner.wideIntegerEnds {
      text.append(contentsOf: bytes[start..<end])
      text.append(contentsOf: [UInt8(ascii: "e"), UInt8(ascii: "0")])
      start = end
    }
    text.append(contentsOf: bytes[start...])
    return text
  }

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private mutating func scan() -> Int? {
    do {
      try value(depth: 0)
      space()
      return at == bytes.count ? nil : at
    } catch {
      return at
    }
  }

  private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func space() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func expect(_ wanted: UInt8) throws(Stop) {
    guard byte == wanted else { throw .here }
    at += 1
  }

  private mutating func value(depth: Int) throws(Stop) {
    space()
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < JSONParser.maxDepth else { throw .here }
      try container(isObject: byte == UInt8(ascii: "{"), depth: depth + 1)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): for wanted in "true".utf8 { try expect(wanted) }
    case UInt8(ascii: "f"): for wanted in "false".utf8 { try expect(wanted) }
    case UInt8(ascii: "n"): for wanted in "null".utf8 { try expect(wanted) }
    default: try number()
    }
  }

  private mutating func container(isObject: Bool, depth: Int) throws(Stop) {
    let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    at += 1
    space()
    if byte == close {
      at += 1
      return
    }
    while true {
      if isObject {
        space()
        try string()
        space()
        try expect(UInt8(ascii: ":"))
      }
      try value(depth: depth)
      space()
      if byte == close {
        at += 1
        return
      }
      try expect(UInt8(ascii: ","))
    }
  }

  private mutating func digits() throws(Stop) {
    let start = at
    while let byte, byte &- 0x30 < 10 { at += 1 }
    if at == start { throw .here }
  }

  private mutating func number() throws(Stop) {
    let start = at
    if byte == UInt8(ascii: "-") { at += 1 }
    if byte == UInt8(ascii: "0") { at += 1 } else { try digits() }
    var isInteger = true
    if byte == UInt8(ascii: ".") {
      isInteger = false
      at += 1
      try digits()
    }
    if let byte, byte | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      at += 1
      if self.byte == UInt8(ascii: "+") || self.byte == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let real = Double(text), real.isFinite else {
      at = start
      throw .here
    }
    if isInteger, Int64(text) == nil, UInt64(text) == nil { wideIntegerEnds.append(at) }
  }

  private mutating func string() throws(Stop) {
    try expect(UInt8(ascii: "\""))
    let start = at
    while let byte, byte != UInt8(ascii: "\"") {
      if byte < 0x20 { throw .here }
      at += 1
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    let content = UnsafeRawBufferPointer(rebasing: bytes[start..<at])
    if let bad = UTF8Check.firstInvalid(content) {
      at = start + bad
      throw .here
    }
    try expect(UInt8(ascii: "\""))
  }

  private mutating func escape() throws(Stop) {
    switch byte {
    case UInt8(ascii: "u"):
      let unit = try unicode()
      if unit & 0xFC00 == 0xDC00 { throw .here }
      guard unit & 0xFC00 == 0xD800 else { return }
      try expect(UInt8(ascii: "\\"))
      guard byte == UInt8(ascii: "u"), try unicode() & 0xFC00 == 0xDC00 else { throw .here }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 1
    default: throw .here
    }
  }

  private mutating func unicode() throws(Stop) -> UInt32 {
    at += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80 else {
        throw .here
      }
      unit = unit << 4 | UInt32(digit)
      at += 1
    }
    return unit
  }
}
