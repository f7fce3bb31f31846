import Football
import Synchronization
import Telemetry
import Testing

@testable import Pipeline

@Suite struct FeedStreamTests {
  private func run(
    _ lines: [String], _ change: (inout ProduceOptions) -> Void = { _ in }, matches: Set<String> = [],
    logged: [String: RecordNames] = [:], maxLineBytes: Int = 1 << 16, isBesideLive: Bool? = nil
  ) throws -> (sink: RecordingSink, report: ProduceReport, problems: [String]) {
    let file = try TemporaryFile(lines)
    var options = ProduceOptions(paths: [file.path])
    change(&options)
    let time = FixedTime(monotonicNanoseconds: 1_000_000_000)
    let sink = RecordingSink(time)
    let problems = Locked<[String]>([])
    let input = FeedInput.lines(path: file.path, matches: matches)
    let board = ProduceBoard([input], threads: 1) { problem in problems.withLock { $0.append(problem) } }
    let pace = isBesideLive.map { isBesideLive in
      let pace = HistoryPace(time: time)
      pace.isBesideLive = isBesideLive
      return pace
    }
    let stream = FeedStream(
      input, options, logged: logged, to: sink, board: board, time: time, historyPace: pace,
      sleep: { seconds in
        time.advance(milliseconds: Int((seconds * 1000).rounded()))
        return false
      })
    try stream.run(maxLineBytes: maxLineBytes)
    return (sink, board.report, problems.withLock { $0 })
  }

  @Test func everythingGoesOutInTheOrderOfTheFile() throws {
    let records = SmallMatch.records("m", passes: 200)
    let result = try run(SmallMatch.lines(records))
    #expect(result.sink.sent == records)
    #expect(result.report.records == records.count)
    #expect(result.report.byType == [.match: 7, .event: 400])
    #expect(result.report.matches == ["m"])
  }

