import Football
import Testing

@Suite struct MatchPositionTests {
  @Test(arguments: [
    ("0:00", 1, 0.0), ("44:59", 1, 2699), ("45:00", 1, 2700), ("45:01", 2, 1), ("63:00", 2, 1080),
    ("90:00", 2, 2700), ("45+2:10", 1, 2830), ("90+3:05", 2, 2885), ("105+1:00", 3, 960),
    ("2:18:00", 2, 1080), ("5:01:30", 5, 90), ("63:07.5", 2, 1087.5), ("120:00", 4, 900),
  ])
  func reads(_ text: String, _ period: Int, _ clock: Double) {
    #expect(MatchPosition(text) == MatchPosition(period: period, clock: clock))
  }

  @Test(arguments: [
    "", "63", "63:60", "63:5", "-1:00", "46+1:00", "6:00:00", "0:10:00", "121:00", "a:00", "45+:10",
    "45+1+1:00", "1:2:3:04", "63:.5", "lap:x", "9999:00",
  ])
  func refuses(_ text: String) { #expect(MatchPosition(text) == nil) }

  @Test(arguments: ["0:00", "45:00", "45+2:10", "63:12", "90+0:01", "104:59", "120:00", "5:01:30"])
  func writesWhatItReads(_ text: String) { #expect(MatchPosition(text)?.description == text) }

  @Test func isOrderedAsPlayIs() {
    let inOrder = ["0:30", "45+4:00", "45:01", "90+9:00", "90:01"].compactMap { MatchPosition($0) }
    #expect(inOrder.count == 5)
    #expect(inOrder == inOrder.shuffled().sorted())
  }

  @Test func recordsStandByTheirPeriod() {
    let event = Event(matchID: "m", id: "1", type: .pass, period: 2, clock: 7)
    #expect(FeedRecord.event(event).position == MatchPosition(period: 2, clock: 7))
    let withdrawn = Event(matchID: "m", id: "1", isWithdrawn: true, type: .other)
    #expect(FeedRecord.event(withdrawn).position == nil)
    #expect(FeedRecord.match(MatchRecord(matchID: "m", moment: .finished)).position == nil)
  }
}
