import Football
import Formats
import Testing

@testable import Pipeline

@Suite struct ReplayMarkTests {
  private func record(_ offset: Int64, period: Int = 1, clock: Double = 0, isWithdrawn: Bool = false)
    -> LogRecord
  {
    let event = Event(
      matchID: "m", id: "\(offset)", isWithdrawn: isWithdrawn, type: .pass, period: period, clock: clock,
      time: Timestamp(milliseconds: Int64(clock * 1000)))
    return LogRecord(offset: offset, origin: offset + 100, timestamp: offset * 10, record: .event(event))
  }

  @Test func offsets() {
    let mark = ReplayMark.offset(5)
    #expect(!mark.isReached(by: record(4)) && mark.isReached(by: record(5)) && mark.isReached(by: record(6)))
    #expect(!mark.isPassed(by: record(5)) && mark.isPassed(by: record(6)))
  }

  @Test func clocksCountByPeriod() throws {
    let mark = ReplayMark.clock(try #require(MatchPosition("45+2:10")))
    #expect(!mark.isReached(by: record(1, period: 1, clock: 2829)))
    #expect(mark.isReached(by: record(1, period: 1, clock: 2830)))
    #expect(mark.isReached(by: record(1, period: 2, clock: 1)))
    #expect(mark.isPassed(by: record(1, period: 2, clock: 1)))
  }

  @Test func whatIsWithdrawnHasNoMoment() {
    let withdrawn = record(9, period: 2, clock: 100, isWithdrawn: true)
    #expect(!ReplayMark.clock(MatchPosition(period: 1, clock: 0)).isReached(by: withdrawn))
    #expect(!ReplayMark.eventTime(Timestamp(milliseconds: 0)).isReached(by: withdrawn))
    #expect(ReplayMark.ingest(90).isReached(by: withdrawn))
  }

  @Test func timesOfIngestAndOfTheMatch() {
    #expect(ReplayMark.ingest(30).isReached(by: record(3)))
    #expect(!ReplayMark.ingest(31).isReached(by: record(3)))
    #expect(ReplayMark.eventTime(Timestamp(milliseconds: 4000)).isReached(by: record(1, clock: 4)))
    #expect(!ReplayMark.eventTime(Timestamp(milliseconds: 4001)).isReached(by: record(1, clock: 4)))
  }

  @Test func differencesNameTheFields() {
    let difference = ReplayDifference(
      kind: .content, fact: "xgoals", id: "s1", revision: 7,
      stored: #"{"id":"s1","xgoals":0.1,"model":"a","old":1}"#,
      computed: #"{"id":"s1","xgoals":0.25,"model":"a","new":true}"#)
    #expect(difference.text == "xgoals       s1  revision 7  xgoals 0.1 → 0.25, new – → true, old 1 → –")
    var writer = JSONWriter()
    difference.write(into: &writer)
    #expect(
      writer.text.hasPrefix(#"{"difference":"content","fact":"xgoals","id":"s1","revision":7,"stored":{"id""#)
    )
  }

  @Test func theSummarySaysHowMuchFaster() {
    var summary = ReplaySummary()
    #expect(summary.multiple == 0)
    summary.playedSeconds = 5400
    summary.elapsedSeconds = 10.8
    #expect(abs(summary.multiple - 500) < 1e-9)
  }
}