  @Test func recordsGoOutInTheirMoment() throws {
    let result = try run(SmallMatch.lines(SmallMatch.records("m"))) { $0.speed = .times(10) }
    #expect(
      result.sink.milliseconds
        == [0, 0, 0, 1000, 2000, 3000, 63000, 63000, 64000, 65000, 66000, 66000, 66000])
  }

  @Test func pastMatchesGoSlowlyBesideLiveOnes() throws {
    let lines = SmallMatch.lines(SmallMatch.records("m", passes: 1000))
    let slow = try run(lines, isBesideLive: true)
    #expect(slow.sink.sent.count == 2007)
    // A thousand records a second, of which fifty may go at once.
    #expect((1900...2010).contains(slow.sink.milliseconds.last ?? 0))
    let alone = try run(lines, isBesideLive: false)
    #expect(alone.sink.milliseconds.last == 0)
  }

  @Test func fromAClockOnOnlyTheLifeOfTheMatchComesBefore() throws {
    let result = try run(SmallMatch.lines(SmallMatch.records("m"))) {
      $0.fromClock = MatchPosition(period: 2, clock: 10)
      $0.speed = .real
    }
    #expect(
      result.sink.names == [
        "match/announced/0", "match/period_started-1/0", "match/period_ended-1/0", "match/period_started-2/0",
        "event/2-1/0", "event/2-2/0", "match/period_ended-2/0", "match/finished/0", "match/closed/0",
      ])
    #expect(result.sink.milliseconds == [0, 0, 0, 0, 0, 10000, 20000, 20000, 20000])
  }

  @Test func whatTheLogHoldsIsLeftOutAndCostsNoTime() throws {
    let records = SmallMatch.records("m")
    var names = RecordNames()
    for record in records.prefix(8) { names.insert(record.name) }
    let result = try run(SmallMatch.lines(records), { $0.speed = .real }, logged: ["m": names])
    #expect(result.sink.sent == Array(records.dropFirst(8)))
    #expect(result.report.alreadyThere == 8)
    #expect(result.sink.milliseconds == [0, 10000, 20000, 20000, 20000])
  }

  @Test func anotherRevisionIsAnotherRecord() throws {
    var event = Event(
      matchID: "m", id: "1", type: .ownGoal, period: 1, clock: 1, teamID: "T1")
    var names = RecordNames()
    names.insert(FeedRecord.event(event).name)
    event.revision = 1
    #expect(!names.contains(.event(event)))
  }

  @Test func aBadLineIsTheFaultOfThatLineAlone() throws {
    let good = SmallMatch.lines(SmallMatch.records("m"))
    let long = "{\"match_id\":\"m\",\"x\":\"\(String(repeating: "y", count: 70_000))\"}"
    var lines = good
    lines.insert("{\"match_id\":\"m\",\"type\":\"pass\",\"id\":\"1\",\"period\":\"one\"}", at: 1)
    lines.insert("no json", at: 3)
    lines.insert(long, at: 5)
    lines.insert(
      "{\"match_id\":\"m\",\"type\":\"own_goal\",\"id\":\"huge\",\"team_id\":\"T1\",\"period\":1,\"clock_s\":1}",
      at: 6)
    let result = try run(lines)
    #expect(result.sink.sent == SmallMatch.records("m"))
    #expect(result.report.refused == 4)
    try #require(result.problems.count == 4)
    #expect(
      result.problems[0].contains("line 2, field \"period\": expected a whole number, found the text \"one\"")
    )
    #expect(result.problems[1].contains("line 4: not JSON"))
    #expect(result.problems[2].contains("line 6: longer than the 65536 bytes allowed"))
    #expect(result.problems[3].contains("too large"))
  }

  @Test func uncheckedLinesGoOutAsTheyAre() throws {
    let result = try run(["no json", "{\"match_id\":\"m\"}", "{\"match_id\":5}"]) { $0.unchecked = true }
    #expect(result.sink.unchecked == ["-: no json", "m: {\"match_id\":\"m\"}", "-: {\"match_id\":5}"])
    #expect(result.report.unchecked == 3 && result.report.records == 3 && result.problems.isEmpty)
  }

  @Test func matchesOfOneFileKeepTheirOwnTime() throws {
    let (a, b) = (SmallMatch.records("a"), SmallMatch.records("b", kickOff: "2024-05-05T13:30:00Z"))
    let result = try run(SmallMatch.lines(zip(a, b).flatMap { [$0, $1] })) { $0.speed = .times(10) }
    #expect(result.sink.milliseconds.last == 66000)
    #expect(result.sink.sent.filter { $0.matchID == "a" } == a)
    #expect(result.sink.sent.filter { $0.matchID == "b" } == b)
    let filtered = try run(SmallMatch.lines(a + b), matches: ["b"])
    #expect(filtered.sink.sent == b)
  }

  @Test func aWithdrawalNeedsNoMoreThanItsID() throws {
    let withdrawal = Event(matchID: "m", id: "1-0", revision: 1, isWithdrawn: true, type: .other)
    let result = try run(SmallMatch.lines([.event(withdrawal)]))
    #expect(result.sink.sent == [.event(withdrawal)])
    #expect(result.problems.isEmpty)
  }

  @Test func aWishToStopIsHeardBeforeTheNextRecord() throws {
    let file = try TemporaryFile(SmallMatch.lines(SmallMatch.records("m")))
    let input = FeedInput.lines(path: file.path, matches: [])
    let board = ProduceBoard([input], threads: 1) { _ in }
    let sink = RecordingSink()
    var options = ProduceOptions(paths: [file.path])
    options.speed = .real
    let stream = FeedStream(input, options, to: sink, board: board, time: FixedTime(), sleep: { _ in true })
    #expect(throws: CancellationError.self) { try stream.run(maxLineBytes: 1 << 16) }
    #expect(sink.names == ["match/announced/0", "match/period_started-1/0", "event/1-0/0"])
  }
}
