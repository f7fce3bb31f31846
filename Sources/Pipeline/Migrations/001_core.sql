-- What the pipeline itself needs.

CREATE TABLE progress (
  topic        text   NOT NULL,
  partition    int    NOT NULL,
  next_offset  bigint NOT NULL,
  cluster_id   text   NOT NULL,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition)
);
COMMENT ON TABLE progress IS 'How far each global topic is stored. Committed together with the rows; never goes back.';
COMMENT ON COLUMN progress.next_offset IS 'Every record below this offset is stored, or refused for good.';
COMMENT ON COLUMN progress.cluster_id IS 'The Kafka cluster that the offsets belong to.';

CREATE TABLE refused_records (
  topic        text   NOT NULL,
  partition    int    NOT NULL,
  kafka_offset bigint NOT NULL,
  reason       text   NOT NULL,
  PRIMARY KEY (topic, partition, kafka_offset)
);
COMMENT ON TABLE refused_records IS 'Records that the database would not take, so that reading again decides the same. They are in the dead letters.';

CREATE TABLE matches (
  match_id     text   NOT NULL PRIMARY KEY,
  season       text   NOT NULL,
  kick_off     timestamptz,
  home_id      text,
  home_name    text,
  away_id      text,
  away_name    text,
  topic        text   NOT NULL,
  partition    int    NOT NULL,
  first_offset bigint NOT NULL,
  pruned_at    timestamptz
);
CREATE INDEX matches_by_partition ON matches (topic, partition);
CREATE INDEX matches_by_season ON matches (season, kick_off);
COMMENT ON TABLE matches IS 'Every match announced, and where in the feed. Filled by the dispatcher.';
COMMENT ON COLUMN matches.first_offset IS 'Offset of the announcement: the first record of the match''s log.';
COMMENT ON COLUMN matches.pruned_at IS 'When its own topics were removed (touchline topics prune). Later records of it are dead letters.';

CREATE TABLE dead_letters_done (
  topic        text   NOT NULL,
  partition    int    NOT NULL,
  kafka_offset bigint NOT NULL,
  outcome      text   NOT NULL CHECK (outcome IN ('retried', 'discarded')),
  done_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition, kafka_offset)
);
COMMENT ON TABLE dead_letters_done IS 'Dead letters that somebody has dealt with (touchline deadletters retry|discard). topic is the dead letters'' own.';
