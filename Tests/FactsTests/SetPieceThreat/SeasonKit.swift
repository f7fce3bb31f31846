import Formats

@testable import Facts

/// A fact record of a made-up season, as a ranking reads it.
struct SeasonRecord {
  var fact: String
  var match: String
  var id: String
  var revision: Int64
  var json: [UInt8]

  static func appearances(
    _ match: String, _ home: String, _ away: String, day: Int, hasKickedOff: Bool = true, revision: Int64 = 1
  ) -> SeasonRecord {
    var writer = JSONWriter()
    head(match, "appearances", revision, false, &writer)
    let time = Timestamp(microseconds: 1_700_000_000_000_000 + Int64(day) * 86_400_000_000)
    writer.field("kick_off", time.description)
    writer.field("kicked_off", hasKickedOff)
    for (side, team) in [("home", home), ("away", away)] {
      writer.key(side)
      writer.beginObject()
      writer.field("team_id", team)
      writer.field("team", "Club \(team)")
      writer.endObject()
    }
    writer.endObject()
    return SeasonRecord(
      fact: "appearances", match: match, id: "appearances", revision: revision, json: writer.bytes)
  }

  static func setPiece(
    _ match: String, _ id: String, _ team: String, _ opponent: String, _ score: Double,
    kind: String = "corner", zone: String = "final_third", goals: Int = 0, ownGoals: Int = 0,
    revision: Int64 = 1
  ) -> SeasonRecord {
    var writer = JSONWriter()
    head(match, id, revision, false, &writer)
    writer.field("kind", kind)
    writer.field("team_id", team)
    writer.field("opponent_id", opponent)
    writer.field("zone", zone)
    writer.field("score", score)
    writer.field("goals", goals)
    writer.field("own_goals", ownGoals)
    writer.endObject()
    return SeasonRecord(fact: "setpieces", match: match, id: id, revision: revision, json: writer.bytes)
  }

  /// The withdrawal that follows.
  var withdrawn: SeasonRecord {
    var writer = JSONWriter()
    Self.head(match, id, revision + 1, true, &writer)
    writer.endObject()
    return SeasonRecord(fact: fact, match: match, id: id, revision: revision + 1, json: writer.bytes)
  }

  private static func head(
    _ match: String, _ id: String, _ revision: Int64, _ isWithdrawn: Bool, _ writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.field("match_id", match)
    writer.field("id", id)
    writer.field("revision", revision)
    writer.field("withdrawn", isWithdrawn)
  }
}

/// A ranking fed with records; newer revisions replace older ones, as the machine sees to.
struct ThreatRun {
  var ranking: SetPieceThreat
  private var newest: [String: SeasonRecord] = [:]
  private let settings: FactSettings

  init(settings: [String: String] = [:]) {
    self.settings = FactSettings(values: settings)
    ranking = SetPieceThreat(season: "C-2024", settings: self.settings)
  }

  init(_ records: [SeasonRecord], settings: [String: String] = [:]) throws {
    self.init(settings: settings)
    for record in records { try take(record) }
  }

  @discardableResult
  mutating func take(_ record: SeasonRecord) throws -> [String] {
    let key = "\(record.fact)/\(record.match)/\(record.id)"
    if let seen = newest[key], seen.revision >= record.revision { return [] }
    newest[key] = record
    let node = try JSONParser(maxBytes: 1 << 16).parse(record.json)
    return try ranking.apply(RankingInput(fact: record.fact, record: node))
  }

  mutating func tables() -> [String: [RankingEntry]] {
    var tables: [String: [RankingEntry]] = [:]
    for kind in SetPieceThreat.kinds { tables[kind] = ranking.entries(kind: kind) }
    return tables
  }

  mutating func entry(_ kind: String, _ team: String) -> RankingEntry? {
    ranking.entries(kind: kind).first { $0.subject == team }
  }

  /// A component of a team's row, as JSON text.
  mutating func component(_ kind: String, _ team: String, _ name: String) throws -> String? {
    guard let entry = entry(kind, team) else { return nil }
    let node = try JSONParser(maxBytes: 1 << 16).parse(entry.components)
    return (node[name]).map { String(decoding: $0.rawJSON, as: UTF8.self) }
  }

  /// The same facts, folded anew in order of key.
  func refolded() throws -> ThreatRun {
    var run = ThreatRun(settings: settings.values)
    for key in newest.keys.sorted() { if let record = newest[key] { try run.take(record) } }
    return run
  }
}
