import Football
import Formats
import Glibc
import Testing

/// Real matches, which may not be part of the repository: tests on them run where TOUCHLINE_DATA names their
/// folder.
enum RealMatch {
  static let folder = getenv("TOUCHLINE_DATA").map { String(cString: $0) }
  static let isThere = folder != nil
  static let hint: Comment = "set TOUCHLINE_DATA to the folder of the shared data"

  /// The whole log of a match.
  static func log(_ name: String, match: String? = nil) throws -> [FeedRecord] {
    let path = "\(folder ?? "")/football/matches/\(name)"
    let source = try FeedSource.open(path: path, matches: match.map { [$0] } ?? [])
    var log: [FeedRecord] = []
    try #require(source.matches.first).read { log.append($0) }
    return log
  }

  /// StatsBomb's own events of a match, past our reader.
  static func statsBombEvents(_ match: String, _ body: (JSONNode) throws -> Void) throws {
    let source = try ByteSource(
      path: "\(folder ?? "")/football/matches/statsbomb_wc2018/events/\(match).json.gz")
    var text: [UInt8] = []
    while try source.next({ text.append(contentsOf: $0) }) != nil {}
    let events = try JSONParser(maxBytes: 1 << 26).parse(text)
    try events.forEach(body)
  }
}
