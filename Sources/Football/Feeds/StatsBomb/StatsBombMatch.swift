import Formats

/// The files of one StatsBomb match: events, and line-up, 360 frames and the list of matches where they are.
struct StatsBombMatch: Sendable, Equatable {
  /// Largest file accepted, unpacked.
  static let maxBytes = 256 << 20

  var number: Int64
  var events: String
  var lineups: String?
  var frames: String?
  var listing: StatsBombListing?

  static func list(_ files: [FeedFile]) throws(FeedError) -> [MatchFiles] {
    var listings: [Int64: StatsBombListing] = [:]
    for file in files where file.kind == .statsbombMatches {
      for listing in try StatsBombListing.read(path: file.path) { listings[listing.number] = listing }
    }
    var matches: [MatchFiles] = []
    for file in files where file.kind == .statsbombEvents {
      guard let number = file.key.flatMap({ Int64($0) }) else {
        throw FeedError(file: file.path, "the file name must begin with the match's number, as in 7582.json")
      }
      let own = files.filter { $0.key == file.key }
      let match = StatsBombMatch(
        number: number, events: file.path, lineups: own.first { $0.kind == .statsbombLineups }?.path,
        frames: own.first { $0.kind == .statsbombFrames }?.path, listing: listings[number])
      matches.append(
        MatchFiles(
          format: .statsbomb, matchID: StatsBombID.id(number),
          files: [match.events, match.lineups, match.frames].compactMap { $0 },
          title: match.listing.map { "\($0.home.name) – \($0.away.name)" }, kickOff: match.listing?.kickOff,
          content: .statsbomb(match)))
    }
    return matches
  }

  /// Parses the whole events file (about 5 MB) before it gives anything.
  func read(_ body: (FeedRecord) throws -> Void) throws {
    let parser = JSONParser(maxBytes: Self.maxBytes)
    let seen = try frames.map { path throws(FeedError) in try StatsBombFrames.read(path: path) } ?? [:]
    let squads = try lineups.map { path throws(FeedError) in try StatsBombLineups.read(path: path) } ?? []
    let log = try readingFeed(events) {
      let bytes = try ByteSource(path: events).readAll(maxBytes: Self.maxBytes)
      let root = try parser.parse(bytes)
      let reader = try StatsBombEvents(self, root, squads: squads, frames: seen)
      return LogOrder(
        announcement: reader.announcement, periods: reader.clock.spans, events: try reader.events(root))
    }
    try log.write(to: body)
  }
}
