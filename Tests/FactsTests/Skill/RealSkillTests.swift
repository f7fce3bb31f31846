import Football
import Formats
import Glibc
import Testing

@testable import Facts

/// The rankings over real matches of a season.
@Suite(.enabled(if: RealMatch.isThere, RealMatch.hint)) struct RealSkillTests {
  /// The records that the facts publish, one list a match, in the order of its log; made-up sprints are among them,
  /// as the feed has no positions.
  private static func facts(_ logs: [[FeedRecord]]) -> [[SkillRecord]] {
    var generator = Generator(seed: 9)
    return logs.map { log in
      let kinds = SkillMachine.inputs.compactMap { Catalogue.fact($0) }
      var machines = kinds.map { $0.makeMachine(FactSettings()) }
      var records: [SkillRecord] = []
      var players: [String] = []
      for (offset, record) in log.enumerated() {
        if case .match(let moment) = record, let announcement = moment.announcement {
          players = announcement.players.filter(\.isStarter).map(\.id)
        }
        for place in machines.indices where kinds[place].reads.contains(record.type) || offset == 0 {
          for fact in machines[place].take(record, revision: Int64(offset)) {
            records.append(SkillRecord(fact: kinds[place].name, match: record.matchID, fact))
          }
        }
        if offset % 40 == 39, let player = players.randomElement(using: &generator) {
          let top = 6.3 + Double(Int.random(in: 0..<3000, using: &generator)) / 1000
          records.append(SkillRecord.sprint(record.matchID, "s\(offset)", player, top: top))
        }
      }
      return records
    }
  }

  /// A late correction of some of the records: another xGoals, another winner, or nothing of it left. What is
  /// corrected, and to what, is the same in every order.
  private static func corrections(_ records: [SkillRecord]) -> [SkillRecord] {
    var generator = Generator(seed: 3)
    var newest: [String: SkillRecord] = [:]
    for record in records where record.fact != "appearances" {
      newest["\(record.fact)/\(record.match)/\(record.id)"] = record
    }
    var corrections: [SkillRecord] = []
    for key in newest.keys.sorted() where Int.random(in: 0..<12, using: &generator) == 0 {
      guard let record = newest[key] else { continue }
      let revision = record.revision + 100_000
      if record.fact == "xgoals", Bool.random(using: &generator) {
        let value = Double(Int.random(in: 0..<1000, using: &generator)) / 1000
        corrections.append(
          SkillRecord.shot(
            record.match, record.id, "wyscout-14817", value, isGoal: value > 0.8, revision: revision))
      } else {
        corrections.append(
          SkillRecord(record.fact, record.match, record.id, revision: revision, isWithdrawn: true))
      }
    }
    return corrections
  }

  /// Ten matches side by side, and corrections that come whenever they come: the rankings end the same, bit for bit.
  @Test func twentyInterleavingsEndTheSame() throws {
    let matches = Self.facts(try RealMatch.bundesliga(10))
    let corrections = Self.corrections(matches.flatMap { $0 })
    #expect(matches.count == 10)
    #expect(corrections.count > 100)
    let expected = try SkillRun(matches.flatMap { $0 } + corrections).tables
    #expect((expected["ballwinner"] ?? []).count > 120)
    #expect(Set(expected["sprinter"] ?? []).count > 120)
    for seed in 1...20 as ClosedRange<UInt64> {
      var generator = Generator(seed: seed)
      // Each match keeps its order, corrections have none.
      var places = matches.map { _ in 0 }
      var order: [SkillRecord] = []
      var owners = matches.indices.flatMap { Array(repeating: $0, count: matches[$0].count) }
      owners += Array(repeating: -1, count: corrections.count)
      owners.shuffle(using: &generator)
      var late = corrections.shuffled(using: &generator)
      for owner in owners {
        guard owner >= 0 else {
          order.append(late.removeLast())
          continue
        }
        order.append(matches[owner][places[owner]])
        places[owner] += 1
      }
      #expect(try SkillRun(order).tables == expected)
    }
  }

  /// After a message of a match the rows are those of a machine that loads all records afresh.
  @Test func incrementalEqualsAFullRecomputationAfterEveryMessage() throws {
    let records = Self.facts(try RealMatch.bundesliga(2))
    let last = try #require(records.last)
    let rules = SkillRules.defaultText.replacing("ranked_minutes: 90", with: "ranked_minutes: 1")
    let settings = ["skill.rules": rules]
    let before = Array(records[0])
    var run = try SkillRun(before, settings: settings)
    var seen = before
    let isLong = getenv("TOUCHLINE_LONG_TESTS") != nil
    for place in last.indices {
      try run.take(last[place])
      seen.append(last[place])
      // Each of the first, then some, unless there is time: a fold of everything takes its own.
      guard isLong || place < 80 || place % 40 == 0 else { continue }
      // Only the newest count: that is what a store gives.
      let full = try SkillRun(newest(seen), settings: settings)
      #expect(run.tables == full.tables)
    }
  }

  private func newest(_ records: [SkillRecord]) -> [SkillRecord] {
    var newest: [String: SkillRecord] = [:]
    for record in records { newest["\(record.fact)/\(record.match)/\(record.id)"] = record }
    return Array(newest.values)
  }

  /// Goals of each player are those that the source tags, own goals apart.
  @Test func goalsAreTheSource() throws {
    let logs = try RealMatch.bundesliga(10)
    var expected: [String: Int] = [:]
    for case .event(let event) in logs.flatMap({ $0 }) where event.detail.shot?.isGoal ?? false {
      expected[event.playerID ?? "", default: 0] += 1
    }
    let run = try SkillRun(Self.facts(logs).flatMap { $0 })
    var goals: [String: Int] = [:]
    for row in run.machine.rows(.finisher) {
      let node = try JSONParser(maxBytes: 1 << 16).parse(row)
      let count = node["components"]?["goals"]?.double ?? 0
      if count > 0 { goals[node["subject"]?.string ?? ""] = Int(count) }
    }
    #expect(expected.values.reduce(0, +) > 15)
    for (player, count) in goals { #expect(expected[player] == count) }
  }
}
