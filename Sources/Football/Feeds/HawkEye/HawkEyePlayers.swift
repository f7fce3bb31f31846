import Formats

/// Who played, gathered from all rows: those seen at the first instant began.
enum HawkEyePlayers {
  static func key(isHome: Bool, number: Int) -> Int { isHome ? number : 1000 + number }

  static func read(_ minutes: [HawkEyeMatch.Minute]) throws(FeedError) -> [Player] {
    var players: [Int: Player] = [:]
    for (place, minute) in minutes.enumerated() {
      try readingFeed(minute.path) {
        let table = try HawkEyeFrames.Table(path: minute.path)
        var first: Double?
        while let row = try table.reader.next() {
          guard let key = try table.player(row) else { continue }
          let time = try row.requireDouble(table.time)
          if first == nil { first = time }
          guard players[key] == nil else { continue }
          let (team, number) = (row[table.team], row[table.jersey])
          players[key] = Player(
            id: "hawkeye-\(team)-\(number)", teamID: "hawkeye-\(team)", name: "\(team) \(number)",
            shirtNumber: try row.optionalInt(table.jersey), position: row.optionalString(table.role),
            isStarter: place == 0 && time == first, isGoalkeeper: row[table.role] == "Goalkeeper")
          guard players.count <= 100 else { throw row.error(table.jersey, "more than 100 players") }
        }
      }
    }
    var ordered = players.values.sorted {
      ($0.teamID, $0.shirtNumber ?? 0) < ($1.teamID, $1.shirtNumber ?? 0)
    }
    for place in ordered.indices { ordered[place].object = UInt32(place + 1) }
    return ordered
  }
}
