CREATE TABLE feed_f1 (
  match_id     text   NOT NULL,
  season       text   NOT NULL,
  id           text   NOT NULL,
  revision     bigint NOT NULL,
  withdrawn    boolean NOT NULL DEFAULT false,
  type         text,
  event_time   timestamptz,
  race_lap     int,
  session_s    double precision,
  driver       text,
  lap          int,
  lap_time_s   double precision,
  position     int,
  stint        int,
  compound     text,
  tyre_age     int,
  status       text,
  message      text,
  topic        text   NOT NULL,
  partition    int    NOT NULL,
  kafka_offset bigint NOT NULL,
  ingested_at  timestamptz NOT NULL,
  record       text   NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
COMMENT ON TABLE feed_f1 IS 'What the timing of every Formula 1 race told, every revision a row.';
COMMENT ON COLUMN feed_f1.id IS 'lap-HAM-13, pit_in-HAM-13, stint-HAM-2, …';
COMMENT ON COLUMN feed_f1.revision IS 'Grows with each correction; the greatest is in force.';
COMMENT ON COLUMN feed_f1.withdrawn IS 'The record was taken back.';
COMMENT ON COLUMN feed_f1.event_time IS 'When it happened, by the wall clock.';
COMMENT ON COLUMN feed_f1.race_lap IS 'The lap that the leader was in.';
COMMENT ON COLUMN feed_f1.session_s IS 'Seconds by the session clock, the same for all cars.';
COMMENT ON COLUMN feed_f1.driver IS 'The car, by the three letters of its driver.';
COMMENT ON COLUMN feed_f1.lap IS 'The car''s lap; of a stint the first lap on the set.';
COMMENT ON COLUMN feed_f1.lap_time_s IS 'Seconds.';
COMMENT ON COLUMN feed_f1.tyre_age IS 'Laps that the set had done before the stint.';
COMMENT ON COLUMN feed_f1.status IS 'Track status from then on.';
COMMENT ON COLUMN feed_f1.message IS 'Race control''s words.';
COMMENT ON COLUMN feed_f1.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN feed_f1.ingested_at IS 'When it came into Kafka.';
COMMENT ON COLUMN feed_f1.record IS 'The JSON text exactly as published.';

CREATE VIEW current_feed_f1 AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM feed_f1 ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_feed_f1 IS 'The newest revision of each record, unless that one is withdrawn.';

CREATE TABLE pitbattle (
  match_id              text NOT NULL,
  season                text NOT NULL,
  id                    text NOT NULL,
  revision              bigint NOT NULL,
  withdrawn             boolean NOT NULL DEFAULT false,
  event_time            timestamptz,
  lap                   int,
  session_s             double precision,
  chaser                text,
  target                text,
  phase                 text,
  reason                text,
  kind                  text,
  gap_s                 double precision,
  gap_before_s          double precision,
  predicted_gap_s       double precision,
  probability           double precision,
  overcut_gap_s         double precision,
  overcut_probability   double precision,
  first_stop_lap        int,
  second_stop_lap       int,
  decided_lap           int,
  expected_decision_lap int,
  gap_after_s           double precision,
  chaser_ahead          boolean,
  neutralised           boolean,
  model                 text,
  topic                 text NOT NULL,
  partition             int NOT NULL,
  kafka_offset          bigint NOT NULL,
  ingested_at           timestamptz NOT NULL,
  record                text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX pitbattle_by_season ON pitbattle (season, kafka_offset);
COMMENT ON TABLE pitbattle IS 'Pairs of cars that can decide places by a pit stop, every revision a row.';
COMMENT ON COLUMN pitbattle.id IS 'Chaser, target, and how often these two have been on.';
COMMENT ON COLUMN pitbattle.season IS 'The championship''s season.';
COMMENT ON COLUMN pitbattle.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN pitbattle.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN pitbattle.event_time IS 'When it happened, by the wall clock.';
COMMENT ON COLUMN pitbattle.lap IS 'The lap that the leader was in.';
COMMENT ON COLUMN pitbattle.session_s IS 'Seconds by the session clock.';
COMMENT ON COLUMN pitbattle.chaser IS 'The car behind when it began.';
COMMENT ON COLUMN pitbattle.target IS 'The car ahead when it began.';
COMMENT ON COLUMN pitbattle.phase IS 'undercut_threat, undercut_running, overcut_running, different_strategies, damage, decided, off.';
COMMENT ON COLUMN pitbattle.reason IS 'Why it is off, or no undercut or overcut.';
COMMENT ON COLUMN pitbattle.kind IS 'undercut: the chaser stopped first; overcut: the target did.';
COMMENT ON COLUMN pitbattle.gap_s IS 'Seconds by which the chaser is behind at the last line that both have crossed.';
COMMENT ON COLUMN pitbattle.gap_before_s IS 'Seconds between the two before the first stop.';
COMMENT ON COLUMN pitbattle.predicted_gap_s IS 'Seconds by which the chaser will be ahead after both stops.';
COMMENT ON COLUMN pitbattle.probability IS 'That the chaser will be ahead after both stops, 0 to 1; above 0.5 exactly when predicted_gap_s is above 0.';
COMMENT ON COLUMN pitbattle.overcut_gap_s IS 'The gap if the target stops first, while nobody has stopped.';
COMMENT ON COLUMN pitbattle.overcut_probability IS 'The probability if the target stops first, while nobody has stopped.';
COMMENT ON COLUMN pitbattle.decided_lap IS 'The second car''s out-lap.';
COMMENT ON COLUMN pitbattle.expected_decision_lap IS 'The same as foretold.';
COMMENT ON COLUMN pitbattle.gap_after_s IS 'Seconds by which the chaser was ahead in the end.';
COMMENT ON COLUMN pitbattle.chaser_ahead IS 'He was ahead in the end.';
COMMENT ON COLUMN pitbattle.neutralised IS 'Safety car, VSC or red flag: nothing is foretold.';
COMMENT ON COLUMN pitbattle.model IS 'Id of the model that computed it.';
COMMENT ON COLUMN pitbattle.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN pitbattle.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN pitbattle.record IS 'The JSON text exactly as published.';

CREATE VIEW current_pitbattle AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM pitbattle ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_pitbattle IS 'The newest revision of each battle, unless that one is withdrawn.';
