import Formats
import Records

extension SessionRecord {
  public init(_ fields: RecordFields) throws(RecordError) {
    let moment = try fields.choice("type", SessionMoment.self)
    self.init(
      matchID: try fields.id("match_id"), moment: moment,
      revision: try fields.optionalInt("revision", in: 0...Int64.max) ?? 0,
      time: try fields.optionalTime("time"),
      sessionTime: try fields.optionalDouble("session_s", in: 0...86_400))
    if let given = try fields.optionalString("id"), given != id {
      throw fields.error("id", "\"\(given.prefix(80))\" must be \"\(id)\", or left out")
    }
    if moment == .announced { announcement = try RaceAnnouncement(fields) }
  }

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("match_id", matchID)
    writer.field("type", moment.rawValue)
    writer.field("id", id)
    writer.field("revision", revision)
    writer.field("time", time?.description)
    writer.field("session_s", sessionTime.map(rounded9))
    announcement?.writeFields(into: &writer)
    writer.endObject()
  }
}

extension RaceAnnouncement {
  /// More cars than any race has had since 1990.
  static let maxEntries = 40

  init(_ fields: RecordFields) throws(RecordError) {
    guard let start = try fields.optionalTime("kick_off") else { throw fields.error("kick_off", "missing") }
    self.init(
      matchID: try fields.id("match_id"), season: try fields.id("season"), event: try fields.string("event"),
      start: start, laps: try fields.optionalInt("laps", in: 1...200).map(Int.init),
      provider: try fields.optionalString("provider") ?? "")
    for entry in try fields.objects("entries", limit: Self.maxEntries) ?? [] {
      entries.append(
        RaceEntry(
          driver: try entry.id("driver"), number: try entry.optionalInt("number", in: 0...999).map(Int.init),
          team: try entry.optionalString("team") ?? "", name: try entry.optionalString("name")))
    }
    guard Set(entries.map(\.driver)).count == entries.count else {
      throw fields.error("entries", "a driver is there twice")
    }
    if let rules = try fields.object("rules") {
      self.rules = TyreRules(
        compounds: try rules.optionalInt("compounds", in: 0...5).map(Int.init) ?? 2,
        stops: try rules.optionalInt("stops", in: 0...9).map(Int.init) ?? 0,
        longestStint: try rules.optionalInt("longest_stint", in: 1...200).map(Int.init))
    }
  }

  func writeFields(into writer: inout JSONWriter) {
    writer.field("provider", provider)
    writer.field("season", season)
    writer.field("event", event)
    writer.field("kick_off", start.description)
    writer.field("laps", laps)
    writer.key("entries")
    writer.beginArray()
    for entry in entries {
      writer.beginObject()
      writer.field("driver", entry.driver)
      writer.field("number", entry.number)
      writer.field("team", entry.team)
      writer.field("name", entry.name)
      writer.endObject()
    }
    writer.endArray()
    writer.key("rules")
    writer.beginObject()
    writer.field("compounds", rules.compounds)
    writer.field("stops", rules.stops)
    writer.field("longest_stint", rules.longestStint)
    writer.endObject()
  }
}
