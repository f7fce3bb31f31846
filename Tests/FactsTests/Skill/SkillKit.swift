import Formats

@testable import Facts

/// A fact record as the rankings of skill read it.
struct SkillRecord {
  var fact: String
  var match: String
  var id: String
  var revision: Int64
  var json: [UInt8]

  init(
    _ fact: String, _ match: String, _ id: String, revision: Int64 = 1, isWithdrawn: Bool = false,
    _ body: (inout JSONWriter) -> Void = { _ in }
  ) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("match_id", match)
    writer.field("id", id)
    writer.field("revision", revision)
    writer.field("withdrawn", isWithdrawn)
    body(&writer)
    writer.endObject()
    (self.fact, self.match, self.id, self.revision, json) = (fact, match, id, revision, writer.bytes)
  }

  /// One published by a fact.
  init(fact: String, match: String, _ record: FactRecord) {
    (self.fact, self.match, id, revision, json) = (fact, match, record.id, record.revision, record.json)
  }

  static func shot(
    _ match: String, _ id: String, _ player: String, _ xGoals: Double, isGoal: Bool = false,
    revision: Int64 = 1
  ) -> SkillRecord {
    SkillRecord("xgoals", match, id, revision: revision) { writer in
      writer.field("player_id", player)
      writer.field("xgoals", xGoals)
      writer.field("goal", isGoal)
    }
  }

  static func chain(
    _ match: String, _ shot: String, _ xGoals: Double, pass: String, by passer: String,
    isDifficult: Bool = false, counts: Bool = true, revision: Int64 = 1
  ) -> SkillRecord {
    SkillRecord("chains", match, shot, revision: revision) { writer in
      writer.field("xgoals", xGoals)
      writer.field("pass_id", pass)
      writer.field("passer_id", passer)
      writer.field("pass_counts", counts)
      writer.field("pass_difficult", isDifficult)
    }
  }

  static func duel(
    _ match: String, _ id: String, _ kind: String, winner: String?, loser: String?,
    defensive: String? = nil, isLossCaused: Bool = false, revision: Int64 = 1
  ) -> SkillRecord {
    SkillRecord("duels", match, id, revision: revision) { writer in
      writer.field("kind", kind)
      writer.field("winner_id", winner)
      writer.field("loser_id", loser)
      writer.field("defensive", defensive)
      writer.field("loss_caused", isLossCaused)
    }
  }

  static func sprint(
    _ match: String, _ id: String, _ player: String, top: Double, mean: Double = 7, metres: Double = 20,
    revision: Int64 = 1
  ) -> SkillRecord {
    SkillRecord("sprints", match, id, revision: revision) { writer in
      writer.field("player_id", player)
      writer.field("top_speed_mps", top)
      writer.field("mean_speed_mps", mean)
      writer.field("distance_m", metres)
    }
  }

  /// - Parameter players: minutes by id; the team is the first letter.
  static func sheet(
    _ match: String, day: Int = 0, minutes: Double, players: [(String, Double)], state: String = "live",
    teams: [String] = ["A", "B"], revision: Int64 = 1
  ) -> SkillRecord {
    SkillRecord("appearances", match, "appearances", revision: revision) { writer in
      let time = Timestamp(microseconds: 1_700_000_000_000_000 + Int64(day) * 86_400_000_000)
      writer.field("state", state)
      writer.field("kick_off", time.description)
      writer.field("minutes", minutes)
      for (side, team) in zip(["home", "away"], teams) {
        writer.key(side)
        writer.beginObject()
        writer.field("team_id", team)
        writer.field("team", "Club \(team)")
        writer.key("players")
        writer.beginArray()
        for (id, played) in players where id.hasPrefix(team) {
          writer.beginObject()
          writer.field("player_id", id)
          writer.field("player", "Name \(id)")
          writer.field("minutes", played)
          writer.field("on_pitch", true)
          writer.endObject()
        }
        writer.endArray()
        writer.endObject()
      }
    }
  }

  func withdrawn() -> SkillRecord { SkillRecord(fact, match, id, revision: revision + 1, isWithdrawn: true) }
}

/// A season's rankings fed with records, as the worker feeds them.
struct SkillRun {
  var machine: SkillMachine
  private let parser = JSONParser(maxBytes: 1 << 20)
  private var revision: Int64 = 0

  init(settings: [String: String] = [:]) {
    machine = SkillMachine(season: "C-2024", settings: FactSettings(values: settings))
  }

  init(_ records: [SkillRecord], settings: [String: String] = [:]) throws {
    self.init(settings: settings)
    for record in records { try takeSilently(record) }
    machine.markPublished()
  }

  mutating func takeSilently(_ record: SkillRecord) throws {
    try machine.take(RankingInput(fact: record.fact, record: try parser.parse(record.json)))
  }

  @discardableResult
  mutating func take(_ record: SkillRecord) throws -> [RankingRecord] {
    try takeSilently(record)
    revision += 1
    return machine.update(revision: revision)
  }

  /// All rows of all rankings, as text.
  var tables: [String: [String]] {
    var tables: [String: [String]] = [:]
    for kind in SkillKind.allCases {
      tables[kind.rawValue] = machine.rows(kind).map { String(decoding: $0, as: UTF8.self) }
    }
    return tables
  }

  func row(_ kind: SkillKind, _ player: String) throws -> JSONNode? {
    for row in machine.rows(kind) {
      let node = try JSONParser(maxBytes: 1 << 20).parse(row)
      if node["subject"]?.string == player { return node }
    }
    return nil
  }

  func number(_ kind: SkillKind, _ player: String, _ name: String) throws -> Double? {
    let row = try row(kind, player)
    return row?[name]?.double ?? row?["components"]?[name]?.double
  }
}
