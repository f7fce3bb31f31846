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
  static let liveBatch = 64
  static let seasonLimit = 1000

  private let ranking: RankingKind
  private let settings: PipelineSettings
  private let cancellation: Cancellation
  private let admin: Admin
  private let connection: Connection
  private let parser: JSONParser
  private let loader: SeasonLoader
  private let pair: TransactionalPair
  private let consumer: Consumer
  /// The fact that a topic holds.
  private let factOfTopic: [String: String]
  private let inputs: [TopicPartition]
  private var publisher: RankingPublisher
  private let batch = RecordBatch(keepsHeaders: true)
  private var seasons: [String: any RankingMachineProtocol] = [:]
  /// The next offset not taken, of every assigned partition.
  private var positions: Offsets = [:]
  private var pending: [(record: RankingRecord, season: String, ingestedAt: Int64)] = []
  private var refused: [(index: Int, reason: String)] = []
  private var generation = 0
  /// A batch is half taken: positions may not be committed.
  private var isDealing = false
  private var committed: Offsets = [:]
  private var nextTick = ContinuousClock.now

  init(_ ranking: RankingKind, _ settings: PipelineSettings, _ cancellation: Cancellation) throws {
    self.ranking = ranking
    self.settings = settings
    self.cancellation = cancellation
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
    let group = settings.names.rankingGroup(ranking.name)
    pair = try TransactionalPair(
      settings.kafka,
      transactionalID: settings.names.transactionalID(group: group, instance: settings.instance),
      onOffsetsSent: { Failpoint.offsetsSent.hit() })
    consumer = try Consumer(
      settings.kafka, group: group, instance: settings.instance, batch: settings.batchSize)
    consumer.rebalanceHandler = self
    try consumer.subscribe(topics.map { settings.names.topic($0.name) })
  }

  func close() {
    pair.close()
    consumer.close()
    connection.close()
    admin.close()
  }

  func run() throws {
    while !cancellation.isCancelled {
      var streamError: (any Error)?
      batch.removeAll()
      do {
        try consumer.poll(timeout: .milliseconds(100), max: settings.batchSize) { batch.append($0) }
      } catch { streamError = error }
      if !batch.isEmpty {
        do { try deal() } catch is BatchAbandoned where !cancellation.isCancelled {}
      }
      if let streamError { throw streamError }
      if ContinuousClock.now >= nextTick { try tick() }
    }
    try pair.drain()
    try tick()
  }

  // MARK: A batch

  private func deal() throws {
    let mine = generation
    isDealing = true
    defer { isDealing = false }
    pending.removeAll(keepingCapacity: true)
    refused.removeAll(keepingCapacity: true)
    let isLive = batch.count <= Self.liveBatch
    var touched: [(season: String, ingestedAt: Int64, partition: Int32)] = []
    for (index, item) in batch.items.enumerated() {
      guard let position = positions[item.partition] else { throw BatchAbandoned() }
      guard item.offset >= position else { continue }
      let season = try take(item, index, mine)
      positions[item.partition] = item.offset + 1
      guard let season else { continue }
      if isLive {
        update(season, item.partition.partition, item.ingestedAt)
      } else {
        touched.removeAll { $0.season == season }
        touched.append((season, item.ingestedAt, item.partition.partition))
      }
    }
    for (season, ingestedAt, partition) in touched { update(season, partition, ingestedAt) }
    for partition in Set(batch.items.map(\.partition)) {
      if let position = consumer.position(partition) { positions[partition] = position }
    }
    guard !pending.isEmpty || !refused.isEmpty else { return }
    try publish()
  }

  private func publish() throws {
    let producer = try pair.begin()
    for update in pending {
      try publisher.publish(
        update.record, season: update.season, ingestedAt: update.ingestedAt, with: producer)
    }
    let undertaker = BatchPublisher(names: settings.names, maxRecordBytes: settings.maxRecordBytes)
    for (index, reason) in refused {
      try undertaker.bury(batch, index, Refusal(stage: .rank, reason: reason), producer)
    }
    Failpoint.produced.hit()
    let offsets = offsetsToCommit()
    try pair.commit(offsets: offsets, for: try consumer.groupMetadata())
    committed.merge(offsets.mapValues(\.offset)) { $1 }
  }

  /// - Returns: the season that took the record; nil if it is no fact that can be ranked.
  private func take(_ item: RecordBatch.Item, _ index: Int, _ mine: Int) throws -> String? {
    guard item.hasValue, let fact = factOfTopic[item.partition.topic] else { return nil }
    // What cannot be decoded is the dispatcher's to tell.
    guard let season = season(of: item) else { return nil }
    if seasons[season] == nil { seasons[season] = try load(season, item.partition.partition, mine) }
    return batch.withValue(item) { span in
      guard let node = try? parser.parse(span), let input = try? RankingInput(fact: fact, record: node) else {
        return nil
      }
      do { try seasons[season]?.take(input) } catch {
        refused.append((index, "\(error)"))
        return nil
      }
      return season
    }
  }

  private func season(of item: RecordBatch.Item) -> String? {
    batch.withValue(item) { span in
      guard let node = try? parser.parse(span), let season = node["season"]?.string,
        Identifier.isValid(season)
      else { return nil }
      return season
    }
  }

  private func update(_ season: String, _ partition: Int32, _ ingestedAt: Int64) {
    var revision: Int64 = 0
    for topic in factOfTopic.keys { revision += positions[TopicPartition(topic, partition)] ?? 0 }
    for record in seasons[season]?.update(revision: revision) ?? [] {
      pending.append((record, season, ingestedAt))
    }
  }

  // MARK: A season's first record

  private func load(_ season: String, _ partition: Int32, _ mine: Int) throws -> any RankingMachineProtocol {
    guard seasons.count < Self.seasonLimit else {
      throw PipelineError("more than \(Self.seasonLimit) seasons in one ranking worker: run more workers")
    }
    var machine = ranking.makeMachine(season, settings.facts)
    var below: Offsets = [:]
    var facts: [TopicPartition: String] = [:]
    for (topic, fact) in factOfTopic {
      let input = TopicPartition(topic, partition)
      below[input] = positions[input] ?? 0
      facts[input] = fact
    }
    guard below.values.contains(where: { $0 > 0 }) else { return machine }
    let paused = consumer.assignment
    try consumer.pause(paused)
    defer { try? consumer.resume(consumer.assignment) }
    while true {
      do {
        while try !loader.isStored(below) {
          try keepPlace(mine)
          sleepMilliseconds(20)
        }
        try loader.load(season, below: below, facts: facts, into: &machine)
        settings.logger.info("ranking-\(ranking.name): season \(season) loaded")
        return machine
      } catch let error as PostgresError where error.handling == .waitAndRetry {
        settings.logger.warning(
          "ranking-\(ranking.name): the database is away, waiting for it", [.error: LogValue(error)])
        machine = ranking.makeMachine(season, settings.facts)
        try keepPlace(mine)
        try? connection.reconnect(until: .now + .seconds(1))
      }
    }
  }

  /// Stays in the group without taking records; everything is paused.
  private func keepPlace(_ mine: Int) throws {
    if cancellation.isCancelled { throw BatchAbandoned() }
    try consumer.poll(timeout: .zero) { _ in throw BatchAbandoned() }
    if generation != mine { throw BatchAbandoned() }
  }

  // MARK: Offsets

  private func offsetsToCommit() -> [TopicPartition: CommittedOffset] {
    positions.filter { committed[$0.key] != $0.value }.mapValues { CommittedOffset($0) }
  }

  /// Once a second: positions that moved without anything to publish.
  private func tick() throws {
    nextTick = .now + .seconds(1)
    for (partition, position) in consumer.positions() where positions[partition] != nil {
      positions[partition] = max(position, positions[partition] ?? 0)
    }
    let offsets = offsetsToCommit()
    guard !offsets.isEmpty else { return }
    try pair.drain()
    try consumer.commit(offsets)
    committed.merge(offsets.mapValues(\.offset)) { $1 }
  }

  // MARK: Rebalances

  func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws -> [TopicPartition: StartOffset]
  {
    generation += 1
    let offsets = try FirstOffsets.find(
      partitions, inputs: inputs, outputs: [publisher.topic], consumer: consumer, admin: admin)
    positions = offsets.mapValues(\.offset)
    committed = positions
    seasons = [:]
    settings.logger.info(
      "ranking-\(ranking.name): \(partitions.count) partitions", [.ranking: LogValue(ranking.name)])
    return offsets.mapValues { .offset($0.offset) }
  }

  func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    Failpoint.revoked.hit()
    generation += 1
    try pair.drain()
    let offsets = isDealing ? [:] : offsetsToCommit()
    if !offsets.isEmpty { try consumer.commit(offsets) }
    positions = [:]
    seasons = [:]
  }

  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    generation += 1
    positions = [:]
    seasons = [:]
  }
}
