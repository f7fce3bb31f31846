ALTER TABLE xgoals ADD COLUMN goalkeeper_id text;
COMMENT ON COLUMN xgoals.goalkeeper_id IS 'Who was in goal, where anybody knows.';
CREATE OR REPLACE VIEW current_xgoals AS
SELECT * FROM (
  SELECT DISTINCT ON (match_id, id) * FROM xgoals ORDER BY match_id, id, revision DESC
) newest WHERE NOT withdrawn;

CREATE TABLE ranking_xgoals (
  season           text   NOT NULL,
  kind             text   NOT NULL,
  subject          text   NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  as_of            timestamptz,
  trigger_match_id text,
  name             text,
  score            double precision,
  rank             int,
  components       jsonb,
  topic            text   NOT NULL,
  partition        int    NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text   NOT NULL,
  PRIMARY KEY (season, kind, subject, revision)
);
COMMENT ON TABLE ranking_xgoals IS 'Goals against xGoals of players, teams and goalkeepers, every update a row.';
COMMENT ON COLUMN ranking_xgoals.kind IS 'players, teams or goalkeepers.';
COMMENT ON COLUMN ranking_xgoals.subject IS 'The player or team.';
COMMENT ON COLUMN ranking_xgoals.revision IS 'Sum of the ranking worker''s input positions; grows with every update.';
COMMENT ON COLUMN ranking_xgoals.withdrawn IS 'None of its shots stands any more.';
COMMENT ON COLUMN ranking_xgoals.as_of IS 'Event time of the fact that caused the update.';
COMMENT ON COLUMN ranking_xgoals.trigger_match_id IS 'The match of that fact.';
COMMENT ON COLUMN ranking_xgoals.score IS 'Goals less xGoals; of goalkeepers xGoals faced less goals conceded, penalties apart.';
COMMENT ON COLUMN ranking_xgoals.rank IS '1 is the greatest score; equal scores share a rank.';
COMMENT ON COLUMN ranking_xgoals.components IS 'Everything the score was made of.';
COMMENT ON COLUMN ranking_xgoals.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN ranking_xgoals.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN ranking_xgoals.record IS 'The row''s JSON text; the update holds it in its entries.';

CREATE VIEW current_ranking_xgoals AS
SELECT * FROM (
  SELECT DISTINCT ON (season, kind, subject) * FROM ranking_xgoals
  ORDER BY season, kind, subject, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_ranking_xgoals IS 'The newest revision of each subject and kind, unless that one is withdrawn.';
