import Formats

/// The squads of a match: everybody on the sheet; who began is known from the events' `Starting XI`.
enum StatsBombLineups {
  static func read(path: String) throws(FeedError) -> [Player] {
    try readingFeed(path) {
      let parser = JSONParser(maxBytes: StatsBombMatch.maxBytes)
      let root = try parser.parse(try ByteSource(path: path).readAll(maxBytes: StatsBombMatch.maxBytes))
      var players: [Player] = []
      for team in root.elements {
        let teamID = StatsBombID.id(try team.requireInt64("team_id"))
        try team.forEach(in: "lineup") { (player) throws(FieldError) in
          let nickname = try player.optionalString("player_nickname")
          let name = try player.requireString("player_name")
          players.append(
            Player(
              id: StatsBombID.id(try player.requireInt64("player_id")), teamID: teamID,
              name: nickname ?? name,
              shirtNumber: try player.optionalInt("jersey_number"), isStarter: false))
        }
      }
      return players
    }
  }
}
