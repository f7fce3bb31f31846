import Formats
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2022-10-15T13:01:28.310+02:00", 1_665_831_688_310_000),
    ("2022-10-15T11:01:28.310Z", 1_665_831_688_310_000), ("2022-10-15 11:01:28.31z", 1_665_831_688_310_000),
    ("2022-10-15T05:31:28.310000999-0530", 1_665_831_688_310_000),
    ("2022-10-15T12:01:28.310001+01", 1_665_831_688_310_001),
    ("1969-12-31T23:59:59.999999Z", -1), ("2000-02-29T12:00:00Z", 951_825_600_000_000),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ("2024-03-31T01:00:00+23:59", 1_711_760_460_000_000),
  ])
  func reads(_ text: String, _ microseconds: Int64) {
    #expect(Timestamp(text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "2022-10-15", "2022-10-15T13:01:28", "2022-10-15T13:01:28.Z", "2022-10-15T13:01:28.1234567890Z",
    "2022-13-15T13:01:28Z", "2022-02-29T13:01:28Z", "1900-02-29T00:00:00Z", "2022-10-15T24:00:00Z",
    "2022-10-15T23:60:00Z", "2022-10-15T23:59:60Z", "2022-10-15T13:01:28+2:00", "2022-10-15T13:01:28+02:60",
    "2022-10-15T13:01:28+24:00", "2022-10-15T13:01:28Zx", "22-10-15T13:01:28Z", "2022-10-15T13:01:28,310Z",
    "2022-1a-15T13:01:28Z", "0000-01-01T00:00:00Z", "2022-10-15T13:01:28+02:0", "2022-10-15T13:01:28+0a:00",
  ])
  func refuses(_ text: String) { #expect(Timestamp(text) == nil) }

  @Test func takesAnAssumedOffset() {
    #expect(
      Timestamp("2018-06-14 17:00:00.000", assumedOffset: 180)?.description == "2018-06-14T14:00:00.000Z")
    #expect(Timestamp("2018-06-14 17:00:00Z", assumedOffset: 180)?.description == "2018-06-14T17:00:00.000Z")
  }

  @Test func writes() {
    let stamp = Timestamp(microseconds: 1_665_831_688_310_000)
    #expect(stamp.description == "2022-10-15T11:01:28.310Z")
    #expect(stamp.text(offsetMinutes: 120) == "2022-10-15T13:01:28.310+02:00")
    #expect(stamp.text(offsetMinutes: -690) == "2022-10-14T23:31:28.310-11:30")
    #expect(stamp.text(offsetMinutes: 0) == "2022-10-15T11:01:28.310+00:00")
    #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
    #expect(Timestamp(microseconds: .min).description == "0001-01-01T00:00:00.000Z")
    #expect(Timestamp(microseconds: .max).description == "9999-12-31T23:59:59.999999Z")
    #expect(
      Timestamp(milliseconds: 1500).milliseconds == 1500 && Timestamp(microseconds: -1).milliseconds == -1)
    #expect(stamp + 0.0000005 == Timestamp(microseconds: stamp.microseconds + 1))
    #expect((stamp + 1.25) - stamp == 1.25 && stamp < stamp + 1)
  }

  @Test func goesThroughEveryDay() throws {
    var date = try #require(CalendarDate("1896-02-28"))
    var weeks = 0
    for day in date.daysSince1970..<(date.daysSince1970 + 80_000) {
      let found = try #require(CalendarDate(daysSince1970: day))
      #expect(found.daysSince1970 == day && (weeks == 0 || found > date))
      let stamp = Timestamp(microseconds: Int64(day) * 86_400_000_000 + 86_399_999_999)
      #expect(stamp.date == found && Timestamp(stamp.description) == stamp)
      date = found
      weeks += 1
    }
    #expect(date.description == "2115-03-11")
    #expect(CalendarDate(daysSince1970: 2_932_896)?.description == "9999-12-31")
    #expect(CalendarDate(daysSince1970: 2_932_897) == nil && CalendarDate(daysSince1970: -719_163) == nil)
    #expect(CalendarDate(daysSince1970: -719_162)?.description == "0001-01-01")
    #expect(
      CalendarDate("2022-02-30") == nil && CalendarDate("2022-2-03") == nil
        && CalendarDate("2022-02-03x") == nil)
    #expect(CalendarDate("2024-02-29").map { Timestamp($0).description } == "2024-02-29T00:00:00.000Z")
  }

  @Test func standsInJSON() throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("at", Timestamp(microseconds: 1))
    writer.field("no", Timestamp?.none)
    writer.field("bad", "yesterday")
    writer.endObject()
    #expect(writer.text == #"{"at":"1970-01-01T00:00:00.000001Z","bad":"yesterday"}"#)
    let node = try JSONParser(maxBytes: 1000).parse(writer.bytes)
    #expect(try node.requireTimestamp("at").microseconds == 1 && node.optionalTimestamp("no") == nil)
    #expect(throws: FieldError.self) { try node.optionalTimestamp("bad") }
    #expect(throws: FieldError.self) { try node.requireTimestamp("no") }
  }
}

@Suite struct RoundingTests {
  @Test func roundsHalvesAwayFromZero() {
    #expect(rounded9(0.1234567894) == 0.123456789 && rounded9(0.1234567896) == 0.123456790)
    #expect(rounded9(0.0000000005) == 1e-9 && rounded9(-0.0000000005) == -1e-9)
    #expect(rounded9(-1e-12).sign == .plus && rounded9(1.0 / 3) == 0.333333333)
    #expect(rounded9(.infinity) == .infinity && rounded9(.nan).isNaN && rounded9(1e300) == 1e300)
    #expect(rounded9(4_503_599.1234567891) == 4_503_599.1234567891)
  }

  @Test func roundingTwiceChangesNothing() {
    var random = SplitMix(seed: 2)
    for _ in 0..<100_000 {
      let magnitude = Double(sign: .plus, exponent: Int.random(in: -40...30, using: &random), significand: 1)
      let once = rounded9(Double.random(in: -1...1, using: &random) * magnitude)
      #expect(rounded9(once) == once)
    }
  }
}
