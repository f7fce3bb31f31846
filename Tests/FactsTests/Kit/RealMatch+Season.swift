import Football
import Testing

extension RealMatch {
  /// Logs of the first matches of the Wyscout season, in the order of its file.
  static func bundesliga(_ count: Int) throws -> [[FeedRecord]] {
    let path = "\(folder ?? "")/football/season_wyscout_bundesliga_2017_18"
    let matches = try FeedSource.open(path: path).matches.prefix(count)
    try #require(matches.count == count)
    return try matches.map { match in
      var log: [FeedRecord] = []
      try match.read { log.append($0) }
      return log
    }
  }
}
