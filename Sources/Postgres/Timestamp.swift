/// A `timestamptz`: microseconds since 1970-01-01 00:00 UTC.
public struct Timestamp: Sendable, Hashable, Comparable {
  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

  /// From 1970 to PostgreSQL's own epoch, 2000-01-01.
  static let postgresEpoch: Int64 = 946_684_800_000_000
}

extension Timestamp: PostgresDecodable {
  /// `2026-05-01 12:34:56.123456+00`, as the server writes it with DateStyle ISO and TimeZone UTC.
  /// Infinity and years before Christ have no value here.
  public init?(postgresText bytes: UnsafeRawBufferPointer?) {
    guard let bytes, let dash = bytes.firstIndex(of: 0x2D), dash >= 4, bytes.count >= dash + 18 else {
      return nil
    }
    func number(_ from: Int, _ count: Int) -> Int64? {
      parseInteger(bytes[(dash + from)..<(dash + from + count)])
    }
    guard let year = parseInteger(bytes[..<dash]), year <= 294_276,
      let month = number(1, 2), (1...12).contains(month), let day = number(4, 2), (1...31).contains(day),
      let hour = number(7, 2), let minute = number(10, 2), let second = number(13, 2)
    else { return nil }
    var index = dash + 15
    var fraction: Int64 = 0
    if bytes[index] == 0x2E {
      var unit: Int64 = 100_000
      index += 1
      while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
        fraction += Int64(bytes[index] - 0x30) * unit
        unit /= 10
        index += 1
      }
    }
    guard bytes[index...].elementsEqual([0x2B, 0x30, 0x30]) else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    microseconds = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + fraction
  }

  /// Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level
  /// Date Algorithms", days_from_civil).
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
