import Formats

extension MatchRecord {
  init(_ fields: RecordFields) throws(RecordError) {
    let moment = try fields.choice("type", MatchMoment.self)
    let period = try fields.optionalInt("period", in: 1...5).map(Int.init)
    self.init(
      matchID: try fields.id("match_id"), moment: moment,
      revision: try fields.optionalInt("revision", in: 0...Int64.max) ?? 0,
      time: try fields.optionalTime("time"), period: period,
      clock: try fields.optionalDouble("clock_s", in: 0...86_400))
    if moment == .periodStarted || moment == .periodEnded, period == nil {
      throw fields.error("period", "missing")
    }
    if let given = try fields.optionalString("id"), given != id {
      throw fields.error("id", "\"\(given.prefix(80))\" must be \"\(id)\", or left out")
    }
    if moment == .announced { announcement = try MatchAnnouncement(fields) }
  }

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("match_id", matchID)
    writer.field("type", moment.rawValue)
    writer.field("id", id)
    writer.field("revision", revision)
    writer.field("time", time?.description)
    writer.field("period", period)
    writer.field("clock_s", clock.map(rounded9))
    announcement?.writeFields(into: &writer)
    writer.endObject()
  }
}

extension MatchAnnouncement {
  init(_ fields: RecordFields) throws(RecordError) {
    guard let kickOff = try fields.optionalTime("kick_off") else { throw fields.error("kick_off", "missing") }
    guard let home = try fields.object("home") else { throw fields.error("home", "missing") }
    guard let away = try fields.object("away") else { throw fields.error("away", "missing") }
    let competition = try fields.id("competition")
    self.init(
      matchID: try fields.id("match_id"), competition: competition,
      competitionName: try fields.optionalString("competition_name"), season: try fields.id("season"),
      seasonName: try fields.optionalString("season_name"), kickOff: kickOff,
      home: try Team(home), away: try Team(away),
      pitchLength: try fields.optionalDouble("pitch_length_m", in: 50...150) ?? Pitch.standardLength,
      pitchWidth: try fields.optionalDouble("pitch_width_m", in: 30...110) ?? Pitch.standardWidth,
      provider: try fields.optionalString("provider") ?? "")
    guard self.home.id != self.away.id else { throw fields.error("away", "the same team as home") }
    for player in try fields.objects("players", limit: 200) ?? [] { players.append(try Player(player)) }
  }

  func writeFields(into writer: inout JSONWriter) {
    writer.field("provider", provider)
    writer.field("competition", competition)
    writer.field("competition_name", competitionName)
    writer.field("season", season)
    writer.field("season_name", seasonName)
    writer.field("kick_off", kickOff.description)
    for (side, team) in [("home", home), ("away", away)] {
      writer.key(side)
      writer.beginObject()
      writer.field("id", team.id)
      writer.field("name", team.name)
      writer.endObject()
    }
    writer.field("pitch_length_m", pitchLength)
    writer.field("pitch_width_m", pitchWidth)
    writer.key("players")
    writer.beginArray()
    for player in players { player.write(into: &writer) }
    writer.endArray()
  }
}

extension Team {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(id: try fields.id("id"), name: try fields.string("name"))
  }
}

extension Player {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      id: try fields.id("id"), teamID: try fields.id("team_id"), name: try fields.string("name"),
      shirtNumber: try fields.optionalInt("shirt_number", in: 0...999).map(Int.init),
      position: try fields.optionalString("position"),
      isStarter: try fields.optionalBool("starter") ?? false,
      isGoalkeeper: try fields.optionalBool("goalkeeper") ?? false,
      object: try fields.optionalInt("object", in: 1...Int64(Int32.max)).map { UInt32($0) })
  }

  func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("id", id)
    writer.field("team_id", teamID)
    writer.field("name", name)
    writer.field("shirt_number", shirtNumber)
    writer.field("position", position)
    writer.field("starter", isStarter)
    writer.field("goalkeeper", isGoalkeeper)
    writer.field("object", object.map { Int($0) })
    writer.endObject()
  }
}

extension Recompute {
  init(_ fields: RecordFields, sport: String) throws(RecordError) {
    self.init(
      matchID: try fields.id("match_id"), id: try fields.eventID("id"),
      revision: try fields.optionalInt("revision", in: 0...Int64.max) ?? 0,
      fact: try fields.string("fact"), model: try fields.optionalString("model"), sport: sport)
    // A request is sent by hand too: it must not name another sport than the feed's.
    if let named = try fields.optionalString("sport"), named != sport {
      throw fields.error("sport", "\"\(named.prefix(60))\" is not \(sport)")
    }
  }

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("match_id", matchID)
    writer.field("type", "recompute")
    if sport != FeedRecordType.recompute.sport { writer.field("sport", sport) }
    writer.field("id", id)
    writer.field("revision", revision)
    writer.field("fact", fact)
    writer.field("model", model)
    writer.endObject()
  }
}
