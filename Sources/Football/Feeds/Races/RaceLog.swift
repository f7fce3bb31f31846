import Formats
import Formula1

/// A race of any of Formula 1's feeds, in the order of a match's log.
enum RaceLog: Sendable, Equatable {
  case laps(LapsRace)
  case live(LiveFolder)

  static func listLaps(_ files: [FeedFile]) throws(FeedError) -> [MatchFiles] {
    var found: [MatchFiles] = []
    for file in files {
      let table = try readingFeed(file.path) {
        try LapsTable(path: file.path, results: results(beside: file.path))
      }
      for race in table.races {
        found.append(
          MatchFiles(
            format: .f1Laps, matchID: race.matchID, files: [file.path], title: race.event,
            kickOff: race.start, content: .f1(.laps(race))))
      }
    }
    return found
  }

  static func listLive(_ files: [FeedFile]) throws(FeedError) -> [MatchFiles] {
    var found: [MatchFiles] = []
    for (folder, files) in Dictionary(grouping: files, by: { FolderListing.parent(of: $0.path) }).sorted(by: {
      $0.key < $1.key
    }) {
      let live = LiveFolder(folder: folder, files: files.map(\.path).sorted())
      let announcement = try readingFeed(folder) { try live.announcement() }
      found.append(
        MatchFiles(
          format: .f1Live, matchID: announcement.matchID, files: live.files, title: announcement.event,
          kickOff: announcement.start, content: .f1(.live(live))))
    }
    return found
  }

  /// The table of results that tells the races' dates, if it lies beside the laps.
  private static func results(beside path: String) -> String? {
    let folder = FolderListing.parent(of: path)
    return ["results.csv.gz", "results.csv"].map { FolderListing.join(folder, $0) }
      .first { FolderListing.kind($0) != nil }
  }

  func records(_ body: (FeedRecord) throws -> Void) throws {
    let announcement: RaceAnnouncement
    let timing: [TimingRecord]
    switch self {
    case .laps(let race): (announcement, timing) = (race.announcement, race.timing())
    case .live(let live):
      (announcement, timing) = try readingFeed(live.folder) { (try live.announcement(), try live.timing()) }
    }
    let matchID = announcement.matchID
    func moment(_ moment: SessionMoment, at session: Double?) -> FeedRecord {
      .session(
        SessionRecord(
          matchID: matchID, moment: moment, time: announcement.start + (session ?? 0), sessionTime: session,
          announcement: moment == .announced ? announcement : nil))
    }
    try body(moment(.announced, at: nil))
    if let first = timing.first { try body(moment(.started, at: first.sessionTime)) }
    for record in timing { try body(.timing(record)) }
    let end = timing.last?.sessionTime
    try body(moment(.finished, at: end))
    try body(moment(.closed, at: end))
  }
}
