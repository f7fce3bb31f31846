import Formats
import Testing

@testable import Facts

@Suite struct SetPieceThreatTests {
  private typealias Record = SeasonRecord

  /// Worked out by hand. Corners of A: .5 and .1 on day 1, .2 on day 8; of B: .3 on day 1; of C: none, but it
  /// faces A on day 8.
  @Test func byHand() throws {
    var run = try ThreatRun([
      Record.appearances("m1", "A", "B", day: 1), Record.appearances("m2", "C", "A", day: 8),
      Record.setPiece("m1", "1", "A", "B", 0.5, goals: 1), Record.setPiece("m1", "2", "A", "B", 0.1),
      Record.setPiece("m1", "3", "B", "A", 0.3, ownGoals: 1), Record.setPiece("m2", "4", "A", "C", 0.2),
    ])
    // A: (.2 + .9 · .6) / (1 + .9 · 2) = .74 / 2.8; B: .3; mean of the two.
    let a = 0.74 / 2.8
    let mean = (a + 0.3) / 2
    #expect(run.entry("corner_attack", "A")?.score == rounded9(a / mean - 1))
    #expect(run.entry("corner_attack", "B")?.score == rounded9(0.3 / mean - 1))
    #expect(run.entry("corner_attack", "C") == nil)
    #expect(run.entry("corner_attack", "B")?.rank == 1)
    #expect(run.entry("corner_attack", "A")?.rank == 2)
    #expect(run.entry("corner_attack", "A")?.name == "Club A")
    #expect(try run.component("corner_attack", "A", "weighted_score") == "0.264285714")
    #expect(try run.component("corner_attack", "A", "set_pieces") == "3")
    #expect(try run.component("corner_attack", "A", "goals") == "1")
    #expect(try run.component("corner_attack", "B", "own_goals") == "1")
    #expect(try run.component("corner_attack", "A", "weights") == "2.8")
    #expect(try run.component("corner_attack", "A", "matches") == "2")
    // After day 1 both stood at .3, so they shared the first rank; before its first match B had none.
    #expect(try run.component("corner_attack", "A", "previous_rank") == "1")
    #expect(try run.component("corner_attack", "B", "previous_rank") == nil)
    // Defence: B faced .5 and .1: .3; A faced .3, a match ago, but the weight cancels; C faced .2.
    let faced = (0.3 + 0.3 + 0.2) / 3
    #expect(run.entry("corner_defence", "C")?.score == rounded9(1 - 0.2 / faced))
    #expect(run.entry("corner_defence", "C")?.rank == 1)
    #expect(run.entry("corner_defence", "A")?.score == rounded9(1 - 0.3 / faced))
    #expect(run.ranking.entries(kind: "free_kick_attack").isEmpty)
  }

  @Test func equalThreatsShareARank() throws {
    var records: [SeasonRecord] = []
    for (team, score) in [("A", 0.4), ("B", 0.3), ("C", 0.3), ("D", 0.1)] {
      records.append(Record.appearances("m\(team)", team, "x\(team)", day: 1))
      records.append(Record.setPiece("m\(team)", "1", team, "x\(team)", score))
    }
    var run = try ThreatRun(records)
    #expect(run.ranking.entries(kind: "corner_attack").map(\.rank) == [1, 2, 2, 4])
    #expect(run.ranking.entries(kind: "corner_attack").map(\.subject) == ["A", "B", "C", "D"])
    #expect(run.ranking.entries(kind: "corner_defence").map(\.subject) == ["xD", "xB", "xC", "xA"])
    #expect(run.ranking.entries(kind: "corner_defence").map(\.rank) == [1, 2, 2, 4])
  }

  @Test func ofAMeanOfNoughtAllThreatsAreNought() throws {
    var run = try ThreatRun([
      Record.appearances("m", "A", "B", day: 1), Record.setPiece("m", "1", "A", "B", 0),
      Record.setPiece("m", "2", "B", "A", 0),
    ])
    #expect(run.ranking.entries(kind: "corner_attack").map(\.score) == [0, 0])
    #expect(run.ranking.entries(kind: "corner_attack").map(\.rank) == [1, 1])
    #expect(run.ranking.entries(kind: "corner_defence").map(\.score) == [0, 0])
  }

