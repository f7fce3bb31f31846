import Facts
import Football
import Formats
import Kafka
import Postgres
import Telemetry

/// One life of a ranking worker: from joining the group to the first trouble.
///
/// A season's state is loaded from PostgreSQL when its first record comes, then kept up record by record.
final class RankingSession: RebalanceHandler {
  /// With more records than this at hand the worker is behind: one update a transaction instead of one a record.
  static let liveBatch = 16
  static let seasonLimit = 1000

  private let ranking: RankingKind
  private let settings: PipelineSettings
  private let admin: Admin
  private let connection: Connection
  private let parser: JSONParser
  private let loader: SeasonLoader
  private let member: GroupMember
  /// The fact that a topic holds.
  private let factOfTopic: [String: String]
  private let inputs: [TopicPartition]
  private var publisher: RankingPublisher
  private var seasons: [String: any RankingMachineProtocol] = [:]
  /// What the seasons have taken.
  private var offsets = GroupOffsets()
  private var pending: [(record: RankingRecord, season: String, ingestedAt: Int64)] = []
  private var refused: [(index: Int, reason: String)] = []

  init(_ ranking: RankingKind, _ settings: PipelineSettings, _ cancellation: Cancellation) throws {
    self.ranking = ranking
    self.settings = settings
    connection = try Connection(settings.connectionOptions)
    try connection.reconnect(isCancelled: { cancellation.isCancelled })
    parser = JSONParser(maxBytes: settings.maxRecordBytes)
    loader = SeasonLoader(connection: connection, parser: JSONParser(maxBytes: settings.maxRecordBytes))
    guard let output = settings.topics["rankings.\(ranking.name)"] else {
      throw PipelineError("no topic file describes rankings.\(ranking.name)")
    }
    var topics: [TopicDefinition] = []
    for fact in ranking.inputs {
      guard let topic = settings.topics["facts.\(fact)"] else {
        throw PipelineError("no topic file describes facts.\(fact)")
      }
      topics.append(topic)
    }
    admin = try Admin(settings.kafka)
    try GlobalTopics.check(topics + [output], names: settings.names, admin)
    factOfTopic = Dictionary(
      uniqueKeysWithValues: ranking.inputs.map { (settings.names.topic("facts.\($0)"), $0) })
    inputs = topics.flatMap { topic in
      (0..<topic.partitions).map { TopicPartition(settings.names.topic(topic.name), $0) }
    }
    publisher = RankingPublisher(
      ranking: ranking.name, topic: settings.names.topic(output.name), sport: output.sport ?? "football")
    member = try GroupMember(
      group: settings.names.rankingGroup(ranking.name), settings, batch: RecordBatch(keepsHeaders: true),
      pace: .ranking(isAwaited: ranking.isAwaited), cancellation)
    try member.join(topics.map { settings.names.topic($0.name) }, self)
  }

  func close() {
    member.close()
    connection.close()
    admin.close()
  }

  func run() throws {
    try member.run {
      if !member.batch.isEmpty { try deal() }
    } tick: {
      offsets.advance(to: member.consumer.positions())
      try commit()
    }
  }

  // MARK: A batch

  private func deal() throws {
    pending.removeAll(keepingCapacity: true)
    refused.removeAll(keepingCapacity: true)
    let isLive = member.batch.count <= Self.liveBatch
    var touched: [(season: String, ingestedAt: Int64, partition: Int32)] = []
    for (index, item) in member.batch.items.enumerated() {
      guard let next = offsets[item.partition] else { throw BatchAbandoned() }
      guard item.offset >= next else { continue }
      let season = try take(item, index)
      offsets.take(item.offset, of: item.partition)
      guard let season else { continue }
      if isLive {
        update(season, item.partition.partition, item.ingestedAt)
      } else {
        touched.removeAll { $0.season == season }
        touched.append((season, item.ingestedAt, item.partition.partition))
      }
    }
    for (season, ingestedAt, partition) in touched { update(season, partition, ingestedAt) }
    offsets.advance(to: member.consumer.positions())
    if !pending.isEmpty || !refused.isEmpty { try publish() }
  }

