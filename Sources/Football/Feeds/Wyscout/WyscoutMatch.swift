import Formats

/// One match of a Wyscout season as CSV (public data set of Pappalardo et al., one file for all matches).
///
/// A row is found by passing over the matches before it, so a match costs up to a reading of the file; memory is that of
/// one match. Beside the events are looked for `lineups.csv`, and there or one folder up `matches_wyscout.csv` and
/// `players_wyscout.csv` (all also packed); without the list of matches teams have no names and the kick-off is a
/// fixed day.
struct WyscoutMatch: Sendable, Equatable {
  var number: Int
  var events: String
  /// Rows before the match's first.
  var rowsBefore: Int
  var lineups: String?
  var players: String?
  var listing: WyscoutListing?

  static func list(_ files: [FeedFile]) throws(FeedError) -> [MatchFiles] {
    var matches: [MatchFiles] = []
    for file in files where file.kind == .wyscoutEvents {
      let folder = FolderListing.parent(of: file.path)
      let lineups = files.first { $0.kind == .wyscoutLineups && $0.key == file.key }?.path
      let players = companion("players_wyscout.csv", of: folder)
      var listings: [Int: WyscoutListing] = [:]
      if let path = companion("matches_wyscout.csv", of: folder) {
        listings = try WyscoutListing.read(path: path)
      }
      for (number, rowsBefore) in try starts(file.path) {
        let match = WyscoutMatch(
          number: number, events: file.path, rowsBefore: rowsBefore, lineups: lineups, players: players,
          listing: listings[number])
        matches.append(
          MatchFiles(
            format: .wyscout, matchID: WyscoutID.id(number), files: [file.path] + [lineups].compactMap { $0 },
            title: match.listing.map { "\($0.home.name) – \($0.away.name)" }, kickOff: match.listing?.kickOff,
            content: .wyscout(match)))
      }
    }
    return matches
  }

  func read(_ body: (FeedRecord) throws -> Void) throws {
    let rows = try WyscoutRow.read(path: events, match: number, after: rowsBefore)
    let appearances = try lineups.map { path throws(FeedError) in
      try WyscoutAppearance.read(path: path, match: number)
    }
    let setup = try WyscoutSetup(self, rows, appearances ?? [])
    try setup.log(rows).write(to: body)
  }

  /// Each match with the number of rows before it.
  private static func starts(_ path: String) throws(FeedError) -> [(number: Int, rowsBefore: Int)] {
    try readingFeed(path) {
      let reader = try CSVReader(try ByteSource(path: path))
      let column = try reader.column("match_id")
      var starts: [(number: Int, rowsBefore: Int)] = []
      var seen: Set<Int> = []
      var count = 0
      while let row = try reader.next() {
        let number = try row.requireInt(column)
        if number != starts.last?.number {
          guard seen.insert(number).inserted else {
            throw row.error(column, "the rows of match \(number) do not stand together")
          }
          starts.append((number, count))
        }
        count += 1
      }
      return starts
    }
  }

  private static func companion(_ name: String, of folder: String) -> String? {
    for place in [folder, FolderListing.parent(of: folder)] {
      for end in ["", ".gz"] {
        let path = FolderListing.join(place, name + end)
        if FolderListing.kind(path)?.isFolder == false { return path }
      }
    }
    return nil
  }
}

/// Wyscout's bare numbers as our ids.
enum WyscoutID {
  static func id(_ number: Int) -> String { "wyscout-\(number)" }

  /// A competition's name as an id.
  static func id(ofCompetition name: String) -> String {
    let plain = name.lowercased().map { character -> Character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    return String("wyscout-\(String(plain))".prefix(40))
  }
}
