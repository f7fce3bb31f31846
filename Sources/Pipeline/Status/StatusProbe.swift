import Facts
import Kafka
import Postgres
import Telemetry

/// Asks broker and database how the pipeline stands.
public final class StatusProbe {
  private let settings: PipelineSettings
  private let timeout: Duration
  private let cancellation: Cancellation
  private var admin: Admin?
  private var connection: Connection?
  /// Latest records of a topic that latency is measured on.
  static let samples = 500
  static let deadLetterLimit = 10_000

  /// - Parameter timeout: for broker and database each.
  public init(_ settings: PipelineSettings, timeout: Duration, cancellation: Cancellation) {
    self.settings = settings
    self.timeout = timeout
    self.cancellation = cancellation
  }

  public func close() {
    admin?.close()
    connection?.close()
  }

  /// Takes a second, for the rates.
  public func look() -> PipelineStatus {
    var status = PipelineStatus()
    do {
      let connection = try connected()
      status.database = try DatabaseProbe(connection).look()
    } catch {
      status.databaseTrouble = "\(error)"
      connection?.close()
      connection = nil
    }
    do {
      let admin = try self.admin ?? Admin(settings.kafka, timeout: timeout)
      self.admin = admin
      try look(admin, &status)
    } catch {
      status.brokerTrouble = "\(error)"
      admin?.close()
      admin = nil
    }
    return status
  }

  private func connected() throws -> Connection {
    if let connection, connection.isHealthy { return connection }
    var options = settings.connectionOptions
    options.connectTimeout = timeout
    options.statementTimeout = timeout
    let made = try Connection(options)
    connection = made
    return made
  }

  private func look(_ admin: Admin, _ status: inout PipelineStatus) throws {
    let cluster = try admin.clusterID()
    let present = try admin.topics().filter { settings.names.name(ofTopic: $0.name) != nil }
    status.broker = BrokerStatus(clusterID: cluster, brokers: try admin.brokerCount(), topics: present.count)
    let ours = settings.topics.topics.map { settings.names.topic($0.name) }
    let global = present.filter { topic in ours.contains(topic.name) }
    let partitions = global.flatMap { topic in
      (0..<Int32(topic.partitions)).map { TopicPartition(topic.name, $0) }
    }
    let beginnings = try admin.beginningOffsets(partitions)
    let start = SystemTime().monotonicNanoseconds()
    let before = try admin.endOffsets(partitions)
    status.lags = try lags(admin, partitions, beginnings, ends: before)
    status.latencies = try latencies(admin, global.map(\.name))
    try countDeadLetters(admin, &status)
    cancellation.wait(seconds: 1 - Double(SystemTime().monotonicNanoseconds() - start) / 1e9)
    let after = try admin.endOffsets(partitions)
    let seconds = Double(SystemTime().monotonicNanoseconds() - start) / 1e9
    for topic in global where TopicKind(name: topic.name) != .deadLetters {
      let mine = partitions.filter { $0.topic == topic.name }
      func sum(_ offsets: Offsets) -> Int64 { mine.reduce(0) { $0 + (offsets[$1] ?? 0) } }
      status.rates.append(
        TopicRate(
          topic: topic.name, offsets: sum(after) - sum(beginnings),
          perSecond: Double(sum(after) - sum(before)) / seconds))
    }
  }

  private func lags(
    _ admin: Admin, _ partitions: [TopicPartition], _ beginnings: Offsets, ends: Offsets
  ) throws -> [GroupLag] {
    var lags: [GroupLag] = []
    for (group, topics) in ConsumerGroups.all(settings) {
      let mine = partitions.filter { topics.contains($0.topic) }.sorted()
      let committed = try admin.committedOffsets(of: group, mine)
      for topic in topics {
        let parts = mine.filter { $0.topic == topic }
        if parts.isEmpty { continue }
        lags.append(
          GroupLag(
            group: group, topic: topic,
            partitions: parts.map { part in
              PartitionLag(
                partition: part.partition, committed: committed[part]?.offset, end: ends[part] ?? 0,
                beginning: beginnings[part] ?? 0)
            }))
      }
    }
    return lags
  }

  private func latencies(_ admin: Admin, _ topics: [String]) throws -> [TopicLatency] {
    var latencies: [TopicLatency] = []
    for topic in topics {
      let kind = settings.names.name(ofTopic: topic).map { TopicKind(name: $0) }
      guard kind == .fact || kind == .ranking else { continue }
      var samples: [Double] = []
      let reader = try RecordReader(
        settings.kafka, admin: admin, topics: [topic], follows: false, keepsHeaders: true)
      defer { reader.close() }
      try reader.run(from: .last(Self.samples), cancellation: cancellation) { record in
        if let ingested = record.header(Header.ingestedAt).flatMap(Int64.init) {
          samples.append(max(0, Double(record.timestamp) - Double(ingested) / 1000))
        }
        return true
      }
      if let latency = TopicLatency(topic: topic, milliseconds: samples) { latencies.append(latency) }
    }
    return latencies
  }

  private func countDeadLetters(_ admin: Admin, _ status: inout PipelineStatus) throws {
    guard let connection, status.database?.pendingMigrations == 0 else { return }
    var count = 0
    try DeadLetterBox(settings, admin: admin, connection).forEach(
      DeadLetterFilter(), cancellation: cancellation
    ) { _ in
      count += 1
      return count < Self.deadLetterLimit
    }
    status.deadLetters = count
    status.isMoreDeadLetters = count == Self.deadLetterLimit
  }
}
