import Formats

/// A match as the list of matches has it.
struct WyscoutListing: Sendable, Equatable {
  var kickOff: Timestamp
  var competition: String
  var home: Team
  var away: Team

  static func read(path: String) throws(FeedError) -> [Int: WyscoutListing] {
    try readingFeed(path) {
      let reader = try CSVReader(try ByteSource(path: path))
      let kickOff = try reader.column("kickoff_utc")
      var listings: [Int: WyscoutListing] = [:]
      while let row = try reader.next() {
        let text = try row.requireString(kickOff)
        guard let time = Timestamp(text, assumedOffset: 0) else {
          throw row.error(kickOff, "no time: \"\(text)\"")
        }
        listings[try row.requireInt("match_id")] = WyscoutListing(
          kickOff: time, competition: try row.requireString("competition"),
          home: Team(id: WyscoutID.id(try row.requireInt("home_id")), name: try row.requireString("home")),
          away: Team(id: WyscoutID.id(try row.requireInt("away_id")), name: try row.requireString("away")))
      }
      return listings
    }
  }

  /// A season runs from July to June, as the leagues' do: `2017-18`.
  var season: String {
    guard let date = kickOff.date else { return "unknown" }
    let first = date.month >= 7 ? date.year : date.year - 1
    let last = (first + 1) % 100
    return "\(first)-\(last < 10 ? "0" : "")\(last)"
  }
}

/// A player's line in `lineups.csv`.
struct WyscoutAppearance {
  var team: Int
  var player: Int
  var isStarter: Bool
  var on: Int?
  var off: Int?

  static func read(path: String, match: Int) throws(FeedError) -> [WyscoutAppearance] {
    try readingFeed(path) {
      let reader = try CSVReader(try ByteSource(path: path))
      let column = try reader.column("match_id")
      var appearances: [WyscoutAppearance] = []
      while let row = try reader.next() {
        guard try row.requireInt(column) == match else { continue }
        appearances.append(
          WyscoutAppearance(
            team: try row.requireInt("team_id"), player: try row.requireInt("player_id"),
            isStarter: try row.requireBool("starter"), on: try row.optionalInt("on_minute"),
            off: try row.optionalInt("off_minute")))
      }
      return appearances
    }
  }
}
