CREATE TABLE ranking_skill (
  season           text   NOT NULL,
  kind             text   NOT NULL,
  subject          text   NOT NULL,
  revision         bigint NOT NULL,
  withdrawn        boolean NOT NULL DEFAULT false,
  as_of            timestamptz,
  trigger_match_id text,
  name             text,
  team_id          text,
  team             text,
  score            double precision,
  rank             int,
  badge            boolean,
  components       jsonb,
  bounds           jsonb,
  topic            text   NOT NULL,
  partition        int    NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text   NOT NULL,
  PRIMARY KEY (season, kind, subject, revision)
);
COMMENT ON TABLE ranking_skill IS 'The four rankings of players, every update a row.';
COMMENT ON COLUMN ranking_skill.kind IS 'initiator, finisher, sprinter or ballwinner.';
COMMENT ON COLUMN ranking_skill.subject IS 'The player.';
COMMENT ON COLUMN ranking_skill.revision IS 'Sum of the ranking worker''s input positions; grows with every update.';
COMMENT ON COLUMN ranking_skill.withdrawn IS 'The player has left the ranking.';
COMMENT ON COLUMN ranking_skill.as_of IS 'Event time of the fact that caused the update.';
COMMENT ON COLUMN ranking_skill.trigger_match_id IS 'The match of that fact.';
COMMENT ON COLUMN ranking_skill.score IS 'Sum of weight times normalised measure.';
COMMENT ON COLUMN ranking_skill.rank IS '1 is the best; equal scores share a rank.';
COMMENT ON COLUMN ranking_skill.components IS 'Everything the score was made of: measures, and points (weight times normalised measure).';
COMMENT ON COLUMN ranking_skill.bounds IS 'Least and greatest of each measure at that update.';
COMMENT ON COLUMN ranking_skill.badge IS 'Rank 10 or better.';
COMMENT ON COLUMN ranking_skill.team_id IS 'In his latest match.';
COMMENT ON COLUMN ranking_skill.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN ranking_skill.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN ranking_skill.record IS 'The row''s JSON text; the update holds it in its entries.';

CREATE VIEW current_ranking_skill AS
SELECT * FROM (
  SELECT DISTINCT ON (season, kind, subject) * FROM ranking_skill
  ORDER BY season, kind, subject, revision DESC
) newest WHERE NOT withdrawn;
COMMENT ON VIEW current_ranking_skill IS 'The newest revision of each player and kind, unless that one is withdrawn.';

CREATE TABLE skill_badges (
  season           text   NOT NULL,
  kind             text   NOT NULL,
  subject          text   NOT NULL,
  revision         bigint NOT NULL,
  as_of            timestamptz,
  trigger_match_id text,
  name             text,
  team_id          text,
  team             text,
  gained           boolean NOT NULL,
  rank             int,
  previous_rank    int,
  score            double precision,
  topic            text   NOT NULL,
  partition        int    NOT NULL,
  kafka_offset     bigint NOT NULL,
  ingested_at      timestamptz NOT NULL,
  record           text   NOT NULL,
  PRIMARY KEY (season, kind, subject, revision)
);
COMMENT ON TABLE skill_badges IS 'Badges gained and lost: a player has come under the first ten of a ranking, or has left them.';
COMMENT ON COLUMN skill_badges.kind IS 'initiator, finisher, sprinter or ballwinner.';
COMMENT ON COLUMN skill_badges.subject IS 'The player.';
COMMENT ON COLUMN skill_badges.revision IS 'That of the update in which it happened.';
COMMENT ON COLUMN skill_badges.as_of IS 'Event time of the fact that caused it.';
COMMENT ON COLUMN skill_badges.trigger_match_id IS 'The match of that fact.';
COMMENT ON COLUMN skill_badges.gained IS 'False: lost.';
COMMENT ON COLUMN skill_badges.rank IS 'Now; empty if he is not ranked any more.';
COMMENT ON COLUMN skill_badges.previous_rank IS 'Before; empty if he was not ranked.';
COMMENT ON COLUMN skill_badges.kafka_offset IS 'Where the record stands in topic and partition.';
COMMENT ON COLUMN skill_badges.ingested_at IS 'When the feed record that caused it came into Kafka.';
COMMENT ON COLUMN skill_badges.record IS 'The JSON text exactly as published.';
