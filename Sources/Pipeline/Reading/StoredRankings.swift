import Facts
import Formats
import Postgres

/// A subject's row of a stored ranking.
public struct RankingRow: Sendable, Equatable {
  public var kind: String
  public var subject: String
  public var name: String?
  public var score: Double?
  public var rank: Int64?
  public var revision: Int64
  /// Event time of the fact that caused it.
  public var asOf: Formats.Timestamp?
  /// Numbers that the score was made of, in the record's order.
  public var components: [RankingComponent]
  /// The JSON text as published.
  public var record: String

  /// He holds the badge of the first ten, in a ranking that has badges.
  public var hasBadge = false
  /// From the facts of all matches before the subject's latest one, where the ranking says so; else as it stood
  /// when the day began on which the ranking was last changed.
  public var previousRank: Int64?

  public var movement: Movement? { rank.map { Movement(previousRank, $0) } }
}

public struct RankingComponent: Sendable, Equatable {
  public var name: String
  public var value: Double
  public var isWhole: Bool
}

/// Reads any ranking from its table `ranking_<name>`.
public struct StoredRankings {
  private let connection: Connection
  private let parser = JSONParser(maxBytes: 1 << 20)

  public init(_ connection: Connection) { self.connection = connection }

  /// All seasons with a match announced, the one with the latest kick-off first.
  public func seasons() throws -> [String] {
    try connection.query(
      "SELECT season FROM matches GROUP BY season ORDER BY max(kick_off) DESC NULLS LAST, season"
    ).map { try $0.decode(0) }
  }

  /// The tables that the ranking has of that season.
  public func kinds(of ranking: String, season: String) throws -> [String] {
    try connection.query(
      "SELECT DISTINCT kind FROM \(table(ranking)) WHERE season = $1 ORDER BY kind", [.text(season)]
    ).map { try $0.decode(0) }
  }

  /// The rows by kind, rank and name; those without a rank last.
  /// - Parameters:
  ///   - kinds: these tables only; empty: all.
  ///   - time: as it stood when what had happened until then was known; nil: as it stands.
  public func rows(
    of ranking: String, season: String, kinds: [String] = [], at time: Formats.Timestamp? = nil
  ) throws -> [RankingRow] {
    let found = try connection.query(
      """
      SELECT kind, subject, name, score, rank, revision, as_of, record FROM (
        SELECT DISTINCT ON (kind, subject) * FROM \(table(ranking))
        WHERE season = $1 AND ($2::text[] = '{}' OR kind = ANY ($2)) AND ($3::timestamptz IS NULL OR as_of <= $3)
        ORDER BY kind, subject, revision DESC
      ) newest WHERE NOT withdrawn ORDER BY kind, rank NULLS LAST, name, subject
      """,
      [
        .text(season), .texts(kinds),
        time.map { .timestamp(Postgres.Timestamp(microseconds: $0.microseconds)) } ?? .null,
      ])
    var rows = try found.map { row in
      let record: String = try row.decode(7)
      return try ranked(row, record)
    }
    if ranking == SkillMachine.name { try addEarlierRanks(ranking, season, kinds, &rows) }
    return rows
  }

  private func ranked(_ row: Row, _ record: String) throws -> RankingRow {
    let components = components(record)
    var ranked = RankingRow(
      kind: try row.decode(0), subject: try row.decode(1), name: try row.decode(2), score: try row.decode(3),
      rank: try row.decode(4), revision: try row.decode(5),
      asOf: try row.decode(6, as: Postgres.Timestamp?.self).map { .init(microseconds: $0.microseconds) },
      components: components, record: record)
    ranked.hasBadge = (try? parser.parse(Array(record.utf8).span.bytes))?["badge"]?.bool ?? false
    ranked.previousRank = components.first { $0.name == "previous_rank" }.map { Int64($0.value) }
    return ranked
  }

  private func addEarlierRanks(
    _ ranking: String, _ season: String, _ kinds: [String], _ rows: inout [RankingRow]
  ) throws {
    guard let latest = rows.compactMap({ $0.asOf?.microseconds }).max() else { return }
    let day: Int64 = 86_400_000_000
    let start = latest - (latest % day + day) % day
    let found = try connection.query(
      """
      SELECT kind, subject, rank FROM (
        SELECT DISTINCT ON (kind, subject) kind, subject, rank, withdrawn FROM \(table(ranking))
        WHERE season = $1 AND ($2::text[] = '{}' OR kind = ANY ($2)) AND as_of < $3
        ORDER BY kind, subject, revision DESC
      ) newest WHERE NOT withdrawn
      """,
      [.text(season), .texts(kinds), .timestamp(Postgres.Timestamp(microseconds: start))])
    var ranks: [String: Int64] = [:]
    for row in found {
      let key = "\(try row.decode(0, as: String.self))/\(try row.decode(1, as: String.self))"
      ranks[key] = try row.decode(2)
    }
    for place in rows.indices {
      rows[place].previousRank = ranks["\(rows[place].kind)/\(rows[place].subject)"]
    }
  }

  private func table(_ ranking: String) -> String { "\"ranking_\(ranking)\"" }

  private func components(_ record: String) -> [RankingComponent] {
    guard let node = try? parser.parse(Array(record.utf8).span.bytes), let parts = node["components"] else {
      return []
    }
    return parts.fields.compactMap { name, value in
      value.double.map {
        RankingComponent(name: name.description, value: $0, isWhole: value.kind == .integer)
      }
    }
  }
}
