import Formats

/// Who played, gathered from all rows: those seen at the first instant began.
enum HawkEyePlayers {
  static func read(_ minutes: [HawkEyeMatch.Minute]) throws(FeedError) -> [Player] {
    var players: [String: Player] = [:]
    for (place, minute) in minutes.enumerated() {
      try readingFeed(minute.path) {
        let table = try HawkEyeFrames.Table(path: minute.path)
        var first: Double?
        while let row = try table.reader.next() {
          guard let id = try table.player(row) else { continue }
          let time = try row.requireDouble(table.time)
          if first == nil { first = time }
          guard players[id] == nil else { continue }
          players[id] = Player(
            id: id, teamID: "hawkeye-\(row[table.team])", name: "\(row[table.team]) \(row[table.jersey])",
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