  @Test func aSingleTeamIsTheMean() throws {
    var run = try ThreatRun([
      Record.appearances("m", "A", "B", day: 1), Record.setPiece("m", "1", "A", "B", 0.7),
    ])
    #expect(run.ranking.entries(kind: "corner_attack").map(\.score) == [0])
    #expect(run.ranking.entries(kind: "corner_attack").map(\.rank) == [1])
    try run.take(Record.setPiece("m", "1", "A", "B", 0.7).withdrawn)
    #expect(run.ranking.entries(kind: "corner_attack").isEmpty)
  }

  @Test func onlyMatchesKickedOffWeigh() throws {
    var run = try ThreatRun([
      Record.appearances("m1", "A", "B", day: 1), Record.setPiece("m1", "1", "A", "B", 0.5),
      Record.appearances("m2", "A", "C", day: 2, hasKickedOff: false),
    ])
    #expect(try run.component("corner_attack", "A", "weights") == "1")
    let changed = try run.take(Record.appearances("m2", "A", "C", day: 2, revision: 2))
    #expect(changed == SetPieceThreat.kinds)
    #expect(try run.component("corner_attack", "A", "weights") == "0.9")
    // The next minute of the match says nothing new.
    #expect(try run.take(Record.appearances("m2", "A", "C", day: 2, revision: 3)).isEmpty)
  }

  @Test func aMatchWithoutAppearancesCountsAsTheLatest() throws {
    var run = try ThreatRun([
      Record.appearances("m1", "A", "B", day: 1), Record.setPiece("m1", "1", "A", "B", 0.5),
      Record.setPiece("m0", "2", "A", "C", 0.1),
    ])
    #expect(try run.component("corner_attack", "A", "weights") == "1.9")
    // (.1 + .9 · .5) / 1.9, then (.5 + .9 · .1) / 1.9
    #expect(try run.component("corner_attack", "A", "weighted_score") == "0.289473684")
    #expect(try run.component("corner_attack", "A", "previous_rank") == "1")
    try run.take(Record.appearances("m0", "A", "C", day: 0))
    #expect(try run.component("corner_attack", "A", "weighted_score") == "0.310526316")
  }

  @Test func zonesAreASetting() throws {
    let records = [
      Record.appearances("m", "A", "B", day: 1),
      Record.setPiece("m", "1", "A", "B", 0.5, kind: "free_kick", zone: "own_half"),
      Record.setPiece("m", "2", "A", "B", 0.2, kind: "free_kick", zone: "final_third"),
    ]
    var all = try ThreatRun(records)
    #expect(try all.component("free_kick_attack", "A", "set_pieces") == "2")
    var final = try ThreatRun(records, settings: ["setpiecethreat.free_kick_zones": "final_third,middle"])
    #expect(try final.component("free_kick_attack", "A", "set_pieces") == "1")
    #expect(try final.component("free_kick_attack", "A", "weighted_score") == "0.2")
  }

  @Test func onlyTouchedKindsAreNamed() throws {
    var run = try ThreatRun([
      Record.appearances("m", "A", "B", day: 1), Record.setPiece("m", "1", "A", "B", 0.5),
    ])
    #expect(
      try run.take(Record.setPiece("m", "2", "A", "B", 0.1)) == ["corner_attack", "corner_defence"])
    #expect(
      try run.take(Record.setPiece("m", "3", "A", "B", 0.1, kind: "free_kick")) == [
        "free_kick_attack", "free_kick_defence",
      ])
    #expect(try run.take(Record.setPiece("m", "2", "A", "B", 0.1, revision: 2)).isEmpty)
  }

  @Test func brokenRecordsAreRefusedAndChangeNothing() throws {
    var run = try ThreatRun([
      Record.appearances("m", "A", "B", day: 1), Record.setPiece("m", "1", "A", "B", 0.5),
    ])
    let before = run.tables()
    #expect(throws: FieldError.self) { try run.take(Record.setPiece("m", "2", "A", "B", 1.5)) }
    #expect(throws: FieldError.self) { try run.take(Record.setPiece("m", "3", "A", "B", 1, kind: "penalty")) }
    #expect(run.tables() == before)
  }
}
