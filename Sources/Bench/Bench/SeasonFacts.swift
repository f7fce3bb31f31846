import Facts
import Football
import Formats

/// A fact record of a season, as a ranking gets it.
struct SeasonFact {
  var fact: String
  var matchID: String
  var id: String
  var time: Timestamp?
  var json: [UInt8]
}

/// Computes the facts of a folder's matches in this process, match by match in order of kick-off.
struct SeasonFacts {
  let folder: String
  let facts: [String]

  /// Hands over every record that the facts publish, in the order of the log.
  func read(_ body: (SeasonFact) throws -> Void) throws {
    let kinds = facts.compactMap { Catalogue.fact($0) }
    let matches = try FeedSource.open(path: folder).matches
      .sorted {
        ($0.kickOff?.microseconds ?? 0, $0.matchID ?? "") < ($1.kickOff?.microseconds ?? 0, $1.matchID ?? "")
      }
    for match in matches {
      var machines = kinds.map { ($0.name, $0.reads, $0.makeMachine(FactSettings())) }
      var offset: Int64 = 0
      try match.read { record in
        for index in machines.indices where machines[index].1.contains(record.type) || record.type == .match {
          for published in machines[index].2.take(record, revision: offset) {
            try body(
              SeasonFact(
                fact: machines[index].0, matchID: record.matchID, id: published.id, time: published.time,
                json: published.json))
          }
        }
        offset += 1
      }
    }
  }
}
