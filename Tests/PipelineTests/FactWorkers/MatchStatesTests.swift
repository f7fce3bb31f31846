import Football
import Testing

@testable import Facts
@testable import Pipeline

struct MatchStatesTests {
  /// Counts what it takes; closes when told.
  private struct CountingMachine: MatchMachineProtocol {
    var isAnnounced = true
    var isClosed = false
    var season = "s"
    var taken = 0
    mutating func take(_ record: FeedRecord, revision: Int64) -> [FactRecord] {
      taken += 1
      if case .match(let moment) = record, moment.moment == .closed { isClosed = true }
      return [FactRecord(id: "\(taken)", revision: revision, isWithdrawn: false, time: nil, json: [])]
    }
  }

  private func close(_ match: String) -> FeedRecord { .match(MatchRecord(matchID: match, moment: .closed)) }
  private func start(_ match: String) -> FeedRecord {
    .match(MatchRecord(matchID: match, moment: .periodStarted, period: 1))
  }

  @Test func aMatchThatIsNotOpenIsNotKnown() {
    var states = MatchStates()
    #expect(states.take(start("a"), offset: 3) == nil)
  }

  @Test func aRebuildBeginsAtTheLowestOpenMatch() throws {
    var states = MatchStates()
    try states.open("a", CountingMachine(), firstOffset: 10)
    try states.open("b", CountingMachine(), firstOffset: 20)
    #expect(states.rebuildFrom(position: 50) == 10)
    _ = states.take(close("a"), offset: 50)
    #expect(states.rebuildFrom(position: 51) == 20)
    _ = states.take(close("b"), offset: 51)
    #expect(states.rebuildFrom(position: 52) == 52)
  }

  @Test func theMatchThatClosedLastStaysAtHand() throws {
    var states = MatchStates()
    for number in 0...1 {
      try states.open("m\(number)", CountingMachine(), firstOffset: Int64(number))
      _ = states.take(close("m\(number)"), offset: Int64(number))
    }
    #expect(states.knows("m0") == false)
    #expect(states.take(start("m1"), offset: 99)?.records.first?.id == "2")
  }

  @Test func openMatchesAreBounded() throws {
    var states = MatchStates()
    for number in 0..<MatchStates.openLimit {
      try states.open("m\(number)", CountingMachine(), firstOffset: 0)
    }
    #expect(throws: PipelineError.self) { try states.open("one more", CountingMachine(), firstOffset: 0) }
  }
}
