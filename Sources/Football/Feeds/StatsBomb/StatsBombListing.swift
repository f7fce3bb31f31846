import Formats

/// A match as `matches.json` (or `matches/<competition>/<season>.json`) lists it.
struct StatsBombListing: Sendable, Equatable {
  var number: Int64
  var competition: String
  var competitionName: String?
  var season: String
  var seasonName: String?
  /// `match_date` and `kick_off` are local times without an offset: taken as UTC.
  var kickOff: Timestamp
  var home: Team
  var away: Team

  static func read(path: String) throws(FeedError) -> [StatsBombListing] {
    try readingFeed(path) {
      let parser = JSONParser(maxBytes: StatsBombMatch.maxBytes)
      let root = try parser.parse(try ByteSource(path: path).readAll(maxBytes: StatsBombMatch.maxBytes))
      var listings: [StatsBombListing] = []
      for (place, node) in root.elements.enumerated() {
        do throws(FieldError) { listings.append(try StatsBombListing(node)) } catch {
          throw FeedError(file: path, record: place + 1, field: error.path, error.reason)
        }
      }
      return listings
    }
  }

  private init(_ node: JSONNode) throws(FieldError) {
    number = try node.requireInt64("match_id")
    let competition = try node.requireObject("competition")
    let season = try node.requireObject("season")
    let competitionID = try competition.requireInt64("competition_id")
    self.competition = StatsBombID.id(competitionID)
    competitionName = try competition.optionalString("competition_name")
    self.season = "statsbomb-\(competitionID)-\(try season.requireInt64("season_id"))"
    seasonName = try season.optionalString("season_name")
    let date = try node.requireString("match_date")
    let time = try node.optionalString("kick_off") ?? "00:00:00.000"
    guard let kickOff = Timestamp("\(date)T\(time)", assumedOffset: 0) else {
      throw FieldError(path: "kick_off", reason: "\"\(date) \(time)\" is no time")
    }
    self.kickOff = kickOff
    let home = try node.requireObject("home_team")
    let away = try node.requireObject("away_team")
    self.home = Team(
      id: StatsBombID.id(try home.requireInt64("home_team_id")),
      name: try home.requireString("home_team_name"))
    self.away = Team(
      id: StatsBombID.id(try away.requireInt64("away_team_id")),
      name: try away.requireString("away_team_name"))
  }
}
