CREATE TABLE xgoals (
  match_id         text NOT NULL,
  season           text NOT NULL,
  id               text NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  event_time       timestamptz,
  period           int,
  clock_s          double precision,
  team_id          text,
  opponent_id      text,
  player_id        text,
  x                double precision,
  y                double precision,
  distance_m       double precision,
  angle_deg        double precision,
  body_part        text,
  xgoals           double precision,
  goal             boolean,
  goal_cancelled   boolean,
  penalty          boolean,
  outcome          text,
  provider_xgoals  double precision,
  model            text,
  position_source  text,
  kick_offset_s    double precision,
  topic            text NOT NULL,
  partition        int NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX xgoals_by_season ON xgoals (season, kafka_offset);
COMMENT ON TABLE xgoals IS 'xGoals of every shot, every revision a row.';
COMMENT ON COLUMN xgoals.id IS 'The shot''s event.';
COMMENT ON COLUMN xgoals.season IS 'The competition''s season.';
COMMENT ON COLUMN xgoals.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN xgoals.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN xgoals.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN xgoals.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN xgoals.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN xgoals.x IS 'Metres from the centre spot along the pitch, in the fixed stadium frame.';
COMMENT ON COLUMN xgoals.y IS 'Metres from the centre spot across the pitch.';
COMMENT ON COLUMN xgoals.distance_m IS 'Metres to the centre of the goal.';
COMMENT ON COLUMN xgoals.angle_deg IS 'Degrees between the posts, seen from the ball.';
COMMENT ON COLUMN xgoals.xgoals IS 'Probability that the shot scores, 0 to 1.';
COMMENT ON COLUMN xgoals.goal IS 'A goal that counts.';
COMMENT ON COLUMN xgoals.goal_cancelled IS 'The goal was given and taken back; the shot stands.';
COMMENT ON COLUMN xgoals.provider_xgoals IS 'The provider''s own xG: a yardstick, never a feature.';
COMMENT ON COLUMN xgoals.model IS 'Id of the model that computed it.';
COMMENT ON COLUMN xgoals.position_source IS 'Where the positions came from.';
COMMENT ON COLUMN xgoals.kick_offset_s IS 'Seconds from the event''s stamp to the frame of the kick, where tracking was used.';
COMMENT ON COLUMN xgoals.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN xgoals.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN xgoals.record IS 'The JSON text exactly as published.';

CREATE VIEW current_xgoals AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM xgoals ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_xgoals IS 'The newest revision of each id, unless that one is withdrawn.';

CREATE TABLE setpieces (
  match_id         text NOT NULL,
  season           text NOT NULL,
  id               text NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  event_time       timestamptz,
  period           int,
  clock_s          double precision,
  kind             text,
  team_id          text,
  opponent_id      text,
  player_id        text,
  zone             text,
  direct           boolean,
  grade            text,
  outcome_points   double precision,
  xgoals           double precision,
  score            double precision,
  goals            int,
  own_goals        int,
  topic            text NOT NULL,
  partition        int NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX setpieces_by_season ON setpieces (season, kafka_offset);
COMMENT ON TABLE setpieces IS 'Corners and free kicks with what came of them, every revision a row.';
COMMENT ON COLUMN setpieces.id IS 'The event that restarted play.';
COMMENT ON COLUMN setpieces.season IS 'The competition''s season.';
COMMENT ON COLUMN setpieces.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN setpieces.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN setpieces.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN setpieces.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN setpieces.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN setpieces.kind IS 'corner or free_kick.';
COMMENT ON COLUMN setpieces.zone IS 'own_half, middle or final_third.';
COMMENT ON COLUMN setpieces.direct IS 'The restart was itself the shot.';
COMMENT ON COLUMN setpieces.grade IS 'Of the best shot: outstanding, decent, average, none.';
COMMENT ON COLUMN setpieces.outcome_points IS 'Of the best shot, 0 to 1.';
COMMENT ON COLUMN setpieces.xgoals IS 'Of the best shot.';
COMMENT ON COLUMN setpieces.score IS '.7 outcome + .3 xGoals of the best shot; 0 without a shot.';
COMMENT ON COLUMN setpieces.own_goals IS 'Not part of the score.';
COMMENT ON COLUMN setpieces.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN setpieces.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN setpieces.record IS 'The JSON text exactly as published.';

CREATE VIEW current_setpieces AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM setpieces ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_setpieces IS 'The newest revision of each id, unless that one is withdrawn.';

CREATE TABLE appearances (
  match_id         text NOT NULL,
  season           text NOT NULL,
  id               text NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  event_time       timestamptz,
  period           int,
  clock_s          double precision,
  state            text,
  kick_off         timestamptz,
  kicked_off       boolean,
  minutes          double precision,
  topic            text NOT NULL,
  partition        int NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX appearances_by_season ON appearances (season, kafka_offset);
COMMENT ON TABLE appearances IS 'Who was on the pitch and for how long: one record a match, every revision a row.';
COMMENT ON COLUMN appearances.id IS 'Always appearances.';
COMMENT ON COLUMN appearances.season IS 'The competition''s season.';
COMMENT ON COLUMN appearances.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN appearances.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN appearances.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN appearances.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN appearances.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN appearances.state IS 'announced, live, finished or abandoned.';
COMMENT ON COLUMN appearances.kick_off IS 'As announced; decides the order of matches.';
COMMENT ON COLUMN appearances.minutes IS 'Played so far, added time included.';
COMMENT ON COLUMN appearances.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN appearances.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN appearances.record IS 'The JSON text exactly as published.';

CREATE VIEW current_appearances AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM appearances ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_appearances IS 'The newest revision of each id, unless that one is withdrawn.';