  private func publish() throws {
    let reached = offsets.uncommitted
    try member.publish(committing: reached.mapValues { CommittedOffset($0) }) { producer in
      for update in pending {
        try publisher.publish(
          update.record, season: update.season, ingestedAt: update.ingestedAt, with: producer)
      }
      let undertaker = BatchPublisher(names: settings.names, maxRecordBytes: settings.maxRecordBytes)
      for (index, reason) in refused {
        try undertaker.bury(member.batch, index, Refusal(stage: .rank, reason: reason), producer)
      }
    }
    offsets.noteCommitted(reached)
  }

  /// - Returns: the season that took the record; nil if it is no fact that can be ranked, which the dispatcher
  ///   tells.
  private func take(_ item: RecordBatch.Item, _ index: Int) throws -> String? {
    guard item.hasValue, let fact = factOfTopic[item.partition.topic] else { return nil }
    return try member.batch.withValue(item) { span in
      guard let node = try? parser.parse(span), let season = node["season"]?.string,
        Identifier.isValid(season), let input = try? RankingInput(fact: fact, record: node)
      else { return nil }
      if seasons[season] == nil { seasons[season] = try load(season, item.partition.partition) }
      do { try seasons[season]?.take(input) } catch {
        refused.append((index, "\(error)"))
        return nil
      }
      return season
    }
  }

  private func update(_ season: String, _ partition: Int32, _ ingestedAt: Int64) {
    var revision: Int64 = 0
    for topic in factOfTopic.keys { revision += offsets[TopicPartition(topic, partition)] ?? 0 }
    for record in seasons[season]?.update(revision: revision) ?? [] {
      pending.append((record, season, ingestedAt))
    }
  }

  // MARK: A season's first record

  private func load(_ season: String, _ partition: Int32) throws -> any RankingMachineProtocol {
    guard seasons.count < Self.seasonLimit else {
      throw PipelineError("more than \(Self.seasonLimit) seasons in one ranking worker: run more workers")
    }
    var below: Offsets = [:]
    var facts: [TopicPartition: String] = [:]
    for (topic, fact) in factOfTopic {
      let input = TopicPartition(topic, partition)
      below[input] = offsets[input] ?? 0
      facts[input] = fact
    }
    guard below.values.contains(where: { $0 > 0 }) else {
      return ranking.makeMachine(season, settings.facts)
    }
    return try member.whilePaused { try loadStored(season, below, facts) }
  }

  /// Waits for the dispatcher to have stored all that comes before, and for the database.
  private func loadStored(
    _ season: String, _ below: Offsets, _ facts: [TopicPartition: String]
  ) throws -> any RankingMachineProtocol {
    while true {
      do {
        while try !loader.isStored(below) {
          try member.keepPlace()
          sleepMilliseconds(20)
        }
        var machine = ranking.makeMachine(season, settings.facts)
        try loader.load(season, below: below, facts: facts, into: &machine)
        settings.logger.info("ranking-\(ranking.name): season \(season) loaded")
        return machine
      } catch let error as PostgresError where error.handling == .waitAndRetry {
        settings.logger.warning(
          "ranking-\(ranking.name): the database is away, waiting for it", [.error: LogValue(error)])
        try member.keepPlace()
        try? connection.reconnect(until: .now + .seconds(1))
      }
    }
  }

  // MARK: Offsets

  /// Positions that moved without anything to publish.
  private func commit() throws {
    let reached = offsets.uncommitted
    guard !reached.isEmpty else { return }
    try member.commit(reached.mapValues { CommittedOffset($0) })
    offsets.noteCommitted(reached)
  }

  // MARK: Rebalances

  func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws -> [TopicPartition: StartOffset]
  {
    member.rebalanced()
    let committed = try FirstOffsets.find(
      partitions, inputs: inputs, outputs: [publisher.topic], consumer: consumer, admin: admin)
    offsets = GroupOffsets(committed: committed.mapValues(\.offset))
    seasons = [:]
    settings.logger.info(
      "ranking-\(ranking.name): \(partitions.count) partitions", [.ranking: LogValue(ranking.name)])
    return committed.mapValues { .offset($0.offset) }
  }

  func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    Failpoint.revoked.hit()
    try member.drain()
    if !member.isWorking { try commit() }
    giveUp()
  }

  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws { giveUp() }

  private func giveUp() {
    member.rebalanced()
    offsets = GroupOffsets()
    seasons = [:]
  }
}
