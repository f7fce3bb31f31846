CREATE TABLE feed_football (
  match_id     text   NOT NULL,
  season       text   NOT NULL,
  id           text   NOT NULL,
  revision     bigint NOT NULL,
  withdrawn    boolean NOT NULL DEFAULT false,
  type         text,
  event_time   timestamptz,
  period       int,
  clock_s      double precision,
  team_id      text,
  player_id    text,
  x            double precision,
  y            double precision,
  outcome      text,
  topic        text   NOT NULL,
  partition    int    NOT NULL,
  kafka_offset bigint NOT NULL,
  ingested_at  timestamptz NOT NULL,
  record       text   NOT NULL,
  PRIMARY KEY (match_id, id, revision)
);
COMMENT ON TABLE feed_football IS 'Every football event and moment of a match, every revision a row. Frames are not stored.';
COMMENT ON COLUMN feed_football.id IS 'The provider''s id of the event.';
COMMENT ON COLUMN feed_football.revision IS 'Grows with each correction; the greatest is in force.';
COMMENT ON COLUMN feed_football.withdrawn IS 'The event was taken back.';
COMMENT ON COLUMN feed_football.event_time IS 'When it happened, by the feed''s wall clock.';
COMMENT ON COLUMN feed_football.period IS '1 and 2 halves, 3 and 4 extra time, 5 shoot-out.';
COMMENT ON COLUMN feed_football.clock_s IS 'Seconds since the start of the period.';
COMMENT ON COLUMN feed_football.x IS 'Metres from the centre spot along the pitch, in the fixed stadium frame.';
COMMENT ON COLUMN feed_football.y IS 'Metres from the centre spot across the pitch.';
COMMENT ON COLUMN feed_football.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN feed_football.ingested_at IS 'When it came into Kafka.';
COMMENT ON COLUMN feed_football.record IS 'The JSON text exactly as published.';

CREATE VIEW current_feed_football AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM feed_football ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_feed_football IS 'The newest revision of each event, unless that one is withdrawn.';
