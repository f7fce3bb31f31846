import Formats
import Postgres

/// A row of the timing tower: two cars that can decide their places by a stop.
public struct BattleRow: Sendable {
  /// As published.
  public var record: String
}

/// Reads the newest facts of a race from the table `pitbattle`.
public struct StoredBattles {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// The race of a season that started last, with its name; nil if there is none.
  public func newestRace(season: String) throws -> (id: String, name: String)? {
    try connection.query(
      """
      SELECT m.match_id, coalesce(m.home_name, '') FROM matches m WHERE m.season = $1
      AND EXISTS (SELECT 1 FROM pitbattle p WHERE p.match_id = m.match_id) ORDER BY m.kick_off DESC, m.match_id LIMIT 1
      """, [.text(season)]
    ).first.map { (try $0.decode(0), try $0.decode(1)) }
  }

  /// Seasons with a pit battle, the one with the latest start first.
  public func seasons() throws -> [String] {
    try connection.query(
      """
      SELECT m.season FROM matches m WHERE EXISTS (SELECT 1 FROM pitbattle p WHERE p.match_id = m.match_id)
      GROUP BY m.season ORDER BY max(m.kick_off) DESC NULLS LAST, m.season
      """
    ).map { try $0.decode(0) }
  }

  /// The lap that the leader of a race is in, by its timing; nil before the first.
  /// - Parameter time: as it stood then, by event time; nil: as it stands.
  public func lap(race: String, at time: Formats.Timestamp? = nil) throws -> Int64? {
    let rows = try connection.query(
      "SELECT max(race_lap) FROM feed_f1 WHERE match_id = $1 AND ($2::timestamptz IS NULL OR event_time <= $2)",
      [.text(race), Self.moment(time)])
    return try rows.first?.decode(0)
  }

  private static func moment(_ time: Formats.Timestamp?) -> Parameter {
    time.map { .timestamp(Postgres.Timestamp(microseconds: $0.microseconds)) } ?? .null
  }

  /// The battles of a race as they stand: those that are on first, by place on the road, then the latest decided.
  /// - Parameter time: as it stood then, by event time; nil: as it stands.
  public func battles(race: String, at time: Formats.Timestamp? = nil, decided: Int = 8) throws -> [BattleRow]
  {
    let rows = try connection.query(
      """
      WITH newest AS (
        SELECT DISTINCT ON (id) * FROM pitbattle
        WHERE match_id = $1 AND ($2::timestamptz IS NULL OR event_time <= $2) ORDER BY id, revision DESC
      )
      (SELECT record FROM newest WHERE NOT withdrawn AND phase NOT IN ('decided', 'off')
       ORDER BY (record::json #>> '{target_car,position}')::int NULLS LAST, id)
      UNION ALL
      (SELECT record FROM (
         SELECT record, session_s, id FROM newest WHERE NOT withdrawn AND phase = 'decided'
         ORDER BY session_s DESC, id LIMIT $3) latest ORDER BY session_s DESC, id)
      """, [.text(race), Self.moment(time), .int(Int64(decided))])
    return try rows.map { BattleRow(record: try $0.decode(0)) }
  }
}
