import Facts
import Football
import Kafka
import Telemetry

/// One life of a fact worker: from joining the group to the first trouble.
///
/// Consume, compute, publish and commit are one Kafka transaction. State is rebuilt from the match's log.
final class FactSession: RebalanceHandler {
  private let fact: FactKind
  private let settings: PipelineSettings
  private let admin: Admin
  private let member: GroupMember
  private let inputs: [TopicPartition]
  private let decoder: FactDecoder
  private let closedMatches: ClosedMatches
  private var publisher: FactPublisher
  private var pending: [PendingFact] = []
  private var states: [TopicPartition: MatchStates] = [:]
  /// What the states have taken.
  private var offsets = GroupOffsets()
  /// Given up with the state as it was, in case the same member gets it back.
  private var kept: [TopicPartition: (states: MatchStates, position: Int64)] = [:]
  /// Partitions whose state must be read again before anything else: from there up to the committed offset.
  private var toRebuild: [TopicPartition: Int64] = [:]

  init(_ fact: FactKind, _ settings: PipelineSettings, _ cancellation: Cancellation) throws {
    self.fact = fact
    self.settings = settings
    guard let output = settings.topics["facts.\(fact.name)"] else {
      throw PipelineError("no topic file describes facts.\(fact.name)")
    }
    let feeds = settings.topics.feeds(sport: fact.sport)
    admin = try Admin(settings.kafka)
    try GlobalTopics.check(feeds + [output], names: settings.names, admin)
    inputs = feeds.flatMap { feed in
      (0..<feed.partitions).map { TopicPartition(settings.names.topic(feed.name), $0) }
    }
    decoder = FactDecoder(fact, settings)
    publisher = FactPublisher(fact: fact.name, topic: settings.names.topic(output.name), sport: fact.sport)
    member = try GroupMember(
      group: settings.names.group(fact.name), settings, batch: RecordBatch(),
      pace: .fact(isAwaited: fact.isAwaited), turn: .shared, cancellation)
    closedMatches = try ClosedMatches(fact, settings, member, admin)
    try member.join(feeds.map { settings.names.topic($0.name) }, self)
  }

  func close() {
    member.close()
    closedMatches.close()
    admin.close()
  }

  func run() throws {
    try member.run {
      if !toRebuild.isEmpty { try member.whilePaused { try rebuild() } }
      if !member.batch.isEmpty { try deal() }
    } tick: {
      offsets.advance(to: member.consumer.positions())
      try commit()
    }
  }

  // MARK: A batch

  private func deal() throws {
    pending.removeAll(keepingCapacity: true)
    for item in member.batch.items {
      guard let next = offsets[item.partition] else { throw BatchAbandoned() }
      guard item.offset >= next else { continue }
      if let record = try decoder.decode(item, of: member.batch) { try take(record, item) }
      offsets.take(item.offset, of: item.partition)
    }
    offsets.advance(to: member.consumer.positions())
    guard !pending.isEmpty else { return }
    let reached = offsets.uncommitted
    try member.publish(committing: withRebuildStart(reached)) { producer in
      for record in pending { try publisher.publish(record, with: producer) }
    }
    offsets.noteCommitted(reached)
  }

  private func take(_ record: FeedRecord, _ item: RecordBatch.Item) throws {
    let id = record.matchID
    if states[item.partition]?.knows(id) != true {
      guard let machine = try closedMatches.machine(for: record, item) else { return }
      try states[item.partition]?.open(id, machine, firstOffset: item.offset)
    }
    guard let (season, records) = states[item.partition]?.take(record, offset: item.offset) else { return }
    for record in records {
      pending.append(
        PendingFact(record: record, matchID: id, season: season, ingestedAt: item.ingestedAt))
    }
  }

  // MARK: Rebuilding

  /// Reads the logs of the open matches again, silently, up to the committed offset.
  private func rebuild() throws {
    let work = toRebuild
    toRebuild = [:]
    for (partition, start) in work.sorted(by: { $0.key < $1.key }) {
      guard let end = offsets[partition], start < end else { continue }
      settings.logger.info(
        "\(fact.name): reading again \(end - start) offsets",
        [
          .topic: LogValue(partition.topic), .partition: LogValue(partition.partition),
          .offset: LogValue(start),
        ])
      try rebuild(partition, start, end)
    }
  }

  private func rebuild(_ partition: TopicPartition, _ start: Int64, _ end: Int64) throws {
    let reader = try Consumer(settings.kafka, reportsEnds: true, batch: settings.batchSize)
    defer { reader.close() }
    try reader.assign([partition: .offset(start)])
    let earlier = RecordBatch()
    while (reader.position(partition) ?? start) < end, !reader.isAtEnd {
      earlier.removeAll()
      try reader.poll(timeout: .milliseconds(100), max: settings.batchSize) { earlier.append($0) }
      for item in earlier.items where item.offset < end {
        if let record = try decoder.decode(item, of: earlier) { try takeSilently(record, item) }
      }
      Failpoint.rebuilding.hit()
      try member.keepPlace()
    }
  }

  private func takeSilently(_ record: FeedRecord, _ item: RecordBatch.Item) throws {
    if states[item.partition]?.knows(record.matchID) != true {
      guard record.opening != nil, let machine = try closedMatches.machine(for: record, item) else { return }
      try states[item.partition]?.open(record.matchID, machine, firstOffset: item.offset)
    }
    _ = states[item.partition]?.take(record, offset: item.offset)
  }

  // MARK: Offsets

  /// Positions that moved without anything to publish.
  private func commit() throws {
    let reached = offsets.uncommitted
    guard !reached.isEmpty else { return }
    try member.commit(withRebuildStart(reached))
    offsets.noteCommitted(reached)
  }

  /// Each with the offset from which a successor has to read again, as metadata.
  private func withRebuildStart(_ reached: Offsets) -> [TopicPartition: CommittedOffset] {
    var committed: [TopicPartition: CommittedOffset] = [:]
    for (partition, position) in reached {
      let start = states[partition]?.rebuildFrom(position: position) ?? position
      committed[partition] = CommittedOffset(position, metadata: String(start))
    }
    return committed
  }

  // MARK: Rebalances

  func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws -> [TopicPartition: StartOffset]
  {
    member.rebalanced()
    let committed = try FirstOffsets.find(
      partitions, inputs: inputs, outputs: [publisher.topic], consumer: consumer, admin: admin)
    offsets = GroupOffsets(committed: committed.mapValues(\.offset))
    states = [:]
    toRebuild = [:]
    for (partition, start) in committed {
      if let state = kept[partition], state.position == start.offset {
        states[partition] = state.states
        continue
      }
      states[partition] = MatchStates()
      if let first = Int64(start.metadata), first < start.offset { toRebuild[partition] = first }
    }
    kept = [:]
    closedMatches.begin(at: offsets.taken.merging(toRebuild) { $1 })
    settings.logger.info("\(fact.name): \(partitions.count) partitions", [.fact: LogValue(fact.name)])
    return committed.mapValues { .offset($0.offset) }
  }

  func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    Failpoint.revoked.hit()
    try member.drain()
    if !member.isWorking { try commit() }
    giveUp(keeping: toRebuild.isEmpty && !member.isWorking)
  }

  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws { giveUp(keeping: false) }

  private func giveUp(keeping keeps: Bool) {
    member.rebalanced()
    kept = [:]
    if keeps { for (partition, state) in states { kept[partition] = (state, offsets[partition] ?? 0) } }
    states = [:]
    offsets = GroupOffsets()
    toRebuild = [:]
    closedMatches.begin(at: [:])
  }
}
