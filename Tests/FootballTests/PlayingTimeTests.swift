import Football
import Testing

@Suite struct PlayingTimeTests {
  @Test(arguments: [
    ("0:00", 1, 0.0), ("12:34", 1, 754), ("45:00", 1, 2700), ("45:01", 2, 1), ("63:00", 2, 1080),
    ("90:00", 2, 2700), ("45+2:10", 1, 2830), ("90+3:00", 2, 2880), ("2:18:00", 2, 1080),
    ("1:47:10", 1, 2830),
    ("91:00", 3, 60), ("105+1:30", 3, 990), ("118:20", 4, 800), ("121:00", 4, 960), ("5:1:05", 5, 65),
    ("63:00.25", 2, 1080.25),
  ])
  func reads(_ text: String, _ period: Int, _ seconds: Double) {
    #expect(PlayingTime(text) == PlayingTime(period: period, seconds: seconds))
  }

  @Test(arguments: [
    "", "63", "63:0", "63:60", "6:3:0", "46+1:00", "45+:10", "-1:00", "0:1:00", "6:00:00", "63:00.", "a:00",
    "1:2:3:04", "45+1+1:00", "63:00,5",
  ])
  func refuses(_ text: String) { #expect(PlayingTime(text) == nil) }

  @Test(arguments: [
    (1, 0.0, "0:00"), (1, 754.9, "12:34"), (1, 2700, "45:00"), (1, 2830, "45+2:10"), (2, 1080, "63:00"),
    (2, 2880, "90+3:00"), (3, 60, "91:00"), (4, 965, "120+1:05"), (5, 65, "pens 1:05"),
  ])
  func writes(_ period: Int, _ seconds: Double, _ text: String) {
    #expect(PlayingTime(period: period, seconds: seconds).description == text)
  }

  @Test func ordersByPeriodFirst() {
    #expect(PlayingTime(period: 1, seconds: 2900) < PlayingTime(period: 2, seconds: 1))
    #expect(PlayingTime(period: 2, seconds: 1) < PlayingTime(period: 2, seconds: 2))
  }
}
