import Kafka
import Postgres
import Telemetry

/// One thread of the dispatcher: takes the records of its topics, stores them, then republishes them.
///
/// Exactly once in effect: rows and progress are committed together, publications and group offsets are committed
/// together, and after a restart each is done from where it stood, whatever became of the other.
final class DispatcherLane {
  let name: String
  private let settings: PipelineSettings
  private let topics: [TopicDefinition]
  private let cancellation: Cancellation
  private let metrics: DispatcherMetrics
  private let group: String

  init(
    name: String, _ settings: PipelineSettings, topics: [TopicDefinition], metrics: DispatcherMetrics,
    cancellation: Cancellation
  ) {
    self.name = name
    self.settings = settings
    self.topics = topics
    self.metrics = metrics
    self.cancellation = cancellation
    group = settings.names.group(name)
  }

  func run() throws {
    try SessionLoop(name: name, logger: settings.logger, cancellation: cancellation).run {
      let session = try DispatcherSession(
        group: group, settings, topics: topics, metrics: metrics, cancellation: cancellation)
      defer { session.close() }
      try session.run()
    }
  }
}

/// One life of a lane: from joining the group to the first trouble.
private final class DispatcherSession: RebalanceHandler {
  private let settings: PipelineSettings
  private let group: String
  private let metrics: DispatcherMetrics
  private let cancellation: Cancellation
  private let admin: Admin
  private let clusterID: String
  private let connection: Connection
  private let store: BatchStore
  private let planner: RecordPlanner
  private let publisher: BatchPublisher
  private let matchTopics: MatchTopics
  private let pair: TransactionalPair
  private let consumer: Consumer
  private let batch = RecordBatch(keepsHeaders: true)
  private var plans: [DispatchPlan] = []
  private var standings: [TopicPartition: PartitionStanding] = [:]
  /// Grows with every rebalance: a batch from before is nobody's any more.
  private var generation = 0
  /// What was last committed to the group and noted in the database.
  private var committed: Offsets = [:]
  private var noted: Offsets = [:]
  private var nextTick = ContinuousClock.now

  init(
    group: String, _ settings: PipelineSettings, topics: [TopicDefinition], metrics: DispatcherMetrics,
    cancellation: Cancellation
  ) throws {
    self.settings = settings
    self.group = group
    self.metrics = metrics
    self.cancellation = cancellation
    connection = try Connection(settings.connectionOptions)
    try connection.reconnect(isCancelled: { cancellation.isCancelled })
    admin = try Admin(settings.kafka)
    clusterID = try admin.clusterID()
    try GlobalTopics.check(topics, names: settings.names, admin)
    store = BatchStore(connection, clusterID: clusterID)
    planner = RecordPlanner(settings, topics: topics)
    try planner.describeTables(connection, capacity: settings.batchSize)
    publisher = BatchPublisher(names: settings.names, maxRecordBytes: settings.maxRecordBytes)
    matchTopics = try MatchTopics(admin, template: settings.topics.matchTemplate)
    // First the producers: they end what a predecessor left open, after which the group's offsets are final.
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
    decide()
    let positions = positions(ofBatch: true)
    let hasWork =
      plans.contains { $0.refusal != nil || $0.announcement != nil }
      || planner.tables.values.contains { !$0.isEmpty }
    if hasWork {
      try storeWaiting(positions, mine)
      Failpoint.stored.hit()
      noted.merge(positions) { $1 }
    }
    recallRefusals()
    try matchTopics.ensure(
      Set(plans.compactMap { $0.refusal == nil ? $0.matchTopic : nil }),
      isCancelled: { [cancellation] in cancellation.isCancelled })
    guard batch.items.contains(where: { $0.offset >= standings[$0.partition]?.publishFrom ?? 0 }) else {
      return
    }
    let producer = try pair.begin()
    let counts = try publisher.publish(batch, plans, standings: standings, with: producer)
    Failpoint.produced.hit()
    try pair.commit(
      offsets: positions.mapValues { CommittedOffset($0) }, for: try consumer.groupMetadata())
    committed.merge(positions) { $1 }
    metrics.count(published: counts.published, dead: counts.dead, records: batch.count)
  }

  private func decide() {
    planner.removeRows()
    plans.removeAll(keepingCapacity: true)
    for (index, item) in batch.items.enumerated() {
      plans.append(
        planner.plan(batch, index, stores: item.offset >= standings[item.partition]?.storeFrom ?? 0))
    }
  }

