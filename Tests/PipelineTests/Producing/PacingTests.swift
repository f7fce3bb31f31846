import Football
import Telemetry
import Testing

@testable import Pipeline

@Suite struct PacingTests {
  @Test func waitsCountFromTheStartSoThatDelaysDoNotAddUp() {
    let time = FixedTime(monotonicNanoseconds: 5_000_000_000)
    var pacer = Pacer(.times(2), time: time)
    #expect(pacer.wait(for: 100) == 0)
    #expect(pacer.wait(for: 101) == 0.5)
    time.advance(milliseconds: 700)  // 200 ms too late
    #expect(pacer.wait(for: 101) == 0)
    #expect(abs(pacer.wait(for: 102) - 0.3) < 1e-9)
    time.advance(milliseconds: 60_000)
    #expect(pacer.wait(for: 102) == 0)
  }

  @Test func fullSpeedNeverWaits() {
    var pacer = Pacer(.max, time: FixedTime())
    #expect(pacer.wait(for: 0) == 0)
    #expect(pacer.wait(for: 1e9) == 0)
  }

  @Test(arguments: [("real", FeedSpeed.times(1)), ("max", .max), ("50", .times(50)), ("0.5", .times(0.5))])
  func readsSpeeds(_ text: String, _ speed: FeedSpeed) { #expect(FeedSpeed(text) == speed) }

  @Test(arguments: ["", "fast", "0", "-1", "nan", "inf", "1e9"])
  func refusesSpeeds(_ text: String) { #expect(FeedSpeed(text) == nil) }

  @Test func breaksAreAsLongAsTheRecordsSay() {
    var timeline = MatchTimeline()
    let dues = SmallMatch.records("m").map { timeline.due($0) }
    #expect(dues == [nil, 0, 0, 10, 20, 30, 630, 630, 640, 650, 660, nil, nil])
  }

  @Test func withoutTimesBreaksAreThoseOfTheLaws() {
    var timeline = MatchTimeline()
    func due(_ period: Int, _ clock: Double) -> Double? {
      timeline.due(.event(Event(matchID: "m", id: "1", type: .pass, period: period, clock: clock)))
    }
    #expect(due(1, 2700) == 2700)
    #expect(due(2, 60) == 3660.0)
    #expect(due(1, 10) == 10)
    #expect(due(3, 0) == 3960.0)
  }

  @Test func aPeriodCannotBeginBeforeTheLastOneEnded() {
    var timeline = MatchTimeline()
    let records = SmallMatch.records("m", kickOff: "2024-05-04T13:30:00Z")
    for record in records.prefix(6) { _ = timeline.due(record) }
    let early = MatchRecord(
      matchID: "m", moment: .periodStarted, time: .init("2024-05-04T13:30:01Z"), period: 2, clock: 0)
    #expect(timeline.due(.match(early)) == 30)
  }
}
