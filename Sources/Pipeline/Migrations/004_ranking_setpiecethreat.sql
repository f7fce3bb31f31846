CREATE TABLE ranking_setpiecethreat (
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
COMMENT ON TABLE ranking_setpiecethreat IS 'Set Piece Threat of every team, every update a row.';
COMMENT ON COLUMN ranking_setpiecethreat.kind IS 'corner_attack, corner_defence, free_kick_attack or free_kick_defence.';
COMMENT ON COLUMN ranking_setpiecethreat.subject IS 'The team.';
COMMENT ON COLUMN ranking_setpiecethreat.revision IS 'Sum of the ranking worker''s input positions; grows with every update.';
COMMENT ON COLUMN ranking_setpiecethreat.withdrawn IS 'The team has left the ranking.';
COMMENT ON COLUMN ranking_setpiecethreat.as_of IS 'Event time of the fact that caused the update.';
COMMENT ON COLUMN ranking_setpiecethreat.trigger_match_id IS 'The match of that fact.';
COMMENT ON COLUMN ranking_setpiecethreat.score IS 'The threat: weighted score over the league mean, less 1; in defence with the sign turned.';
COMMENT ON COLUMN ranking_setpiecethreat.rank IS '1 is the most threatening in attack and the safest in defence; equal threats share a rank.';
COMMENT ON COLUMN ranking_setpiecethreat.components IS 'Everything the threat was made of.';
COMMENT ON COLUMN ranking_setpiecethreat.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN ranking_setpiecethreat.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN ranking_setpiecethreat.record IS 'The row''s JSON text; the update holds it in its entries.';

CREATE VIEW current_ranking_setpiecethreat AS
SELECT * FROM (
  SELECT DISTINCT ON (season, kind, subject) * FROM ranking_setpiecethreat
  ORDER BY season, kind, subject, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_ranking_setpiecethreat IS 'The newest revision of each team and kind, unless that one is withdrawn.';
