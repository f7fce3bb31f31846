/// A day of the Gregorian calendar, years 1 to 9999.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// Nil if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
    else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `2022-10-15`; nil otherwise.
  public init?(_ text: String) {
    var text = text
    guard let date = text.withUTF8({ Self.read($0, 0) }), text.utf8.count == 10 else { return nil }
    self = date
  }

  /// The day that is so many days after 1970-01-01; nil outside the years 1 to 9999.
  public init?(daysSince1970 days: Int) {
    guard (-719_162...2_932_896).contains(days) else { return nil }
    // Counted in eras of 400 years from 1 March of the year 0, so that the leap day ends a year.
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  public var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  /// `2022-10-15`
  public var description: String {
    let stamp = Timestamp(microseconds: Int64(daysSince1970) * 86_400_000_000)
    return String(stamp.description.prefix(10))
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func read(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> CalendarDate? {
    guard text.count >= at + 10, text[at + 4] == UInt8(ascii: "-"), text[at + 7] == UInt8(ascii: "-"),
      let year = digits(text, at, 4), let month = digits(text, at + 5, 2), let day = digits(text, at + 8, 2)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// So many decimal digits as a number; nil if there is anything else.
  @inline(__always)
  static func digits(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ count: Int) -> Int? {
    guard at + count <= text.count else { return nil }
    var value = 0
    for i in at..<(at + count) {
      let digit = text[i] &- 0x30
      guard digit < 10 else { return nil }
      value = 10 * value + Int(digit)
    }
    return value
  }
}
