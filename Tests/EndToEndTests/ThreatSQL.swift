import Testing

/// Set Piece Threat once more, from the stored facts alone and in another language: what the ranking must equal.
let threatSQL = """
  WITH played AS (
    SELECT season, match_id, kick_off, record::json -> side ->> 'team_id' AS team
    FROM current_appearances, (VALUES ('home'), ('away')) AS sides (side)
    WHERE kicked_off
  ), age AS (
    SELECT season, match_id, team, row_number() OVER (
      PARTITION BY season, team ORDER BY kick_off DESC, match_id COLLATE "C" DESC) - 1 AS k
    FROM played
  ), pieces AS (
    SELECT season, match_id, kind, 'attack' AS side, team_id AS team, score FROM current_setpieces
    UNION ALL
    SELECT season, match_id, kind, 'defence', opponent_id, score FROM current_setpieces
  ), scores AS (
    SELECT season, kind, side, team, sum(score * power(0.9, k)) / sum(power(0.9, k)) AS score, count(*) AS pieces
    FROM pieces JOIN age USING (season, match_id, team) GROUP BY season, kind, side, team
  ), means AS (
    SELECT season, kind, side, avg(score) AS mean FROM scores GROUP BY season, kind, side
  ), threats AS (
    SELECT season, kind || '_' || side AS kind, team, scores.score AS weighted, pieces,
      CASE WHEN mean = 0 THEN 0 WHEN side = 'attack' THEN scores.score / mean - 1 ELSE 1 - scores.score / mean END AS threat
    FROM scores JOIN means USING (season, kind, side)
  ), expected AS (
    SELECT *, rank() OVER (PARTITION BY season, kind ORDER BY round(threat::numeric, 9) DESC) AS rank FROM threats
  )
  SELECT coalesce(expected.kind, published.kind), coalesce(expected.team, subject), expected.threat, published.score,
    expected.rank, published.rank
  FROM expected FULL JOIN current_ranking_setpiecethreat AS published
    ON published.season = expected.season AND published.kind = expected.kind AND published.subject = team
  WHERE published.score IS NULL OR expected.threat IS NULL OR abs(expected.threat - published.score) > 1e-9
    OR abs(expected.weighted - (published.components ->> 'weighted_score')::float8) > 1e-9
    OR expected.pieces <> (published.components ->> 'set_pieces')::int
    OR expected.rank <> published.rank
  """

/// Where the published ranking differs from the one that SQL computes from the stored facts.
func threatDifferences(_ environment: TestEnvironment) throws -> [String] {
  let connection = try environment.connection()
  defer { connection.close() }
  for row in try connection.query("SELECT count(*) FROM current_ranking_setpiecethreat") {
    #expect(try row.decode(0, as: Int.self) >= 16)
  }
  return try connection.query(threatSQL).map { row in
    let (expected, published) = (try row.decode(2, as: Double?.self), try row.decode(3, as: Double?.self))
    return "\(try row.decode(0, as: String.self)) \(try row.decode(1, as: String.self)): "
      + "\(expected.map { "\($0)" } ?? "none") by SQL, \(published.map { "\($0)" } ?? "none") published"
  }
}
