CREATE TABLE xpass (
  match_id             text NOT NULL,
  season               text NOT NULL,
  id                   text NOT NULL,
  revision             bigint NOT NULL,
  withdrawn            boolean NOT NULL DEFAULT false,
  event_time           timestamptz,
  period               int,
  clock_s              double precision,
  team_id              text,
  opponent_id          text,
  player_id            text,
  x                    double precision,
  y                    double precision,
  xpass                double precision,
  difficult            boolean,
  outcome              text,
  completed            boolean,
  restart              text,
  intended_receiver_id text,
  xgoals               double precision,
  model                text,
  topic                text NOT NULL,
  partition            int NOT NULL,
  kafka_offset         bigint NOT NULL,
  ingested_at          timestamptz NOT NULL,
  record               text NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
CREATE INDEX xpass_by_season ON xpass (season, kafka_offset);
COMMENT ON TABLE xpass IS 'Every pass with the probability that it is completed, every revision a row.';
COMMENT ON COLUMN xpass.id IS 'The pass''s event.';
COMMENT ON COLUMN xpass.season IS 'The competition''s season.';
COMMENT ON COLUMN xpass.revision IS 'Offset in the feed of the record that caused it.';
COMMENT ON COLUMN xpass.withdrawn IS 'Taken back; nothing of it is left.';
COMMENT ON COLUMN xpass.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN xpass.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN xpass.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN xpass.x IS 'Metres from the centre spot along the pitch, in the fixed stadium frame.';
COMMENT ON COLUMN xpass.y IS 'Metres from the centre spot across the pitch.';
COMMENT ON COLUMN xpass.xpass IS 'Probability that it is completed, 0 to 1, at the moment at which it is played.';
COMMENT ON COLUMN xpass.difficult IS 'xpass is below the setting xpass.difficult_below.';
COMMENT ON COLUMN xpass.outcome IS 'complete, incomplete, out, offside or unknown.';
COMMENT ON COLUMN xpass.completed IS 'It arrived; null where the feed does not tell.';
COMMENT ON COLUMN xpass.restart IS 'How play began again with it; null in open play.';
COMMENT ON COLUMN xpass.intended_receiver_id IS 'Receiver, of a failed pass the one it was meant for, where the feed names him.';
COMMENT ON COLUMN xpass.xgoals IS 'Pass or shoot: xGoals of a shot by foot from there; final third only.';
COMMENT ON COLUMN xpass.model IS 'Id of the model that computed it.';
COMMENT ON COLUMN xpass.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN xpass.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN xpass.record IS 'The JSON text exactly as published.';

CREATE VIEW current_xpass AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM xpass ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_xpass IS 'The newest revision of each id, unless that one is withdrawn.';
