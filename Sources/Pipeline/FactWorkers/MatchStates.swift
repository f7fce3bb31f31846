import Facts
import Football

/// The matches of one feed partition as one fact sees them.
///
/// Open matches are kept until they close; of the closed ones the latest, so that a burst of late corrections does
/// not read a whole log for each. (A state may take megabytes, and a season has hundreds of matches.)
struct MatchStates {
  struct Match {
    var machine: any MatchMachineProtocol
    /// Offset of the announcement.
    var firstOffset: Int64
  }

  /// Open matches that one partition may have at a time.
  static let openLimit = 1000

  private var matches: [String: Match] = [:]
  /// The one that closed last.
  private var closed: String?

  /// Takes a record of a match that is known here.
  /// - Returns: what the fact publishes, and the season to publish it under; nil if the match is not known here.
  mutating func take(_ record: FeedRecord, offset: Int64) -> (season: String, records: [FactRecord])? {
    let id = record.matchID
    guard matches[id] != nil else { return nil }
    let records = matches[id]?.machine.take(record, revision: offset) ?? []
    let season = matches[id]?.machine.season ?? ""
    if matches[id]?.machine.isClosed == true { noteClosed(id) }
    return (season, records)
  }

  /// Begins a match with its announcement, or puts back one that was read again.
  mutating func open(_ id: String, _ machine: any MatchMachineProtocol, firstOffset: Int64) throws {
    guard matches.count - (closed == nil ? 0 : 1) < Self.openLimit else {
      throw PipelineError(
        "more than \(Self.openLimit) matches are open in one feed partition: do producers forget to close them?"
      )
    }
    matches[id] = Match(machine: machine, firstOffset: firstOffset)
    if machine.isClosed { noteClosed(id) }
  }

  func knows(_ id: String) -> Bool { matches[id] != nil }

  /// The first record that a rebuild has to read: the lowest announcement of an open match.
  func rebuildFrom(position: Int64) -> Int64 {
    var lowest = position
    for match in matches.values where !match.machine.isClosed { lowest = min(lowest, match.firstOffset) }
    return lowest
  }

  private mutating func noteClosed(_ id: String) {
    if let closed, closed != id { matches[closed] = nil }
    closed = id
  }
}
