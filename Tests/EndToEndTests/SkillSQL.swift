import Testing

/// Initiator, finisher and ballwinner once more, from the stored facts alone and in another language: rows in which
/// the published ranking differs.
let skillSQL = """
  WITH sheets AS (
    SELECT season, match_id, kick_off, minutes, record::json -> side AS sheet
    FROM current_appearances, (VALUES ('home'), ('away')) AS sides (side)
  ), team_minutes AS (
    SELECT season, sheet ->> 'team_id' AS team, sum(minutes) AS minutes FROM sheets GROUP BY 1, 2
  ), played AS (
    SELECT season, player ->> 'player_id' AS player, sum((player ->> 'minutes')::float8) AS minutes,
      (array_agg(sheet ->> 'team_id' ORDER BY kick_off DESC, match_id COLLATE "C" DESC))[1] AS team
    FROM sheets, json_array_elements(sheet -> 'players') AS player GROUP BY 1, 2
  ), shots AS (
    SELECT season, player_id AS player, count(*) FILTER (WHERE goal) AS goals, sum(xgoals) AS xgoals
    FROM current_xgoals WHERE player_id IS NOT NULL GROUP BY 1, 2
  ), links AS (
    SELECT season, match_id, pass_id AS pass, passer_id AS player, pass_difficult AS difficult, xgoals, 1 AS role
    FROM current_chains WHERE pass_counts
    UNION ALL
    SELECT season, match_id, second_pass_id, second_passer_id, second_pass_difficult, xgoals, 2
    FROM current_chains WHERE second_pass_counts
  ), passes AS (
    SELECT season, player, role, bool_or(difficult) AS difficult,
      CASE WHEN max(xgoals) >= 1 THEN 1 ELSE 1 - exp(sum(ln(1 - coalesce(xgoals, 0)))) END AS worth
    FROM links GROUP BY season, match_id, pass, player, role
  ), assists AS (
    SELECT season, player, coalesce(sum(worth) FILTER (WHERE role = 1), 0) AS one,
      coalesce(sum(worth) FILTER (WHERE role = 2), 0) AS two, count(*) FILTER (WHERE role = 1 AND difficult) AS hard,
      count(*) FILTER (WHERE role = 2 AND difficult) AS hard_two
    FROM passes GROUP BY 1, 2
  ), fights AS (
    SELECT season, winner_id AS player, kind, true AS won, defensive IN ('winner', 'both') AS defensive,
      loss_caused AS caused
    FROM current_duels WHERE winner_id IS NOT NULL
    UNION ALL
    SELECT season, loser_id, kind, false, defensive IN ('loser', 'both'), false
    FROM current_duels WHERE loser_id IS NOT NULL
  ), duels AS (
    SELECT season, player, count(*) FILTER (WHERE won AND kind = 'ground') AS ground,
      count(*) FILTER (WHERE won AND kind = 'aerial') AS aerial, count(*) FILTER (WHERE defensive) AS fought,
      count(*) FILTER (WHERE defensive AND won) AS kept,
      count(*) FILTER (WHERE won AND kind = 'interception') AS interceptions,
      count(*) FILTER (WHERE won AND kind = 'recovery') AS recoveries, count(*) FILTER (WHERE caused) AS caused
    FROM fights GROUP BY 1, 2
  ), players AS (
    SELECT season, player, coalesce(played.minutes, 0) AS minutes,
      coalesce(played.minutes > 0 AND played.minutes >= 0.25 * team_minutes.minutes, false) AS regular,
      CASE WHEN played.minutes > 0 THEN 90 / played.minutes ELSE 0 END AS rate,
      coalesce(goals, 0) AS goals, coalesce(xgoals, 0) AS xgoals, coalesce(one, 0) AS one, coalesce(two, 0) AS two,
      coalesce(hard, 0) AS hard, coalesce(hard_two, 0) AS hard_two, coalesce(ground, 0) AS ground,
      coalesce(aerial, 0) AS aerial, CASE WHEN fought >= 20 THEN kept / fought::float8 ELSE 0 END AS share,
      coalesce(interceptions, 0) AS interceptions, coalesce(recoveries, 0) AS recoveries,
      coalesce(caused, 0) AS caused
    FROM played FULL JOIN shots USING (season, player) FULL JOIN assists USING (season, player)
      FULL JOIN duels USING (season, player)
      LEFT JOIN team_minutes USING (season, team)
  ), named AS (
    -- A measure is told by its place in the list above.
    SELECT season, player, minutes, regular, kind, weight, rated, spans, value, ordinality FROM players AS one, LATERAL (
      SELECT * FROM unnest(
        ARRAY['initiator', 'initiator', 'initiator', 'initiator', 'initiator', 'initiator', 'finisher', 'finisher',
          'finisher', 'ballwinner', 'ballwinner', 'ballwinner', 'ballwinner', 'ballwinner', 'ballwinner', 'ballwinner',
          'ballwinner'],
        ARRAY[0.10, 0.05, 0.15, 0.05, 0.50, 0.15, 0.5, 0.1, 0.4, 0.2, 0.1, 0.15, 0.15, 0.15, 0.1, 0.1, 0.05]::float8[],
        ARRAY[false, true, false, true, false, false, false, true, false, false, false, true, false, true, false,
          false, true],
        ARRAY[false, false, false, false, false, false, false, false, true, false, false, false, false, false, false,
          false, false],
        ARRAY[one.one, one.one * rate, two, two * rate, hard, hard_two, goals, goals * rate, goals - xgoals, ground,
          aerial, share, interceptions, interceptions * rate, recoveries, caused, caused * rate]::float8[]
      ) WITH ORDINALITY AS list (kind, weight, rated, spans, value, ordinality)
    ) AS measure
  ), bounds AS (
    SELECT season, ordinality, min(value) FILTER (WHERE regular OR NOT rated) AS low,
      max(value) FILTER (WHERE regular OR NOT rated) AS high
    FROM named GROUP BY 1, 2
  ), scores AS (
    SELECT season, kind, player, sum(weight * least(1, greatest(0, CASE
      WHEN spans AND bounds.high > bounds.low THEN (value - bounds.low) / (bounds.high - bounds.low)
      WHEN NOT spans AND bounds.high > 0 THEN value / bounds.high ELSE 0 END))) AS score
    FROM named JOIN bounds USING (season, ordinality) WHERE minutes >= 90 GROUP BY 1, 2, 3
  )
  SELECT coalesce(scores.kind, published.kind), coalesce(player, subject), scores.score, published.score
  FROM scores FULL JOIN (
    SELECT * FROM current_ranking_skill WHERE kind <> 'sprinter'
  ) AS published ON published.season = scores.season AND published.kind = scores.kind AND subject = player
  WHERE published.score IS NULL OR scores.score IS NULL OR abs(published.score - scores.score) > 1e-9
  """

/// Where the published rankings differ from those that SQL computes from the stored facts.
func skillDifferences(_ environment: TestEnvironment) throws -> [String] {
  let connection = try environment.connection()
  defer { connection.close() }
  for row in try connection.query("SELECT count(*) FROM current_ranking_skill WHERE kind = 'ballwinner'") {
    #expect(try row.decode(0, as: Int.self) >= 20)
  }
  return try connection.query(skillSQL).map { row in
    let (expected, published) = (try row.decode(2, as: Double?.self), try row.decode(3, as: Double?.self))
    return "\(try row.decode(0, as: String.self)) \(try row.decode(1, as: String.self)): "
      + "\(expected.map { "\($0)" } ?? "none") by SQL, \(published.map { "\($0)" } ?? "none") published"
  }
}
