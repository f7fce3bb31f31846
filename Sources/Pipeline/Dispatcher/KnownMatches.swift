import Kafka
import Postgres

/// Where a match's log begins, and which season it belongs to.
struct KnownMatch: Equatable {
  var home: TopicPartition
  var firstOffset: Int64
  var season: String
  var isPruned: Bool
}

/// The matches announced in the partitions that a dispatcher has, as the database tells and the batch in hand
/// adds.
struct KnownMatches {
  private var matches: [String: KnownMatch] = [:]

  /// Everything that is known of these partitions' matches.
  static func load(_ partitions: [TopicPartition], _ connection: Connection) throws -> KnownMatches {
    var known = KnownMatches()
    for partition in partitions {
      try connection.forEachRow(
        "SELECT match_id, first_offset, season, pruned_at IS NOT NULL FROM matches WHERE topic = $1 AND partition = $2",
        [.text(partition.topic), .int(Int64(partition.partition))]
      ) { row in
        known.matches[try row.decode(0)] = KnownMatch(
          home: partition, firstOffset: try row.decode(1), season: try row.decode(2),
          isPruned: try row.decode(3))
      }
    }
    return known
  }

  subscript(match: String) -> KnownMatch? { matches[match] }

  /// Takes the database's word for a match.
  mutating func set(_ match: String, _ known: KnownMatch) { matches[match] = known }

  mutating func add(_ match: String, _ known: KnownMatch) {
    if matches[match] == nil { matches[match] = known }
  }
}
