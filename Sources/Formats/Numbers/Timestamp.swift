/// A moment: microseconds since 1970-01-01 00:00 UTC, leap seconds not counted.
public struct Timestamp: Hashable, Comparable, Sendable {
  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public init(milliseconds: Int64) { microseconds = milliseconds &* 1000 }

  /// Midnight UTC.
  public init(_ date: CalendarDate) { microseconds = Int64(date.daysSince1970) * 86_400_000_000 }

  /// Whole milliseconds, towards the past.
  public var milliseconds: Int64 { Self.floorDivide(microseconds, 1000) }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

  /// Seconds from one moment to another.
  public static func - (a: Timestamp, b: Timestamp) -> Double {
    Double(a.microseconds - b.microseconds) / 1e6
  }

  /// Moved by seconds, to the nearest microsecond.
  public static func + (a: Timestamp, seconds: Double) -> Timestamp {
    Timestamp(microseconds: a.microseconds + Int64((seconds * 1e6).rounded()))
  }

  /// The day in UTC; nil outside the years 1 to 9999.
  public var date: CalendarDate? {
    CalendarDate(daysSince1970: Int(Self.floorDivide(microseconds, 86_400_000_000)))
  }

  static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Timestamp {
  /// Reads ISO 8601: `2022-10-15T13:01:28.310+02:00`, `…Z`, `+0200`, `+02`; a space or `T` between; seconds with up
  /// to nine decimals, of which the first six count. Nil for anything else, also for seconds of 60.
  /// - Parameter assumedOffset: minutes east of UTC for a text without an offset; nil: such a text is refused.
  public init?(_ text: String, assumedOffset: Int? = nil) {
    var text = text
    guard let stamp = text.withUTF8({ Self.read($0, assumedOffset) }) else { return nil }
    self = stamp
  }

  public init?(utf8 text: UnsafeBufferPointer<UInt8>, assumedOffset: Int? = nil) {
    guard let stamp = Self.read(text, assumedOffset) else { return nil }
    self = stamp
  }

  private static func read(_ text: UnsafeBufferPointer<UInt8>, _ assumedOffset: Int?) -> Timestamp? {
    guard text.count >= 19, let date = CalendarDate.read(text, 0),
      text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " "),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = CalendarDate.digits(text, 11, 2), hour < 24,
      let minute = CalendarDate.digits(text, 14, 2), minute < 60,
      let second = CalendarDate.digits(text, 17, 2), second < 60
    else { return nil }
    var at = 19
    var fraction = 0
    if at < text.count, text[at] == UInt8(ascii: ".") {
      at += 1
      let start = at
      var scale = 100_000
      while at < text.count, text[at] &- 0x30 < 10 {
        fraction += Int(text[at] &- 0x30) * scale
        scale /= 10
        at += 1
      }
      if at == start || at - start > 9 { return nil }
    }
    guard let offset = at == text.count ? assumedOffset : offset(text, at) else { return nil }
    let seconds = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + (minute - offset) * 60 + second)
    return Timestamp(microseconds: seconds * 1_000_000 + Int64(fraction))
  }

  /// Minutes east of UTC from what ends a text: `Z`, `+02:00`, `+0200`, `+02`.
  private static func offset(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let left = text.count - at
    if left == 1, text[at] | 0x20 == UInt8(ascii: "z") { return 0 }
    let negative = text[at] == UInt8(ascii: "-")
    guard negative || text[at] == UInt8(ascii: "+"), let hours = CalendarDate.digits(text, at + 1, 2),
      hours < 24
    else { return nil }
    var minutes = 0
    switch left {
    case 3: break
    case 5:
      guard let given = CalendarDate.digits(text, at + 3, 2) else { return nil }
      minutes = given
    case 6:
      guard text[at + 3] == UInt8(ascii: ":"), let given = CalendarDate.digits(text, at + 4, 2) else {
        return nil
      }
      minutes = given
    default: return nil
    }
    guard minutes < 60 else { return nil }
    return negative ? -(60 * hours + minutes) : 60 * hours + minutes
  }
}