  /// What the database refused before a restart stays refused.
  private func recallRefusals() {
    for (index, item) in batch.items.enumerated() where plans[index].refusal == nil {
      if let reason = standings[item.partition]?.refused[item.offset] {
        plans[index].refusal = Refusal(stage: .store, reason: reason)
      }
    }
  }

  private func positions(ofBatch: Bool) -> Offsets {
    var positions: Offsets = [:]
    for item in batch.items where positions[item.partition] ?? -1 <= item.offset {
      positions[item.partition] = item.offset + 1
    }
    for (partition, next) in positions {
      positions[partition] = max(next, consumer.position(partition) ?? next)
    }
    return positions
  }

  /// A database that is away is waited for; meanwhile the group is kept.
  private func storeWaiting(_ positions: Offsets, _ mine: Int) throws {
    var isPaused = false
    while true {
      do {
        try store.store(batch, &plans, Array(planner.tables.values), progress: positions)
        if isPaused { try consumer.resume(consumer.assignment) }
        return
      } catch let error as MatchIsElsewhere {
        planner.matches.set(error.matchID, error.known)
        decide()
      } catch let error as PostgresError where error.handling == .waitAndRetry {
        settings.logger.warning("\(group): the database is away, waiting for it", [.error: LogValue(error)])
        if !isPaused { try consumer.pause(consumer.assignment) }
        isPaused = true
        try keepPlace(mine)
        if error.isConnectionLost || !connection.isHealthy {
          try reconnect(mine)
        } else {
          sleepMilliseconds(200)
        }
      }
    }
  }

  private func reconnect(_ mine: Int) throws {
    let isCancelled = { [cancellation] in cancellation.isCancelled }
    while true {
      do {
        return try connection.reconnect(until: .now + .seconds(1), isCancelled: isCancelled)
      } catch {
        guard error.handling == .waitAndRetry else { throw error }
      }
      try keepPlace(mine)
    }
  }

  /// Stays in the group without taking records.
  private func keepPlace(_ mine: Int) throws {
    if cancellation.isCancelled { throw BatchAbandoned() }
    try consumer.poll(timeout: .zero) { _ in throw BatchAbandoned() }
    if generation != mine { throw BatchAbandoned() }
  }

  // MARK: Offsets of what needed no transaction

  /// Once a second: positions that moved without anything to publish or store (markers, frames below progress).
  private func tick() throws {
    nextTick = .now + .seconds(1)
    let positions = consumer.positions()
    let forGroup = positions.filter { committed[$0.key] ?? -1 < $0.value && standings[$0.key] != nil }
    let forDatabase = positions.filter { noted[$0.key] ?? -1 < $0.value && standings[$0.key] != nil }
    if !forDatabase.isEmpty {
      let safe = forDatabase.filter { $0.value >= (standings[$0.key]?.storeFrom ?? 0) }
      do { try store.store(progress: safe) } catch let error as PostgresError
        where error.handling == .waitAndRetry
      {
        try? connection.reconnect(until: .now + .seconds(1))
        return
      }
      noted.merge(forDatabase) { $1 }
    }
    if !forGroup.isEmpty {
      try pair.drain()
      let safe = forGroup.filter { $0.value >= (standings[$0.key]?.publishFrom ?? 0) }
      try consumer.commit(safe.mapValues { CommittedOffset($0) })
      committed.merge(safe) { $1 }
    }
  }

  // MARK: Rebalances

  func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws -> [TopicPartition: StartOffset]
  {
    generation += 1
    let offsets = try consumer.committed(partitions)
    let beginnings = try admin.beginningOffsets(partitions)
    try connection.transaction(.snapshot) {
      standings = try StartingPoints.find(
        partitions, committed: offsets, beginnings: beginnings, clusterID: clusterID, group: group, connection
      )
      planner.matches = try KnownMatches.load(partitions, connection)
    }
    // So that a partition without an offset always means one that was never read.
    let first = standings.filter { offsets[$0.key] == nil }
    try consumer.commit(first.mapValues { CommittedOffset($0.publishFrom) })
    committed = offsets.mapValues(\.offset)
    noted = standings.mapValues(\.storeFrom)
    settings.logger.info(
      "\(group): \(partitions.count) partitions", [.group: LogValue(group)])
    return standings.mapValues { .offset($0.readFrom) }
  }

  func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    Failpoint.revoked.hit()
    generation += 1
    try pair.drain()
    standings = [:]
  }

  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    generation += 1
    standings = [:]
  }
}
