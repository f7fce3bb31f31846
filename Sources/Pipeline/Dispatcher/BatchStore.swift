import Kafka
import Postgres

/// A match announced in the batch in hand belongs to another partition: decide the batch again.
struct MatchIsElsewhere: Error {
  var matchID: String
  var known: KnownMatch
}

/// Writes a batch to PostgreSQL: rows, refusals, announcements and progress in one transaction.
final class BatchStore {
  let connection: Connection
  private let clusterID: String
  private let partitionKey: (TopicPartition) -> (String, Int64)

  init(_ connection: Connection, clusterID: String) {
    self.connection = connection
    self.clusterID = clusterID
    partitionKey = { ($0.topic, Int64($0.partition)) }
  }

  /// How the rows are sent.
  private enum Manner {
    /// By COPY, the fastest way, when nothing is wrong with any of them.
    case fast
    /// Row by row as far as needed: repeats are left out and bad rows found.
    case careful
  }

  /// Stores the batch; `plans` learn what the database refuses.
  /// - Throws: a `PostgresError` to wait for or to stop at, or `MatchIsElsewhere`.
  func store(
    _ batch: RecordBatch, _ plans: inout [DispatchPlan], _ tables: [TableWriter], progress: Offsets
  ) throws {
    var manner = Manner.fast
    var slice = Int.max
    while true {
      do {
        return try attempt(batch, &plans, tables, progress, manner, slice)
      } catch let error as PostgresError {
        switch (error.handling, manner) {
        case (.recordFault, .fast): manner = .careful
        case (.retryWithHalf, _):
          let most = tables.map(\.rows.count).max() ?? 0
          slice = max(1, min(slice, most) / 2)
          guard slice > 1 || most > 1 else { throw error }
        default: throw error
        }
      }
    }
  }

  private func attempt(
    _ batch: RecordBatch, _ plans: inout [DispatchPlan], _ tables: [TableWriter], _ progress: Offsets,
    _ manner: Manner, _ slice: Int
  ) throws {
    var refusals: [Int: Refusal] = [:]
    try connection.transaction {
      try noteAnnouncements(batch, plans)
      for table in tables where !table.isEmpty {
        var start = 0
        while start < table.rows.count {
          let end = min(table.rows.count, start + min(slice, table.rows.count))
          let rows = table.rows[start..<end]
          switch manner {
          case .fast: try connection.copyIn(rows, into: table.table)
          case .careful: try insertCarefully(rows, table, &refusals)
          }
          start = end
        }
      }
      for (index, refusal) in refusals.sorted(by: { $0.key < $1.key }) {
        let (topic, partition) = partitionKey(batch.items[index].partition)
        try connection.execute(
          "INSERT INTO refused_records VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
          [.text(topic), .int(partition), .int(batch.items[index].offset), .text(refusal.reason)])
      }
      try note(progress)
    }
    for (index, refusal) in refusals { plans[index].refusal = refusal }
  }

  private func insertCarefully(
    _ rows: RowSlice, _ table: TableWriter, _ refusals: inout [Int: Refusal]
  ) throws {
    let inserted = try connection.insertBisecting(rows, into: table.table) { row, error in
      refusals[table.owners[row]] = Refusal(
        stage: .store, reason: "PostgreSQL \(error.sqlState): \(error.message)")
    }
    guard inserted < rows.count else { return }
    for row in try connection.differingRows(rows, in: table.table, key: table.key, comparing: "record") {
      refusals[table.owners[row]] = Refusal(
        stage: .store, reason: "a record with the same id and revision is stored with other content")
    }
  }

  private func noteAnnouncements(_ batch: RecordBatch, _ plans: [DispatchPlan]) throws {
    for (index, plan) in plans.enumerated() {
      guard let match = plan.announcement, plan.refusal == nil else { continue }
      let item = batch.items[index]
      let (topic, partition) = partitionKey(item.partition)
      try connection.execute(
        """
        INSERT INTO matches (match_id, season, kick_off, home_id, home_name, away_id, away_name, topic, partition, first_offset)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (match_id) DO UPDATE SET
        kick_off = EXCLUDED.kick_off, home_name = EXCLUDED.home_name, away_name = EXCLUDED.away_name
        WHERE matches.topic = EXCLUDED.topic AND matches.partition = EXCLUDED.partition
        """,
        [
          .text(match.matchID), .text(match.season),
          match.kickOffMicroseconds.map { .timestamp(Timestamp(microseconds: $0)) } ?? .null,
          match.homeID.map { .text($0) } ?? .null, match.homeName.map { .text($0) } ?? .null,
          match.awayID.map { .text($0) } ?? .null, match.awayName.map { .text($0) } ?? .null,
          .text(topic), .int(partition), .int(item.offset),
        ])
      let stored = try connection.query(
        "SELECT topic, partition, first_offset, season, pruned_at IS NOT NULL FROM matches WHERE match_id = $1",
        [.text(match.matchID)])
      for row in stored {
        let known = KnownMatch(
          home: TopicPartition(try row.decode(0), Int32(try row.decode(1, as: Int.self))),
          firstOffset: try row.decode(2), season: try row.decode(3), isPruned: try row.decode(4))
        if known.home != item.partition { throw MatchIsElsewhere(matchID: match.matchID, known: known) }
      }
    }
  }

  /// Progress alone, for partitions without new rows.
  func store(progress: Offsets) throws {
    try connection.transaction { try note(progress) }
  }

  private func note(_ progress: Offsets) throws {
    if progress.isEmpty { return }
    let sorted = progress.sorted { $0.key < $1.key }
    try connection.execute(
      """
      INSERT INTO progress (topic, partition, next_offset, cluster_id)
      SELECT t, p, o, $4 FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS given (t, p, o)
      ON CONFLICT (topic, partition) DO UPDATE
      SET next_offset = GREATEST(progress.next_offset, EXCLUDED.next_offset), updated_at = now()
      """,
      [
        .texts(sorted.map(\.key.topic)), .ints(sorted.map { Int64($0.key.partition) }),
        .ints(sorted.map(\.value)), .text(clusterID),
      ])
  }
}
