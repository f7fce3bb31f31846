import Facts
import Formats
import Kafka
import Postgres

/// Loads a season's facts from PostgreSQL, just those that a ranking worker has behind it.
struct SeasonLoader {
  let connection: Connection
  let parser: JSONParser

  /// Whether everything below these positions is stored.
  func isStored(_ positions: Offsets) throws -> Bool {
    for (partition, position) in positions where position > 0 {
      let found = try connection.query(
        "SELECT next_offset FROM progress WHERE topic = $1 AND partition = $2",
        [.text(partition.topic), .int(Int64(partition.partition))])
      var stored: Int64 = 0
      for row in found { stored = try row.decode(0) }
      if stored < position { return false }
    }
    return true
  }

  /// Feeds the machine the rows below `positions`, of one moment of the database: of each id the newest revision
  /// there, as its state knows no older ones.
  func load(
    _ season: String, below positions: Offsets, facts: [TopicPartition: String],
    into machine: inout any RankingMachineProtocol
  ) throws {
    try connection.transaction(.snapshot) {
      for (partition, position) in positions.sorted(by: { $0.key < $1.key }) where position > 0 {
        guard let fact = facts[partition] else { continue }
        try connection.forEachRow(
          """
          SELECT record FROM \(fact) JOIN (
            SELECT match_id, id, max(revision) AS revision FROM \(fact)
            WHERE season = $1 AND topic = $2 AND partition = $3 AND kafka_offset < $4 GROUP BY match_id, id
          ) newest USING (match_id, id, revision)
          """,
          [.text(season), .text(partition.topic), .int(Int64(partition.partition)), .int(position)]
        ) { row in
          let node = try row.withBytes(0) {
            try parser.parse($0 ?? UnsafeRawBufferPointer(start: nil, count: 0))
          }
          try machine.take(try RankingInput(fact: fact, record: node))
        }
      }
    }
    machine.markPublished()
  }
}
