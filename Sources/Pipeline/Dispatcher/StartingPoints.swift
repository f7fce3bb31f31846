import Kafka
import Postgres

/// Where a dispatcher stands in one partition after a restart.
struct PartitionStanding: Equatable {
  /// Rows below are stored.
  var storeFrom: Int64
  /// Records below are published.
  var publishFrom: Int64
  /// Offsets that the database refused, from `publishFrom` on.
  var refused: [Int64: String]

  /// The lower of both: where to read from.
  var readFrom: Int64 { min(storeFrom, publishFrom) }
}

/// Works out where to begin, or why not to.
enum StartingPoints {
  /// - Parameters:
  ///   - committed: what the group has committed.
  ///   - beginnings: the first offset that still exists.
  static func find(
    _ partitions: [TopicPartition], committed: [TopicPartition: CommittedOffset], beginnings: Offsets,
    clusterID: String, group: String, _ connection: Connection
  ) throws -> [TopicPartition: PartitionStanding] {
    var standings: [TopicPartition: PartitionStanding] = [:]
    for partition in partitions {
      let stored = try connection.query(
        "SELECT next_offset, cluster_id FROM progress WHERE topic = $1 AND partition = $2",
        [.text(partition.topic), .int(Int64(partition.partition))])
      var progress: Int64?
      for row in stored {
        progress = try row.decode(0)
        let cluster: String = try row.decode(1)
        guard cluster == clusterID else {
          throw PipelineError(
            "the progress of \(partition) in PostgreSQL belongs to Kafka cluster \(cluster), this is cluster \(clusterID). Use the cluster it belongs to, or another --schema"
          )
        }
      }
      let beginning = beginnings[partition] ?? 0
      let offset = committed[partition]?.offset
      if offset == nil, let progress, progress > beginning {
        throw PipelineError(
          "the group \(group) has no offset for \(partition), though rows below offset \(progress) are stored (brokers forget the offsets of an idle group, after 7 days by default). Set it with `kafka-consumer-groups --group \(group) --topic \(partition.topic):\(partition.partition) --reset-offsets --to-offset \(progress) --execute`"
        )
      }
      let publishFrom = offset ?? beginning
      let storeFrom = progress ?? beginning
      guard min(publishFrom, storeFrom) >= beginning else {
        throw PipelineError(
          "\(partition) begins at offset \(beginning), but the dispatcher has only come to \(min(publishFrom, storeFrom)): the records between are gone (retention too short?). Nothing was skipped; restore them or move the group's offset on purpose"
        )
      }
      var refused: [Int64: String] = [:]
      try connection.forEachRow(
        "SELECT kafka_offset, reason FROM refused_records WHERE topic = $1 AND partition = $2 AND kafka_offset >= $3",
        [.text(partition.topic), .int(Int64(partition.partition)), .int(publishFrom)]
      ) { refused[try $0.decode(0)] = try $0.decode(1) }
      standings[partition] = PartitionStanding(
        storeFrom: storeFrom, publishFrom: publishFrom, refused: refused)
    }
    return standings
  }
}
