import Formats

/// The 360 file: who the camera saw at each event, by the event's id. Used for shots that bring no frame of their own.
enum StatsBombFrames {
  /// A player seen, in StatsBomb's frame of the acting team.
  struct Seen: Sendable {
    var x: Double
    var y: Double
    var isTeammate: Bool
    var isGoalkeeper: Bool
  }

  static func read(path: String) throws(FeedError) -> [String: [Seen]] {
    try readingFeed(path) {
      let parser = JSONParser(maxBytes: StatsBombMatch.maxBytes)
      let root = try parser.parse(try ByteSource(path: path).readAll(maxBytes: StatsBombMatch.maxBytes))
      var frames: [String: [Seen]] = [:]
      for node in root.elements {
        var seen: [Seen] = []
        try node.forEach(in: "freeze_frame") { (player) throws(FieldError) in
          guard player["actor"]?.bool != true, let place = player["location"], let x = place[0]?.double,
            let y = place[1]?.double
          else { return }
          seen.append(
            Seen(
              x: x, y: y, isTeammate: try player.optionalBool("teammate") ?? false,
              isGoalkeeper: try player.optionalBool("keeper") ?? false))
        }
        frames[try node.requireString("event_uuid")] = seen
      }
      return frames
    }
  }
}
