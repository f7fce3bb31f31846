import Football
import Testing
import TouchlineKit

@Suite struct MatchBuilderTests {
  @Test func shufflingKeepsAllRecordsAndTheEnds() {
    let match = JSONLinesTests.match()
    let shuffled = match.shuffled(within: 60, seed: 3)
    #expect(JSONLinesTests.lines(shuffled) != JSONLinesTests.lines(match.records))
    #expect(JSONLinesTests.lines(shuffled) == JSONLinesTests.lines(match.shuffled(within: 60, seed: 3)))
    let sorted = { (records: [FeedRecord]) in JSONLinesTests.lines(records).split(separator: "\n").sorted() }
    #expect(sorted(shuffled) == sorted(match.records))
    #expect(shuffled.moments.first?.moment == .announced)
    #expect(shuffled.moments.suffix(2).map(\.moment) == [.finished, .closed])
  }

  @Test func nothingMovesFurtherThanAsked() {
    var match = MatchBuilder()
    for clock in stride(from: 0.0, to: 600, by: 10) { match.pass(.home, by: 5, at: clock) }
    var latest = 0.0
    for event in match.shuffled(within: 25, seed: 8).events {
      #expect(event.clock > latest - 25)
      latest = max(latest, event.clock)
    }
    #expect(match.shuffled(within: 0, seed: 8) == match.records)
  }

  @Test func placesAreTurnedIntoTheStadiumFrame() {
    var match = MatchBuilder()
    match.start(1)
    #expect(match.shot(.home, at: 1, from: Point(40, 5)).location == Point(40, 5))
    #expect(match.shot(.away, at: 1, from: Point(40, 5)).location == Point(-40, -5))
    match.start(2)
    #expect(match.shot(.home, at: 1, from: Point(40, 5)).location == Point(-40, -5))
  }

  @Test func correctionsGrowTheRevision() {
    var match = MatchBuilder()
    let shot = match.shot(.home, at: 1, .goal)
    #expect(match.cancelGoal(shot).revision == 1)
    #expect(match.cancelGoal(shot).detail.shot?.isGoal == false)
    match.withdraw(shot)
    #expect(match.records.events.map(\.revision) == [0, 1, 2, 3])
    #expect(match.records.events.last?.isWithdrawn == true)
  }
}
