import Football
import Testing

extension RealMatch {
  /// Logs of matches of the Wyscout season, in the order of its file.
  static func bundesliga(_ numbers: [Int]) throws -> [[FeedRecord]] {
    let path = "\(folder ?? "")/football/season_wyscout_bundesliga_2017_18"
    let matches = try FeedSource.open(path: path).matches
    return try numbers.map { number in
      var log: [FeedRecord] = []
      try #require(matches.first { $0.matchID == "wyscout-\(number)" }).read { log.append($0) }
      return log
    }
  }
}
