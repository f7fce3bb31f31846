import Formats
import Testing

@testable import Facts

@Suite struct SkillPropertyTests {
  private typealias Record = SkillRecord

  /// A season of four teams with corrections and withdrawals, in the order of a feed.
  private static func season(_ generator: inout Generator) -> [SkillRecord] {
    var records: [SkillRecord] = []
    let teams = ["A", "B", "C", "D"]
    for number in 0..<6 {
      let pair = Array(teams.shuffled(using: &generator).prefix(2))
      let match = "m\(number)"
      func player() -> String {
        "\(pair[Int.random(in: 0...1, using: &generator)])\(Int.random(in: 1...5, using: &generator))"
      }
      for minute in 1...Int.random(in: 3...8, using: &generator) {
        let squad = pair.flatMap { team in
          (1...Int.random(in: 4...5, using: &generator)).map {
            ("\(team)\($0)", Double(minute * 20 - $0))
          }
        }
        records.append(
          Record.sheet(
            match, day: number / 2, minutes: Double(minute * 20), players: squad, teams: pair,
            revision: Int64(minute)))
        for k in 0..<6 {
          let id = "\(minute)-\(k)"
          let value = Double(Int.random(in: 0...999, using: &generator)) / 1000
          var record: SkillRecord
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: record = Record.shot(match, id, player(), value, isGoal: value > 0.7)
          case 1:
            record = Record.chain(
              match, id, value, pass: "p\(Int.random(in: 0..<4, using: &generator))",
              by: "\(pair[0])\(Int.random(in: 1...2, using: &generator))", isDifficult: value < 0.4)
          case 2:
            record = Record.duel(
              match, id, ["ground", "aerial", "interception"].randomElement(using: &generator) ?? "ground",
              winner: player(), loser: player(), defensive: ["winner", "both", nil][k % 3],
              isLossCaused: value > 0.5)
          default:
            record = Record.sprint(match, id, player(), top: 6.5 + value * 3, mean: 7, metres: 30 * value)
          }
          records.append(record)
          if Int.random(in: 0..<6, using: &generator) == 0 { records.append(record.withdrawn()) }
          if Int.random(in: 0..<6, using: &generator) == 0 {
            record.revision = 3
            records.append(
              record.fact == "xgoals"
                ? Record.shot(match, id, player(), 0.5, isGoal: true, revision: 3) : record.withdrawn())
          }
        }
      }
    }
    return records
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func incrementalEqualsAFullRecomputationAfterEveryRecord(seed: UInt64) throws {
    var generator = Generator(seed: seed)
    let records = Self.season(&generator)
    var run = SkillRun()
    var standing: [String: [String: String]] = [:]
    for count in records.indices {
      for update in try run.take(records[count]) where update.type == nil {
        try Self.apply(update, &standing)
      }
      guard count % 5 == 0 || count == records.count - 1 else { continue }
      let full = try SkillRun(Array(records[...count]))
      #expect(run.tables == full.tables)
      // And what was published comes to the same.
      for (kind, rows) in full.tables { #expect((standing[kind] ?? [:]).values.sorted() == rows.sorted()) }
    }
    #expect((run.tables["finisher"] ?? []).count > 5)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func orderDoesNotMatter(seed: UInt64) throws {
    var generator = Generator(seed: seed)
    let records = Self.season(&generator)
    let expected = try SkillRun(records).tables
    for _ in 0..<3 {
      #expect(try SkillRun(records.shuffled(using: &generator)).tables == expected)
    }
  }

  /// Brings rows up to date with an update.
  private static func apply(
    _ update: RankingRecord, _ standing: inout [String: [String: String]]
  ) throws {
    let node = try JSONParser(maxBytes: 1 << 20).parse(update.json)
    for entry in node["entries"]?.elements.map({ $0 }) ?? [] {
      let subject = entry["subject"]?.string ?? ""
      let isGone = entry["withdrawn"]?.bool ?? false
      standing[update.kind, default: [:]][subject] =
        isGone ? nil : String(decoding: entry.rawJSON, as: UTF8.self)
    }
  }
}
