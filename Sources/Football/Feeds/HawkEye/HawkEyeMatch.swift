import Formats

/// The files of one Hawk-Eye match as CSV, one for each minute: `period<P>_minute<M>.csv`, 50 instants a second.
///
/// Columns: `t_s` (seconds in the file's minute), `kind` (person, ball), `team` (A, B), `jersey`, `role`, `x_m`, `y_m`,
/// `z_m`, `speed_mps`. The data are anonymous: players become `hawkeye-A-10`, teams `hawkeye-A` (home) and
/// `hawkeye-B`, the match takes its folder's name, the kick-off is a fixed day. Officials are left out.
struct HawkEyeMatch: Sendable, Equatable {
  static let framesPerSecond = 50.0

  struct Minute: Sendable, Equatable {
    var path: String
    var period: Int
    /// Clock in the period at which the file begins, seconds.
    var start: Double
  }

  var matchID: String
  /// In order.
  var minutes: [Minute]

  static func list(_ files: [FeedFile]) -> [MatchFiles] {
    let folders = Set(files.compactMap(\.key)).sorted()
    return folders.map { folder in
      let minutes = files.filter { $0.key == folder }.map { minute($0.path) }
        .sorted { ($0.period, $0.start, $0.path) < ($1.period, $1.start, $1.path) }
      let match = HawkEyeMatch(matchID: id(folder), minutes: minutes)
      return MatchFiles(
        format: .hawkeye, matchID: match.matchID, files: minutes.map(\.path), title: nil,
        kickOff: .unknownKickOff, content: .hawkeye(match))
    }
  }

  /// Reads all files twice: first for who played, then for the frames.
  func read(_ body: (FeedRecord) throws -> Void) throws {
    let players = try HawkEyePlayers.read(minutes)
    var log = FrameLog(
      MatchAnnouncement(
        matchID: matchID, competition: "hawkeye-unknown", season: "hawkeye-unknown-unknown",
        kickOff: .unknownKickOff, home: Team(id: "hawkeye-A", name: "A"),
        away: Team(id: "hawkeye-B", name: "B"),
        players: players, provider: "hawkeye"))
    var objects: [Int: UInt32] = [:]
    for player in players {
      let key = HawkEyePlayers.key(isHome: player.teamID == "hawkeye-A", number: player.shirtNumber ?? 0)
      objects[key] = player.object
    }
    try log.announce(body)
    var last = (period: 0, clock: 0.0)
    for minute in minutes {
      let rows = HawkEyeFrames(matchID: matchID, minute: minute, objects: objects)
      try rows.read { frame in
        // A minute's file ends with the instant with which the next begins.
        guard (frame.period, frame.clock) > last else { return }
        last = (frame.period, frame.clock)
        try log.reach(period: frame.period, clock: frame.clock, time: frame.time, body)
        try body(.frame(frame))
      }
    }
    try log.finish(body)
  }

  private static func minute(_ path: String) -> Minute {
    let name = FolderListing.stem(of: path)
    let period = number(after: "period", in: name) ?? 1
    let minute = number(after: "minute", in: name) ?? 1
    return Minute(path: path, period: min(max(period, 1), 5), start: Double(max(0, minute - 1)) * 60)
  }

  private static func number(after word: String, in name: String) -> Int? {
    var rest = name[...]
    while !rest.isEmpty {
      if rest.hasPrefix(word) { return Int(rest.dropFirst(word.count).prefix { $0.isNumber }) }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// The folder's name as an id.
  private static func id(_ folder: String) -> String {
    let name = FolderListing.name(of: folder).map { character -> Character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    let text = String(name)
    let id = text.hasPrefix("hawkeye-") ? text : "hawkeye-\(text)"
    return String(id.prefix(64))
  }
}
