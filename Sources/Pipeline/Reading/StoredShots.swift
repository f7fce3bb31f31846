import Formats
import Postgres

/// A shot in force, as a chart of its match needs it.
public struct StoredShot: Sendable, Equatable {
  public var period: Int
  /// Seconds since the start of the period.
  public var clock: Double
  public var teamID: String
  public var xGoals: Double
  public var isGoal: Bool
  public var isPenalty: Bool
  public var player: String?
}

/// All that a chart of a match's xGoals needs.
public struct StoredShots: Sendable {
  public var homeID: String
  public var home: String
  public var away: String
  /// From the appearances; nil while they are not known.
  public var score: (home: Int64, away: Int64)?
  /// Of the last shot; nil without one.
  public var fairResult: (home: Double, draw: Double, away: Double)?
  /// In order of play.
  public var shots: [StoredShot] = []

  /// - Throws: `UnknownName` if no such match was announced.
  public init(match: String, _ connection: Connection) throws {
    let found = try connection.query(
      """
      SELECT m.home_id, coalesce(m.home_name, m.home_id, ''), coalesce(m.away_name, m.away_id, ''),
        (a.record::json #>> '{home,goals}')::bigint, (a.record::json #>> '{away,goals}')::bigint
      FROM matches m LEFT JOIN current_appearances a ON a.match_id = m.match_id WHERE m.match_id = $1
      """, [.text(match)])
    guard let row = found.first else {
      let known = try connection.query("SELECT match_id FROM matches").map {
        try $0.decode(0, as: String.self)
      }
      throw UnknownName(kind: "match", name: match, candidates: known)
    }
    homeID = try row.decode(0, as: String?.self) ?? ""
    home = try row.decode(1)
    away = try row.decode(2)
    if let own = try row.decode(3, as: Int64?.self), let other = try row.decode(4, as: Int64?.self) {
      score = (own, other)
    }
    for row in try connection.query(
      """
      SELECT period, clock_s, team_id, xgoals, goal, penalty, record::json ->> 'player',
        (record::json #>> '{fair_result,home_win}')::float8, (record::json #>> '{fair_result,draw}')::float8,
        (record::json #>> '{fair_result,away_win}')::float8
      FROM current_xgoals WHERE match_id = $1 AND period BETWEEN 1 AND 4
      ORDER BY period, clock_s, (record::json #>> '{totals,home,shots}')::int
        + (record::json #>> '{totals,away,shots}')::int
      """, [.text(match)])
    {
      shots.append(
        StoredShot(
          period: try row.decode(0, as: Int.self), clock: try row.decode(1), teamID: try row.decode(2),
          xGoals: try row.decode(3), isGoal: try row.decode(4), isPenalty: try row.decode(5),
          player: try row.decode(6)))
      if let home = try row.decode(7, as: Double?.self), let draw = try row.decode(8, as: Double?.self),
        let away = try row.decode(9, as: Double?.self)
      {
        fairResult = (home, draw, away)
      }
    }
  }
}
