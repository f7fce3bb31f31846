import Formats

/// What every message of a ranking begins with.
struct RankingHead {
  var ranking: String
  var season: String
  /// nil in a message about several kinds.
  var kind: String?
  var revision: Int64
  var asOf: String?
  var trigger: RankingTrigger

  /// Begins the record's object, which stays open.
  func begin(_ writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("ranking", ranking)
    writer.field("season", season)
    writer.field("kind", kind)
    writer.field("revision", revision)
    writer.field("as_of", asOf)
    writer.key("trigger")
    writer.beginObject()
    writer.field("match_id", trigger.matchID)
    writer.field("fact", trigger.fact)
    writer.field("id", trigger.id)
    writer.field("revision", trigger.revision)
    writer.endObject()
  }
}
