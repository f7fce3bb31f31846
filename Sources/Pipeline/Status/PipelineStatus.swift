import Kafka

/// How the pipeline stands at one moment.
public struct PipelineStatus: Sendable {
  public var broker: BrokerStatus?
  /// Why the broker cannot be asked.
  public var brokerTrouble: String?
  public var database: DatabaseStatus?
  public var databaseTrouble: String?
  /// By group, then topic.
  public var lags: [GroupLag] = []
  /// By topic.
  public var rates: [TopicRate] = []
  public var latencies: [TopicLatency] = []
  /// Dead letters that nobody has dealt with; nil if that cannot be told.
  public var deadLetters: Int?
  /// There are more than that.
  public var isMoreDeadLetters = false
}

public struct BrokerStatus: Sendable, Equatable {
  public var clusterID: String
  public var brokers: Int
  public var topics: Int
}

public struct DatabaseStatus: Sendable, Equatable {
  public var version: String
  public var schema: String
  /// Migrations that are not applied yet.
  public var pendingMigrations: Int
  public var databaseBytes: Int64
  /// Of the schema's tables with their indexes.
  public var schemaBytes: Int64
  public var matches: Int64?
}

/// How far a group is behind in one topic.
public struct GroupLag: Sendable, Equatable {
  public var group: String
  public var topic: String
  /// By number of partition.
  public var partitions: [PartitionLag]

  /// Records (and transaction markers) that it has not dealt with.
  public var total: Int64 { partitions.reduce(0) { $0 + $1.lag } }
  /// The group has never committed anything here.
  public var isNew: Bool { partitions.allSatisfy { $0.committed == nil } }
  /// Those that are behind, the worst first: `3:120 7:4`.
  public var behind: String {
    let behind = partitions.filter { $0.lag > 0 }.sorted { ($1.lag, $0.partition) < ($0.lag, $1.partition) }
    let shown = behind.prefix(4).map { "\($0.partition):\($0.lag)" }.joined(separator: " ")
    return behind.count > 4 ? shown + " …" : shown
  }
}

public struct PartitionLag: Sendable, Equatable {
  public var partition: Int32
  /// The next offset that the group will read; nil if it has never committed one.
  public var committed: Int64?
  /// The end that a committed reader sees.
  public var end: Int64
  public var beginning: Int64

  public var lag: Int64 { max(0, end - (committed ?? beginning)) }
}

public struct TopicRate: Sendable, Equatable {
  public var topic: String
  /// Offsets that it holds: records and transaction markers.
  public var offsets: Int64
  /// Offsets added a second, between two looks a second apart.
  public var perSecond: Double
}

/// From the ingest of a feed record to the ingest of what it caused, over the topic's latest records.
public struct TopicLatency: Sendable, Equatable {
  public var topic: String
  /// Records measured.
  public var count: Int
  /// Milliseconds.
  public var p50: Double
  public var p95: Double
  public var p99: Double

  /// Nil without samples.
  public init?(topic: String, milliseconds: [Double]) {
    guard !milliseconds.isEmpty else { return nil }
    let sorted = milliseconds.sorted()
    /// The smallest value that so large a share is not above (nearest rank).
    func quantile(_ share: Double) -> Double {
      sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
    self.topic = topic
    count = sorted.count
    p50 = quantile(0.5)
    p95 = quantile(0.95)
    p99 = quantile(0.99)
  }
}
