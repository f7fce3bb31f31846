import Formats
import Postgres

/// A match as the database knows it.
public struct StoredMatch: Sendable, Equatable {
  public var id: String
  public var season: String
  public var kickOff: Formats.Timestamp?
  public var home: String
  public var away: String
  /// `announced`, `live`, `finished`, `abandoned`.
  public var state: String
  public var homeGoals: Int64?
  public var awayGoals: Int64?
  /// Played so far, added time included.
  public var minutes: Double?
  public var isPruned: Bool

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("match_id", id)
    writer.field("season", season)
    writer.field("kick_off", kickOff)
    writer.field("home", home)
    writer.field("away", away)
    writer.field("state", state)
    writer.field("home_goals", homeGoals)
    writer.field("away_goals", awayGoals)
    writer.field("minutes", minutes)
    writer.field("pruned", isPruned)
    writer.endObject()
  }
}

public struct StoredMatches {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// In order of kick-off.
  public func all(season: String? = nil, liveOnly: Bool = false) throws -> [StoredMatch] {
    let rows = try connection.query(
      """
      SELECT m.match_id, m.season, m.kick_off, coalesce(m.home_name, m.home_id, ''),
        coalesce(m.away_name, m.away_id, ''), coalesce(a.state, 'announced'),
        (a.record::json #>> '{home,goals}')::bigint, (a.record::json #>> '{away,goals}')::bigint, a.minutes,
        m.pruned_at IS NOT NULL
      FROM matches m LEFT JOIN current_appearances a ON a.match_id = m.match_id
      WHERE ($1::text IS NULL OR m.season = $1) AND (NOT $2 OR a.state = 'live')
      ORDER BY m.kick_off NULLS LAST, m.match_id
      """, [season.map { .text($0) } ?? .null, .bool(liveOnly)])
    return try rows.map { row in
      StoredMatch(
        id: try row.decode(0), season: try row.decode(1),
        kickOff: try row.decode(2, as: Postgres.Timestamp?.self).map { .init(microseconds: $0.microseconds) },
        home: try row.decode(3), away: try row.decode(4), state: try row.decode(5),
        homeGoals: try row.decode(6), awayGoals: try row.decode(7), minutes: try row.decode(8),
        isPruned: try row.decode(9))
    }
  }
}
