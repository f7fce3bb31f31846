import Kafka
import Postgres
import Telemetry

/// One life of a lane: from joining the group to the first trouble.
final class DispatcherSession: RebalanceHandler {
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
  private let member: GroupMember
  private var plans: [DispatchPlan] = []
  private var standings: [TopicPartition: PartitionStanding] = [:]
  /// What was last committed to the group and noted in the database.
  private var committed: Offsets = [:]
  private var noted: Offsets = [:]

  init(
    group: String, _ settings: PipelineSettings, topics: [TopicDefinition],
    metrics: DispatcherMetrics, cancellation: Cancellation
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
    member = try GroupMember(
      group: group, settings, batch: RecordBatch(keepsHeaders: true), pace: .dispatcher, cancellation)
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
      try tick()
    }
  }

  // MARK: A batch

  private func deal() throws {
    decide()
    let positions = positionsOfBatch()
    let hasWork =
      plans.contains { $0.refusal != nil || $0.announcement != nil }
      || planner.tables.values.contains { !$0.isEmpty }
    if hasWork {
      try storeWaiting(positions)
      Failpoint.stored.hit()
      noted.merge(positions) { $1 }
    }
    recallRefusals()
    try matchTopics.ensure(
      Set(plans.compactMap { $0.refusal == nil ? $0.matchTopic : nil }),
      isCancelled: { [cancellation] in cancellation.isCancelled })
    guard member.batch.items.contains(where: { $0.offset >= standings[$0.partition]?.publishFrom ?? 0 })
    else {
      return
    }
    try member.publish(committing: positions.mapValues { CommittedOffset($0) }) { producer in
      let counts = try publisher.publish(member.batch, plans, standings: standings, with: producer)
      metrics.count(published: counts.published, dead: counts.dead, records: member.batch.count)
    }
    committed.merge(positions) { $1 }
  }

  private func decide() {
    planner.removeRows()
    plans.removeAll(keepingCapacity: true)
    for (index, item) in member.batch.items.enumerated() {
      plans.append(
        planner.plan(member.batch, index, stores: item.offset >= standings[item.partition]?.storeFrom ?? 0))
    }
  }

  /// What the database refused before a restart stays refused.
  private func recallRefusals() {
    for (index, item) in member.batch.items.enumerated() where plans[index].refusal == nil {
      if let reason = standings[item.partition]?.refused[item.offset] {
        plans[index].refusal = Refusal(stage: .store, reason: reason)
      }
    }
  }

  private func positionsOfBatch() -> Offsets {
    var positions: Offsets = [:]
    for item in member.batch.items where positions[item.partition] ?? -1 <= item.offset {
      positions[item.partition] = item.offset + 1
    }
    for (partition, next) in positions {
      positions[partition] = max(next, member.consumer.position(partition) ?? next)
    }
    return positions
  }

  /// A database that is away is waited for; meanwhile the group is kept.
  private func storeWaiting(_ positions: Offsets) throws {
    while true {
      do {
        try store.store(member.batch, &plans, Array(planner.tables.values), progress: positions)
        return
      } catch let error as MatchIsElsewhere {
        planner.matches.set(error.matchID, error.known)
        decide()
      } catch let error as PostgresError where error.handling == .waitAndRetry {
        settings.logger.warning("\(group): the database is away, waiting for it", [.error: LogValue(error)])
        try member.whilePaused {
          try member.keepPlace()
          if error.isConnectionLost || !connection.isHealthy {
            try reconnect()
          } else {
            sleepMilliseconds(200)
          }
        }
      }
    }
  }

  private func reconnect() throws {
    let isCancelled = { [cancellation] in cancellation.isCancelled }
    while true {
      do {
        return try connection.reconnect(until: .now + .seconds(1), isCancelled: isCancelled)
      } catch {
        guard error.handling == .waitAndRetry else { throw error }
      }
      try member.keepPlace()
    }
  }

  // MARK: Offsets of what needed no transaction

  /// Once a second: positions that moved without anything to publish or store (markers, frames below progress).
  private func tick() throws {
    let positions = member.consumer.positions()
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
      let safe = forGroup.filter { $0.value >= (standings[$0.key]?.publishFrom ?? 0) }
      try member.commit(safe.mapValues { CommittedOffset($0) })
      committed.merge(safe) { $1 }
    }
  }

  // MARK: Rebalances

  func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws -> [TopicPartition: StartOffset]
  {
    member.rebalanced()
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
    member.rebalanced()
    try member.drain()
    standings = [:]
  }

  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    member.rebalanced()
    standings = [:]
  }
}
