import Formats

/// Teams and players of a SkillCorner match, and which object in the frames is whom.
struct SkillCornerSetup {
  let number: Int64
  private(set) var announcement: MatchAnnouncement
  /// SkillCorner's `trackable_object` of each player.
  private(set) var objects: [Int64: UInt32] = [:]
  /// SkillCorner's `id` of each player.
  private(set) var players: [Int64: UInt32] = [:]
  private(set) var ball: Int64?

  init(path: String) throws(FeedError) {
    self = try readingFeed(path) {
      let parser = JSONParser(maxBytes: 16 << 20)
      let root = try parser.parse(try ByteSource(path: path).readAll(maxBytes: 16 << 20))
      do throws(FieldError) { return try SkillCornerSetup(root) } catch {
        throw FeedError(file: path, field: error.path, error.reason)
      }
    }
  }

  private init(_ root: JSONNode) throws(FieldError) {
    number = try root.requireInt64("id")
    let edition = try root.optionalObject("competition_edition")
    let competition =
      edition?["competition"]?["id"]?.int64.map { "skillcorner-\($0)" } ?? "skillcorner-unknown"
    let season = edition?["season"]?["id"]?.int64.map { "\($0)" } ?? "unknown"
    let home = try root.requireObject("home_team")
    let away = try root.requireObject("away_team")
    announcement = MatchAnnouncement(
      matchID: "skillcorner-\(number)", competition: competition,
      competitionName: edition?["competition"]?["name"]?.string,
      season: Identifier.season(competition: competition, season: season),
      seasonName: edition?["season"]?["name"]?.string, kickOff: try root.requireTimestamp("date_time"),
      home: try Self.team(home), away: try Self.team(away), provider: "skillcorner")
    announcement.pitchLength = try root.optionalDouble("pitch_length") ?? Pitch.standardLength
    announcement.pitchWidth = try root.optionalDouble("pitch_width") ?? Pitch.standardWidth
    ball = root["ball"]?["trackable_object"]?.int64
    var listed: [(player: Player, id: Int64, tracked: Int64?)] = []
    try root.forEach(in: "players") { (node) throws(FieldError) in listed.append(try Self.player(node)) }
    for side in [announcement.home.id, announcement.away.id] {
      for entry in listed where entry.player.teamID == side {
        let object = UInt32(announcement.players.count + 1)
        var player = entry.player
        player.object = object
        announcement.players.append(player)
        players[entry.id] = object
        if let tracked = entry.tracked { objects[tracked] = object }
      }
    }
  }

  private static func team(_ node: JSONNode) throws(FieldError) -> Team {
    Team(id: "skillcorner-\(try node.requireInt64("id"))", name: try node.requireString("name"))
  }

  private static func player(_ node: JSONNode) throws(FieldError) -> (Player, Int64, Int64?) {
    let id = try node.requireInt64("id")
    let names = [try node.optionalString("first_name"), try node.optionalString("last_name")]
    let role = try node.optionalObject("player_role")
    let player = Player(
      id: "skillcorner-\(id)", teamID: "skillcorner-\(try node.requireInt64("team_id"))",
      name: names.compactMap { $0 }.joined(separator: " "), shirtNumber: try node.optionalInt("number"),
      position: role?["name"]?.string, isStarter: try node.optionalString("start_time") == "00:00:00",
      isGoalkeeper: role?["acronym"]?.string == "GK")
    return (player, id, try node.optionalInt64("trackable_object"))
  }
}
