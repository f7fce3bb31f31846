import Formats

/// One match of a Wyscout season as CSV (public data set of Pappalardo et al., one file for all matches).
///
/// The file is read once, into a temporary file from which each match's rows can be had alone (`WyscoutSeason`); memory
/// is that of one match. Beside the events are looked for `lineups.csv`, and there or one folder up `matches_wyscout.csv` and
/// `players_wyscout.csv` (all also packed); without the list of matches teams have no names and the kick-off is a
/// fixed day.
struct WyscoutMatch: Sendable, Equatable {
  var number: Int
  var events: String
  var season: WyscoutSeason
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
      let season = try WyscoutSeason(path: file.path)
      for number in season.numbers {
        let match = WyscoutMatch(
          number: number, events: file.path, season: season, lineups: lineups, players: players,
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
    let rows = try WyscoutRow.read(season, match: number)
    let appearances = try lineups.map { path throws(FeedError) in
      try WyscoutAppearance.read(path: path, match: number)
    }
    let setup = try WyscoutSetup(self, rows, appearances ?? [])
    try setup.log(rows).write(to: body)
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
