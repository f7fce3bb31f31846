CREATE TABLE duels (
  match_id         text NOT NULL,
  season           text NOT NULL,
  id               text NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  event_time       timestamptz,
  period           int,
  clock_s          double precision,
  kind                     text,
  decided                  boolean,
  winner_team_id           text,
  winner_id                text,
  loser_team_id            text,
  loser_id                 text,
  defensive                text,
  loss_caused              boolean,
  x                        double precision,
  y                        double precision,
  topic            text NOT NULL,
  partition        int NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX duels_by_season ON duels (season, kafka_offset);
COMMENT ON TABLE duels IS 'Duels, interceptions and recoveries, every revision a row.';
COMMENT ON COLUMN duels.id IS 'The event.';
COMMENT ON COLUMN duels.season IS 'The competition''s season.';
COMMENT ON COLUMN duels.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN duels.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN duels.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN duels.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN duels.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN duels.kind IS 'ground, aerial, interception or recovery.';
COMMENT ON COLUMN duels.decided IS 'Somebody won it.';
COMMENT ON COLUMN duels.winner_id IS 'Who won the duel or the ball.';
COMMENT ON COLUMN duels.loser_id IS 'Who lost the duel, or whose pass was intercepted.';
COMMENT ON COLUMN duels.defensive IS 'For whom the duel was a defensive one: winner, loser or both.';
COMMENT ON COLUMN duels.loss_caused IS 'The winner took the ball from the loser.';
COMMENT ON COLUMN duels.x IS 'Metres from the centre spot along the pitch, in the fixed stadium frame.';
COMMENT ON COLUMN duels.y IS 'Metres from the centre spot across the pitch.';
COMMENT ON COLUMN duels.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN duels.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN duels.record IS 'The JSON text exactly as published.';

CREATE VIEW current_duels AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM duels ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_duels IS 'The newest revision of each id, unless that one is withdrawn.';

CREATE TABLE sprints (
  match_id         text NOT NULL,
  season           text NOT NULL,
  id               text NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  event_time       timestamptz,
  period           int,
  clock_s          double precision,
  team_id                  text,
  player_id                text,
  end_clock_s              double precision,
  duration_s               double precision,
  top_speed_mps            double precision,
  top_speed_kmh            double precision,
  mean_speed_mps           double precision,
  distance_m               double precision,
  speed_source             text,
  topic            text NOT NULL,
  partition        int NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX sprints_by_season ON sprints (season, kafka_offset);
COMMENT ON TABLE sprints IS 'Sprints of players, every revision a row.';
COMMENT ON COLUMN sprints.id IS 'Period, object and start in milliseconds.';
COMMENT ON COLUMN sprints.season IS 'The competition''s season.';
COMMENT ON COLUMN sprints.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN sprints.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN sprints.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN sprints.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN sprints.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN sprints.end_clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN sprints.duration_s IS 'Seconds from the first to the last time at 6.3 m/s.';
COMMENT ON COLUMN sprints.top_speed_mps IS 'Greatest speed, m/s.';
COMMENT ON COLUMN sprints.top_speed_kmh IS 'Greatest speed, km/h.';
COMMENT ON COLUMN sprints.mean_speed_mps IS 'Mean speed, m/s.';
COMMENT ON COLUMN sprints.distance_m IS 'Length, metres.';
COMMENT ON COLUMN sprints.speed_source IS 'feed or positions.';
COMMENT ON COLUMN sprints.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN sprints.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN sprints.record IS 'The JSON text exactly as published.';

CREATE VIEW current_sprints AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM sprints ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_sprints IS 'The newest revision of each id, unless that one is withdrawn.';

CREATE TABLE chains (
  match_id         text NOT NULL,
  season           text NOT NULL,
  id               text NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  event_time       timestamptz,
  period           int,
  clock_s          double precision,
  team_id                  text,
  opponent_id              text,
  player_id                text,
  xgoals                   double precision,
  goal                     boolean,
  penalty                  boolean,
  pass_id                  text,
  passer_id                text,
  pass_counts              boolean,
  pass_cross               boolean,
  pass_restart             text,
  pass_xpass               double precision,
  pass_difficult           boolean,
  second_pass_id           text,
  second_passer_id         text,
  second_pass_counts       boolean,
  second_pass_cross        boolean,
  second_pass_restart      text,
  second_pass_xpass        double precision,
  second_pass_difficult    boolean,
  topic            text NOT NULL,
  partition        int NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX chains_by_season ON chains (season, kafka_offset);
COMMENT ON TABLE chains IS 'The last and second-last pass before each shot, every revision a row.';
COMMENT ON COLUMN chains.id IS 'The shot''s event.';
COMMENT ON COLUMN chains.season IS 'The competition''s season.';
COMMENT ON COLUMN chains.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN chains.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN chains.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN chains.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN chains.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN chains.player_id IS 'Who shot.';
COMMENT ON COLUMN chains.xgoals IS 'Probability that the shot scores, 0 to 1.';
COMMENT ON COLUMN chains.goal IS 'A goal that counts.';
COMMENT ON COLUMN chains.pass_id IS 'Event of the last pass before the shot.';
COMMENT ON COLUMN chains.pass_counts IS 'False of crosses and restarts.';
COMMENT ON COLUMN chains.pass_xpass IS 'Probability that it was completed.';
COMMENT ON COLUMN chains.pass_difficult IS 'Less likely than the threshold.';
COMMENT ON COLUMN chains.second_pass_id IS 'Event of the second-last pass before the shot.';
COMMENT ON COLUMN chains.second_pass_counts IS 'False of crosses and restarts.';
COMMENT ON COLUMN chains.second_pass_xpass IS 'Probability that it was completed.';
COMMENT ON COLUMN chains.second_pass_difficult IS 'Less likely than the threshold.';
COMMENT ON COLUMN chains.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN chains.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN chains.record IS 'The JSON text exactly as published.';

CREATE VIEW current_chains AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM chains ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_chains IS 'The newest revision of each id, unless that one is withdrawn.';
