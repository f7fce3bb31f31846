import Football
import Glibc
import Testing

/// Real feeds, which may not be part of the repository: tests on them run where TOUCHLINE_DATA names their folder.
enum SharedData {
  static let folder = getenv("TOUCHLINE_DATA").map { String(cString: $0) }
  static let isThere = folder != nil
  static let hint: Comment = "set TOUCHLINE_DATA to the folder of the shared data"

  static func matches(_ name: String) -> String { "\(folder ?? "")/football/matches/\(name)" }

  /// All records of the only match of a path.
  static func records(_ name: String, match: String? = nil) throws -> [FeedRecord] {
    let source = try FeedSource.open(path: matches(name), matches: match.map { [$0] } ?? [])
    var records: [FeedRecord] = []
    try #require(source.matches.first).read { records.append($0) }
    return records
  }
}

extension [FeedRecord] {
  var events: [Event] { compactMap { if case .event(let event) = $0 { event } else { nil } } }
  var frames: [Frame] { compactMap { if case .frame(let frame) = $0 { frame } else { nil } } }
  var moments: [MatchRecord] { compactMap { if case .match(let moment) = $0 { moment } else { nil } } }
  var announcement: MatchAnnouncement? { moments.first?.announcement }

  /// Number of events of each type; withdrawals apart.
  var counts: [String: Int] {
    var counts: [String: Int] = [:]
    for event in events { counts[event.isWithdrawn ? "withdrawn" : event.type.rawValue, default: 0] += 1 }
    return counts
  }
}
