/// The ranking `xgoals` once more, from the texts of the stored facts alone, in another language and in exact decimal
/// numbers: what the ranking must equal. Rows that differ.
let xGoalsSQL = """
  WITH shots AS (
    SELECT season, record::json ->> 'player_id' AS player, record::json ->> 'team_id' AS team,
      record::json ->> 'opponent_id' AS opponent, record::json ->> 'goalkeeper_id' AS goalkeeper,
      (record::json ->> 'xgoals')::numeric AS xgoals, (record::json ->> 'goal')::bool::int AS goal,
      (record::json ->> 'penalty')::bool AS penalty
    FROM current_xgoals
  ), counted AS (
    SELECT season, 'players' AS kind, player AS subject, true AS own, xgoals, goal, penalty FROM shots
    UNION ALL SELECT season, 'teams', team, true, xgoals, goal, penalty FROM shots
    UNION ALL SELECT season, 'teams', opponent, false, xgoals, goal, penalty FROM shots
    UNION ALL SELECT season, 'goalkeepers', goalkeeper, true, xgoals, goal, penalty FROM shots
  ), sums AS (
    SELECT season, kind, subject, count(*) FILTER (WHERE own) AS shots,
      coalesce(sum(goal) FILTER (WHERE own), 0) AS goals, coalesce(sum(xgoals) FILTER (WHERE own), 0) AS xgoals,
      coalesce(sum(goal) FILTER (WHERE own AND NOT penalty), 0) AS goals_in_play,
      coalesce(sum(xgoals) FILTER (WHERE own AND NOT penalty), 0) AS xgoals_in_play,
      count(*) FILTER (WHERE own AND penalty) AS penalties,
      coalesce(sum(xgoals) FILTER (WHERE NOT own), 0) AS xgoals_against
    FROM counted WHERE subject IS NOT NULL GROUP BY season, kind, subject
  ), scores AS (
    SELECT *, CASE kind WHEN 'goalkeepers' THEN xgoals_in_play - goals_in_play ELSE goals - xgoals END AS score,
      CASE WHEN kind <> 'goalkeepers' AND xgoals > 0 THEN (goals / xgoals - 1) * 100 END AS percent
    FROM sums
  ), expected AS (
    SELECT *, rank() OVER (PARTITION BY season, kind ORDER BY score DESC) AS rank FROM scores
  )
  SELECT coalesce(expected.kind, published.kind), coalesce(expected.subject, published.subject),
    expected.score::float8, published.score
  FROM expected FULL JOIN current_ranking_xgoals AS published
    ON published.season = expected.season AND published.kind = expected.kind
      AND published.subject = expected.subject
  WHERE published.score IS NULL OR expected.score IS NULL
    OR abs(expected.score - published.score::numeric) > 1e-9
    OR expected.rank <> published.rank
    OR expected.penalties <> (components ->> 'penalties')::int
    OR expected.kind = 'goalkeepers' AND (
      abs(expected.xgoals_in_play - (components ->> 'xgoals_faced')::numeric) > 1e-9
      OR expected.goals_in_play <> (components ->> 'goals_conceded')::int)
    OR expected.kind <> 'goalkeepers' AND (
      abs(expected.xgoals - (components ->> 'xgoals')::numeric) > 1e-9
      OR expected.goals <> (components ->> 'goals')::int OR expected.shots <> (components ->> 'shots')::int
      OR coalesce(abs(expected.percent - (components ->> 'percent')::numeric) > 1e-9, expected.percent IS NOT NULL))
    OR expected.kind = 'teams' AND abs(expected.xgoals_against - (components ->> 'xgoals_against')::numeric) > 1e-9
  """
