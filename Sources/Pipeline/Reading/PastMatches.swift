import Facts
import Football
import Formats
import Postgres

/// A match that is over, as the database knows it.
struct PastMatch {
  var id: String
  var season: String
  var announcement: MatchAnnouncement
}

/// The matches that a model is to be trained on, in order of their ids, so that the same database gives the same file.
struct PastMatches {
  private(set) var matches: [PastMatch] = []
  /// Left out.
  private(set) var notOver = 0

  /// Needs a transaction.
  ///
  /// - Parameters:
  ///   - seasons: ids; none for all.
  ///   - competitions: the same.
  /// - Throws: `UnknownName` for a season or competition without a match; `PipelineError` if there is no match left.
  init(seasons: [String], competitions: [String], _ connection: Connection) throws {
    let decoder = RecordDecoder()
    var all: [(match: PastMatch, isOver: Bool)] = []
    try connection.forEachRow(
      """
      SELECT m.match_id, m.season, a.record, EXISTS (
        SELECT 1 FROM feed_football o WHERE o.match_id = m.match_id AND o.id IN ('finished', 'abandoned', 'closed'))
      FROM matches m JOIN LATERAL (
        SELECT record FROM feed_football f WHERE f.match_id = m.match_id AND f.id = 'announced' AND NOT f.withdrawn
        ORDER BY f.revision DESC LIMIT 1) a ON true
      ORDER BY m.match_id COLLATE "C"
      """, fetchSize: 200
    ) { row in
      let record = try row.decodeRecord(2, .match, decoder)
      guard case .match(let moment) = record, let announcement = moment.announcement else { return }
      all.append(
        (
          PastMatch(id: try row.decode(0), season: try row.decode(1), announcement: announcement),
          try row.decode(3)
        ))
    }
    try Self.check(seasons, "season", in: all.map(\.match.season))
    try Self.check(competitions, "competition", in: all.map(\.match.announcement.competition))
    for (match, isOver) in all
    where (seasons.isEmpty || seasons.contains(match.season))
      && (competitions.isEmpty || competitions.contains(match.announcement.competition))
    {
      if isOver { matches.append(match) } else { notOver += 1 }
    }
    guard matches.isEmpty else { return }
    throw PipelineError(
      notOver > 0
        ? "none of the \(notOver) matches asked for is over: training waits until they are finished or closed"
        : all.isEmpty
          ? "no football match is stored: produce some while `touchline up` runs, or train from a file with --data"
          : "no stored match is of such a season and such a competition: `touchline matches` lists them")
  }

  /// The seasons, and who fed them, for the model file.
  var source: String {
    "from stored matches of \(listed(\.season)), fed by \(listed(\.announcement.provider))"
  }

  /// What holds for a model that was trained on them.
  var licence: String {
    "Trained on matches fed by \(listed(\.announcement.provider)): the terms of these data hold."
  }

  private func listed(_ word: (PastMatch) -> String) -> String {
    Set(matches.map { word($0).isEmpty ? "an unnamed provider" : word($0) }).sorted().joined(separator: ", ")
  }

  private static func check(_ names: [String], _ kind: String, in known: [String]) throws(UnknownName) {
    for name in names where !known.contains(name) {
      throw UnknownName(kind: kind, name: name, candidates: Set(known).sorted())
    }
  }
}

extension Row {
  /// A feed record from the column with its text.
  func decodeRecord(_ column: Int, _ type: FeedRecordType, _ decoder: RecordDecoder) throws -> FeedRecord {
    try withBytes(column) { bytes in
      guard let bytes else { throw PipelineError("a stored feed record is null") }
      return try decoder.decode(bytes.bytes, type: type, isProtobuf: false)
    }
  }
}
