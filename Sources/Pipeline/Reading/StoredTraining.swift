import Facts
import Football
import Formats
import Postgres

/// Labelled shots and passes of past matches from what is stored, each seen as its fact saw it live.
///
/// Shots are those of the table `xgoals`: its records hold all features, also those from position frames, which are
/// not stored. Records of `xpass` hold no features, so passes are read from the stored feed, which has all that
/// xPass knows, by the same functions that the fact is made of.
public struct StoredTraining {
  /// Season ids; none: all.
  public var seasons: [String]
  /// The same of competitions.
  public var competitions: [String]
  private let connection: Connection

  /// What was found, and what a model file has to say of it.
  public struct Lessons<Table> {
    public var table: Table
    public var matches: Int
    /// Matches asked for that are not over: left out.
    public var notOver: Int
    /// Seasons and feeds.
    public var source: String
    public var licence: String
  }

  public init(seasons: [String] = [], competitions: [String] = [], _ connection: Connection) {
    self.seasons = seasons
    self.competitions = competitions
    self.connection = connection
  }

  /// - Parameter progress: told after each match; throwing ends the reading.
  /// - Throws: `UnknownName` for a season or competition that is not there; `PipelineError` if nothing is stored.
  public func shots(_ progress: (TrainingProgress) throws -> Void) throws -> Lessons<ShotTable> {
    let parser = JSONParser(maxBytes: 1 << 20)
    var table = ShotTable()
    let past = try forEachMatch(progress) { match in
      try connection.forEachRow(
        """
        SELECT record FROM current_xgoals WHERE match_id = $1 AND period BETWEEN 1 AND 4
        ORDER BY period, clock_s, id COLLATE "C"
        """, [.text(match.id)]
      ) { row in
        let record = try row.withBytes(0) { bytes in
          try parser.parse(bytes ?? UnsafeRawBufferPointer(start: nil, count: 0))
        }
        try table.take(record: record, competition: match.announcement.competition)
      }
    }
    guard !table.rows.isEmpty else {
      throw PipelineError(
        "no facts xgoals are stored of the \(past.matches.count) matches: `touchline work xgoals` computes them"
      )
    }
    return lessons(table, past)
  }

  /// The same of passes.
  public func passes(_ progress: (TrainingProgress) throws -> Void) throws -> Lessons<PassTable> {
    let decoder = RecordDecoder()
    var seasons: [String: PassTable] = [:]
    let past = try forEachMatch(progress) { match in
      var events: [Event] = []
      try connection.forEachRow(
        "SELECT record FROM current_feed_football WHERE match_id = $1 AND type = 'pass'", [.text(match.id)]
      ) { row in
        if case .event(let event) = try row.decodeRecord(0, .event, decoder) { events.append(event) }
      }
      seasons[match.season, default: PassTable()].take(events, of: match.announcement)
    }
    var table = PassTable()
    for (_, season) in seasons.sorted(by: { $0.key < $1.key }) { table.append(season: season) }
    guard !table.rows.isEmpty else {
      throw PipelineError(
        "the stored feed of the \(past.matches.count) matches has no passes: take matches of a feed that has some"
      )
    }
    return lessons(table, past)
  }

  private func lessons<Table>(_ table: Table, _ past: PastMatches) -> Lessons<Table> {
    Lessons(
      table: table, matches: past.matches.count, notOver: past.notOver, source: past.source,
      licence: past.licence)
  }

  /// All of one moment of the database, so that a worker that is writing changes nothing on the way.
  private func forEachMatch(
    _ progress: (TrainingProgress) throws -> Void, _ body: (PastMatch) throws -> Void
  ) throws -> PastMatches {
    try connection.transaction(.snapshot) {
      let past = try PastMatches(seasons: seasons, competitions: competitions, connection)
      for (count, match) in past.matches.enumerated() {
        try body(match)
        try progress(TrainingProgress(done: count + 1, total: past.matches.count, note: match.id))
      }
      return past
    }
  }
}
