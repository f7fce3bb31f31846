import Testing

@testable import Facts

@Suite struct SetPieceThreatPropertyTests {
  private typealias Record = SeasonRecord

  /// A season of eight teams with corrections, postponed matches, withdrawals and missing appearances.
  private static func season(_ generator: inout Generator, matches: Int) -> [SeasonRecord] {
    let teams = (0..<8).map { "T\($0)" }
    var records: [SeasonRecord] = []
    for i in 0..<matches {
      let pair = teams.shuffled(using: &generator).prefix(2)
      let (home, away) = (pair[0], pair[1])
      let match = "m\(Int.random(in: 0..<1000, using: &generator))-\(i)"
      let day = Int.random(in: 0..<20, using: &generator)
      if Int.random(in: 0..<8, using: &generator) > 0 {
        let hasKickedOff = Bool.random(using: &generator)
        records.append(Record.appearances(match, home, away, day: day, hasKickedOff: hasKickedOff))
        if Int.random(in: 0..<4, using: &generator) > 0 {
          let moved = Int.random(in: 0..<4, using: &generator) == 0 ? day + 3 : day
          records.append(Record.appearances(match, home, away, day: moved, revision: 2))
        }
      }
      for k in 0..<Int.random(in: 0..<12, using: &generator) {
        let isHome = Bool.random(using: &generator)
        let revisions = Int.random(in: 0..<3, using: &generator) == 0 ? 2 : 1
        for revision in 1...revisions {
          let isFree = Bool.random(using: &generator)
          records.append(
            Record.setPiece(
              match, "k\(k)", isHome ? home : away, isHome ? away : home,
              Double(Int.random(in: 0...1000, using: &generator)) / 1000,
              kind: isFree ? "free_kick" : "corner", goals: Int.random(in: 0...1, using: &generator),
              revision: Int64(revision)))
        }
        if Int.random(in: 0..<4, using: &generator) == 0, let last = records.last {
          records.append(last.withdrawn)
        }
      }
    }
    return records
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func incrementalEqualsAFullFoldAfterEveryRecord(seed: UInt64) throws {
    var generator = Generator(seed: seed)
    let records = Self.season(&generator, matches: 14).shuffled(using: &generator)
    var run = ThreatRun()
    var before = run.tables()
    for record in records {
      let touched = try run.take(record)
      let now = run.tables()
      var fresh = try run.refolded()
      let isEqual = now == fresh.tables()
      #expect(isEqual)
      // What is not named as touched has not changed.
      let untouched = SetPieceThreat.kinds.filter { !touched.contains($0) }
      let isSame = untouched.allSatisfy { now[$0] == before[$0] }
      #expect(isSame)
      before = now
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func anyOrderOfArrivalGivesTheSameBits(seed: UInt64) throws {
    var generator = Generator(seed: seed &+ 100)
    let records = Self.season(&generator, matches: 40)
    var expected = try ThreatRun(records)
    let tables = expected.tables()
    let isFilled = tables.values.allSatisfy { $0.count >= 4 }
    #expect(isFilled)
    for _ in 0..<4 {
      var run = try ThreatRun(records.shuffled(using: &generator))
      let isEqual = run.tables() == tables
      #expect(isEqual)
    }
  }

  /// The rank before a team's latest match, by a fold of the earlier matches alone.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func previousRanksAreThoseOfTheEarlierMatches(seed: UInt64) throws {
    var generator = Generator(seed: seed &+ 200)
    var matches: [(day: Int, teams: [String], records: [SeasonRecord])] = []
    for i in 0..<30 {
      let pair = Array((0..<8).map { "T\($0)" }.shuffled(using: &generator).prefix(2))
      let day = i / 3
      var records = [Record.appearances("m\(i)", pair[0], pair[1], day: day)]
      for k in 0..<5 {
        records.append(
          Record.setPiece(
            "m\(i)", "\(k)", pair[k % 2], pair[1 - k % 2],
            Double(Int.random(in: 0...9, using: &generator)) / 10))
      }
      matches.append((day, pair, records))
    }
    var run = try ThreatRun(matches.flatMap(\.records).shuffled(using: &generator))
    var checked = 0
    for team in (0..<8).map({ "T\($0)" }) {
      guard let latest = matches.last(where: { $0.teams.contains(team) }) else { continue }
      var before = try ThreatRun(matches.filter { $0.day < latest.day }.flatMap(\.records))
      for kind in ["corner_attack", "corner_defence"] where run.entry(kind, team) != nil {
        let rank = before.entry(kind, team)?.rank
        #expect(try run.component(kind, team, "previous_rank") == rank.map { "\($0)" })
        checked += rank == nil ? 0 : 1
      }
    }
    #expect(checked > 8)
  }
}
