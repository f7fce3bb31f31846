import Formats
import Postgres

/// What stands behind a player's rows in the rankings of skill.
public struct StoredSkill {
  /// One event that a ranking counted.
  public struct Counted: Sendable, Equatable {
    public var kind: String
    public var matchID: String
    public var id: String
    public var period: Int
    public var clock: Double
    /// In a few words.
    public var what: String
  }

  /// Least and greatest of a measure when the row was published.
  public struct Bound: Sendable, Equatable {
    public var kind: String
    public var measure: String
    public var least: Double
    public var greatest: Double
  }

  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  public func bounds(season: String, player: String, at time: Formats.Timestamp?) throws -> [Bound] {
    try connection.query(
      """
      SELECT kind, key, (value ->> 0)::float8, (value ->> 1)::float8 FROM (
        SELECT DISTINCT ON (kind) kind, bounds, withdrawn FROM ranking_skill
        WHERE season = $1 AND subject = $2 AND ($3::timestamptz IS NULL OR as_of <= $3)
        ORDER BY kind, revision DESC
      ) newest, jsonb_each(bounds) WHERE NOT withdrawn
      """, [.text(season), .text(player), parameter(time)]
    ).map { row in
      Bound(
        kind: try row.decode(0), measure: try row.decode(1), least: try row.decode(2),
        greatest: try row.decode(3))
    }
  }

  /// The newest first, at most `limit` of each ranking.
  public func counted(
    season: String, player: String, at time: Formats.Timestamp?, limit: Int
  ) throws -> [Counted] {
    var events: [Counted] = []
    for (kind, query) in Self.queries {
      let found = try connection.query(
        """
        SELECT match_id, id, coalesce(period, 0), coalesce(clock_s, 0), what FROM (\(query)) AS counted
        WHERE season = $1 AND ($3::timestamptz IS NULL OR event_time <= $3)
        ORDER BY event_time DESC NULLS LAST, match_id, period DESC, clock_s DESC, id LIMIT $4
        """, [.text(season), .text(player), parameter(time), .int(Int64(limit))])
      events += try found.map { row in
        Counted(
          kind: kind, matchID: try row.decode(0), id: try row.decode(1), period: try row.decode(2),
          clock: try row.decode(3), what: try row.decode(4))
      }
    }
    return events
  }

  private func parameter(_ time: Formats.Timestamp?) -> Parameter {
    time.map { .timestamp(Postgres.Timestamp(microseconds: $0.microseconds)) } ?? .null
  }

  /// By ranking; $2 is the player.
  private static let queries = [
    (
      "initiator",
      """
      SELECT *, CASE WHEN passer_id = $2 THEN 'last pass' ELSE 'second-last pass' END
        || CASE WHEN CASE WHEN passer_id = $2 THEN pass_difficult ELSE second_pass_difficult END
          THEN ', difficult' ELSE '' END
        || ', xGoals ' || round(coalesce(xgoals, 0)::numeric, 3) AS what
      FROM current_chains WHERE (passer_id = $2 AND pass_counts) OR (second_passer_id = $2 AND second_pass_counts)
      """
    ),
    (
      "finisher",
      """
      SELECT *, CASE WHEN goal THEN 'goal' ELSE outcome END || CASE WHEN penalty THEN ', penalty' ELSE '' END
        || ', xGoals ' || round(xgoals::numeric, 3) AS what
      FROM current_xgoals WHERE player_id = $2
      """
    ),
    (
      "sprinter",
      """
      SELECT *, 'top ' || round(top_speed_kmh::numeric, 1) || ' km/h, ' || round(distance_m::numeric, 1) || ' m in '
        || round(duration_s::numeric, 2) || ' s' AS what
      FROM current_sprints WHERE player_id = $2
      """
    ),
    (
      "ballwinner",
      """
      SELECT *, CASE WHEN kind IN ('ground', 'aerial') THEN kind || ' duel '
          || CASE WHEN winner_id = $2 THEN 'won' ELSE 'lost' END ELSE kind END
        || CASE WHEN winner_id = $2 AND loss_caused THEN ', took the ball' ELSE '' END AS what
      FROM current_duels WHERE winner_id = $2 OR (loser_id = $2 AND defensive IN ('loser', 'both'))
      """
    ),
  ]
}
