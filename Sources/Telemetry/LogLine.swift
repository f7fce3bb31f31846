/// The bytes of one log line, with its line feed.
struct LogLine {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(256) }

  /// `12:00:01.123 INFO  dispatcher  stored the batch topic=facts.xgoals rows=2000`
  mutating func text(
    _ now: Int64, _ offset: Int, _ level: LogLevel, _ label: String, _ message: String,
    _ fields: [(key: LogKey, value: LogValue)], colour: Bool
  ) {
    let moment = Moment(microseconds: now + Int64(offset) * 1_000_000)
    clock(moment)
    bytes.append(UInt8(ascii: "."))
    digits(moment.microsecond / 1_000, 3)
    append(" ")
    let code = colour ? (level >= .error ? "31" : level == .warning ? "33" : nil) : nil
    if let code { append("\u{1B}[\(code)m") }
    level.column.withUTF8Buffer { bytes.append(contentsOf: $0) }
    if code != nil { append("\u{1B}[0m") }
    append(" ")
    escaped(label, quoting: false)
    append("  ")
    escaped(message, quoting: false)
    for (key, value) in fields {
      append(" ")
      append(key.rawValue)
      append("=")
      switch value {
      case .text(let text): plain(text)
      default: scalar(value, json: false)
      }
    }
    append("\n")
  }

  /// One JSON object: time, level, label, message, then the metadata by their names.
  mutating func json(
    _ now: Int64, _ level: LogLevel, _ label: String, _ message: String,
    _ fields: [(key: LogKey, value: LogValue)]
  ) {
    append("{\"time\":\"")
    rfc3339(Moment(microseconds: now))
    append("\",\"level\":\"")
    append(level.name)
    append("\",\"label\":")
    escaped(label, quoting: true)
    append(",\"message\":")
    escaped(message, quoting: true)
    for (key, value) in fields {
      append(",\"")
      append(key.rawValue)
      append("\":")
      scalar(value, json: true)
    }
    append("}\n")
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func scalar(_ value: LogValue, json: Bool) {
    switch value {
    case .text(let text): escaped(text, quoting: true)
    case .integer(let value): append(String(value))
    case .boolean(let value): append(value ? "true" : "false")
    // JSON has no word for these.
    case .number(let value) where json && !value.isFinite: append("null")
    case .number(let value): append(value.description)
    }
  }

  /// Bare where that can be read back, else in quotes.
  private mutating func plain(_ text: String) {
    let isBare = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 != 0x7F }
    if isBare { append(text) } else { escaped(text, quoting: true) }
  }

  /// With control characters escaped: a log line is one line, and nothing in it commands a terminal.
  private mutating func escaped(_ text: String, quoting: Bool) {
    if quoting { append("\"") }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x22 where quoting: append("\\\"")
      case 0x5C where quoting: append("\\\\")
      case 0..<0x20, 0x7F: append("\\u00\(hex(byte >> 4))\(hex(byte & 15))")
      case 0x80..<0xA0 where previous == 0xC2:
        // The control characters U+0080 to U+009F, which some terminals obey.
        bytes.removeLast()
        append("\\u00\(hex(byte >> 4))\(hex(byte & 15))")
      default: bytes.append(byte)
      }
      previous = byte
    }
    if quoting { append("\"") }
  }

  private func hex(_ value: UInt8) -> Character {
    Character(Unicode.Scalar(value < 10 ? 48 + value : 87 + value))
  }

  private mutating func clock(_ moment: Moment) {
    digits(moment.hour, 2)
    append(":")
    digits(moment.minute, 2)
    append(":")
    digits(moment.second, 2)
  }

  private mutating func rfc3339(_ moment: Moment) {
    digits(moment.year, 4)
    append("-")
    digits(moment.month, 2)
    append("-")
    digits(moment.day, 2)
    append("T")
    clock(moment)
    append(".")
    digits(moment.microsecond, 6)
    append("Z")
  }

  private mutating func digits(_ value: Int, _ count: Int) {
    let text = String(value)
    for _ in 0..<max(0, count - text.utf8.count) { bytes.append(UInt8(ascii: "0")) }
    append(text)
  }
}
