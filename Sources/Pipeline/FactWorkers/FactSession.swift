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
  private let cancellation: Cancellation
  private let admin: Admin
  private let pair: TransactionalPair
  private let consumer: Consumer
  private let inputs: [TopicPartition]
  private let decoder: RecordDecoder
  private let log: MatchLog
  private let reads: Set<String>
  private let batch = RecordBatch()
  private var publisher: FactPublisher
  private var pending: [PendingFact] = []
  private var states: [TopicPartition: MatchStates] = [:]
  /// The next offset that each state has not taken.
  private var positions: Offsets = [:]
  /// Given up with the state as it was, in case the same member gets it back.
  private var kept: [TopicPartition: (states: MatchStates, position: Int64)] = [:]
  /// Partitions whose state must be read again before anything else: from there up to the committed offset.
  private var toRebuild: [TopicPartition: Int64] = [:]
  /// Matches found unknown, by partition: they stay so until their announcement comes by here.
  private var unknown: [TopicPartition: Set<String>] = [:]
  private static let unknownLimit = 10_000
  private var generation = 0
  /// A batch is half taken: neither positions nor states may be committed or kept.
  private var isDealing = false
  private var committed: Offsets = [:]
  private var nextTick = ContinuousClock.now

  init(_ fact: FactKind, _ settings: PipelineSettings, _ cancellation: Cancellation) throws {
    self.fact = fact
    self.settings = settings
    self.cancellation = cancellation
    let sport = fact.sport
    let feeds = settings.topics.feeds(sport: sport)
    guard let output = settings.topics["facts.\(fact.name)"] else {
      throw PipelineError("no topic file describes facts.\(fact.name)")
    }
    admin = try Admin(settings.kafka)
    try GlobalTopics.check(feeds + [output], names: settings.names, admin)
    inputs = feeds.flatMap { feed in
      (0..<feed.partitions).map { TopicPartition(settings.names.topic(feed.name), $0) }
    }
    decoder = RecordDecoder(maxBytes: settings.maxRecordBytes)
    log = try MatchLog(settings, admin)
    reads = Set(fact.reads.map(\.rawValue))
    publisher = FactPublisher(fact: fact.name, topic: settings.names.topic(output.name), sport: sport)
    let group = settings.names.group(fact.name)
    pair = try TransactionalPair(
      settings.kafka,
      transactionalID: settings.names.transactionalID(group: group, instance: settings.instance),
      onOffsetsSent: { Failpoint.offsetsSent.hit() })
    consumer = try Consumer(
      settings.kafka, group: group, instance: settings.instance, batch: settings.batchSize)
    consumer.rebalanceHandler = self
    try consumer.subscribe(feeds.map { settings.names.topic($0.name) })
  }

  func close() {
    pair.close()
    consumer.close()
    log.close()
    admin.close()
  }

  func run() throws {
    while !cancellation.isCancelled {
      var streamError: (any Error)?
      batch.removeAll()
      do {
        try consumer.poll(timeout: .milliseconds(100), max: settings.batchSize) { batch.append($0) }
      } catch { streamError = error }
      do {
        if !toRebuild.isEmpty { try rebuild() }
        if !batch.isEmpty { try deal() }
      } catch is BatchAbandoned where !cancellation.isCancelled {}
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
    for item in batch.items {
      guard let position = positions[item.partition] else { throw BatchAbandoned() }
      guard item.offset >= position else { continue }
      try take(item, mine)
      positions[item.partition] = item.offset + 1
    }
    for partition in Set(batch.items.map(\.partition)) {
      if let position = consumer.position(partition) { positions[partition] = position }
    }
    guard !pending.isEmpty else { return }
    let producer = try pair.begin()
    for record in pending { try publisher.publish(record, with: producer) }
    Failpoint.produced.hit()
    let offsets = offsetsToCommit()
    try pair.commit(offsets: offsets, for: try consumer.groupMetadata())
    committed.merge(offsets.mapValues(\.offset)) { $1 }
  }

  private func take(_ item: RecordBatch.Item, _ mine: Int) throws {
    guard item.hasValue, item.value.count <= settings.maxRecordBytes else { return }
    // Announcements are always read: they say what is known.
    guard
      item.type.isEmpty || reads.contains(item.type) || FeedRecordType(rawValue: item.type)?.isOfLife == true
    else { return }
    // What cannot be decoded is the dispatcher's to tell.
    guard let record = decode(item) else { return }
    guard fact.reads.contains(record.type) || record.type.isOfLife else { return }
    try settings.facts.checkModel(of: record, for: fact)
    try take(record, item, mine)
  }

  private func decode(_ item: RecordBatch.Item) -> FeedRecord? {
    let type = FeedRecordType(rawValue: item.type)
    guard type != nil || item.type.isEmpty else { return nil }
    return batch.withValue(item) { span in
      try? decoder.decode(span, type: type, isProtobuf: item.isProtobuf)
    }
  }

  private func take(_ record: FeedRecord, _ item: RecordBatch.Item, _ mine: Int) throws {
    let id = record.matchID
    if states[item.partition]?.knows(id) != true {
      guard let machine = try machine(for: record, item, mine) else { return }
      try states[item.partition]?.open(id, machine, firstOffset: item.offset)
    }
    guard let (season, records) = states[item.partition]?.take(record, offset: item.offset) else { return }
    for record in records {
      pending.append(
        PendingFact(record: record, matchID: id, season: season, ingestedAt: item.ingestedAt))
    }
  }

  // MARK: A match that is not open here

  /// The state to take this record with: a new one for a match that begins, the old one read again for a match
  /// that was closed.
  /// - Returns: nil if the match is not known at this offset, or the dispatcher refused the record.
  private func machine(
    for record: FeedRecord, _ item: RecordBatch.Item, _ mine: Int
  ) throws -> (any MatchMachineProtocol)? {
    if record.opening != nil {
      let first = try log.firstOrigin(record.matchID)
      if let first, first.partition != item.partition { return nil }
      unknown[item.partition]?.remove(record.matchID)
      if first.map({ $0.offset >= item.offset }) ?? true { return fact.makeMachine(settings.facts) }
    }
    if unknown[item.partition]?.contains(record.matchID) == true { return nil }
    if let machine = try reopen(record.matchID, before: item, mine) { return machine }
    if unknown[item.partition]?.count ?? 0 >= Self.unknownLimit { unknown[item.partition] = [] }
    unknown[item.partition, default: []].insert(record.matchID)
    return nil
  }

  /// Reads the match's own log up to just before this record.
  private func reopen(
    _ id: String, before item: RecordBatch.Item, _ mine: Int
  ) throws -> (any MatchMachineProtocol)? {
    try consumer.pause(consumer.assignment)
    defer { try? consumer.resume(consumer.assignment) }
    try waitForDispatcher(past: item, mine)
    var machine = fact.makeMachine(settings.facts)
    var isThere = false
    try log.read(id, upTo: item.offset, of: item.partition) { record, origin in
      try keepPlace(mine)
      if origin == item.offset {
        isThere = true
        return false
      }
      if let record {
        try settings.facts.checkModel(of: record, for: fact)
        _ = machine.take(record, revision: origin)
      }
      return true
    }
    return isThere && machine.isAnnounced ? machine : nil
  }

  private func waitForDispatcher(past item: RecordBatch.Item, _ mine: Int) throws {
    let group = settings.names.group(Dispatcher.feedsGroup)
    while true {
      let offset = try admin.committedOffsets(of: group, [item.partition])[item.partition]?.offset ?? 0
      if offset > item.offset { return }
      settings.logger.every(5).info(
        "\(fact.name): waiting for the dispatcher to reach a record of a match that is not open",
        [.partition: LogValue(item.partition.partition), .offset: LogValue(item.offset)])
      try keepPlace(mine)
      sleepMilliseconds(50)
    }
  }

  /// Stays in the group without taking records; everything is paused.
  private func keepPlace(_ mine: Int) throws {
    if cancellation.isCancelled { throw BatchAbandoned() }
    try consumer.poll(timeout: .zero) { _ in throw BatchAbandoned() }
    if generation != mine { throw BatchAbandoned() }
  }

  // MARK: Rebuilding

  /// Reads the logs of the open matches again, silently, up to the committed offset.
  private func rebuild() throws {
    let mine = generation
    let work = toRebuild
    toRebuild = [:]
    try consumer.pause(consumer.assignment)
    defer { try? consumer.resume(consumer.assignment) }
    for (partition, start) in work.sorted(by: { $0.key < $1.key }) {
      guard let end = positions[partition], start < end else { continue }
      settings.logger.info(
        "\(fact.name): reading again \(end - start) offsets",
        [
          .topic: LogValue(partition.topic), .partition: LogValue(partition.partition),
          .offset: LogValue(start),
        ])
      try rebuild(partition, start, end, mine)
    }
  }

  private func rebuild(_ partition: TopicPartition, _ start: Int64, _ end: Int64, _ mine: Int) throws {
    let reader = try Consumer(settings.kafka, reportsEnds: true, batch: settings.batchSize)
    defer { reader.close() }
    try reader.assign([partition: .offset(start)])
    let earlier = RecordBatch()
    while (reader.position(partition) ?? start) < end, !reader.isAtEnd {
      earlier.removeAll()
      try reader.poll(timeout: .milliseconds(100), max: settings.batchSize) { earlier.append($0) }
      for item in earlier.items where item.offset < end {
        guard let record = decode(item, of: earlier) else { continue }
        try settings.facts.checkModel(of: record, for: fact)
        takeSilently(record, item)
      }
      Failpoint.rebuilding.hit()
      try keepPlace(mine)
    }
  }

  private func decode(_ item: RecordBatch.Item, of batch: RecordBatch) -> FeedRecord? {
    let type = FeedRecordType(rawValue: item.type)
    guard type != nil || item.type.isEmpty, item.hasValue, item.value.count <= settings.maxRecordBytes else {
      return nil
    }
    guard item.type.isEmpty || reads.contains(item.type) || type?.isOfLife == true else { return nil }
    return batch.withValue(item) { try? decoder.decode($0, type: type, isProtobuf: item.isProtobuf) }
  }

  private func takeSilently(_ record: FeedRecord, _ item: RecordBatch.Item) {
    guard fact.reads.contains(record.type) || record.type.isOfLife else { return }
    if states[item.partition]?.knows(record.matchID) != true {
      guard record.opening != nil else { return }
      try? states[item.partition]?.open(
        record.matchID, fact.makeMachine(settings.facts), firstOffset: item.offset)
    }
    _ = states[item.partition]?.take(record, offset: item.offset)
  }

  // MARK: Offsets

  private func offsetsToCommit() -> [TopicPartition: CommittedOffset] {
    var offsets: [TopicPartition: CommittedOffset] = [:]
    for (partition, position) in positions where committed[partition] != position {
      let start = states[partition]?.rebuildFrom(position: position) ?? position
      offsets[partition] = CommittedOffset(position, metadata: String(start))
    }
    return offsets
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
    toRebuild = [:]
    for partition in partitions {
      let offset = offsets[partition]?.offset ?? 0
      positions[partition] = offset
      committed[partition] = offset
      if let state = kept[partition], state.position == offset {
        states[partition] = state.states
      } else {
        states[partition] = MatchStates()
        if let start = offsets[partition].flatMap({ Int64($0.metadata) }), start < offset {
          toRebuild[partition] = start
        }
      }
    }
    kept = [:]
    settings.logger.info("\(fact.name): \(partitions.count) partitions", [.fact: LogValue(fact.name)])
    return offsets.mapValues { .offset($0.offset) }
  }

  func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    Failpoint.revoked.hit()
    try pair.drain()
    let offsets = isDealing ? [:] : offsetsToCommit()
    if !offsets.isEmpty { try consumer.commit(offsets) }
    giveUp(keeping: toRebuild.isEmpty && !isDealing)
  }

  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws { giveUp(keeping: false) }

  private func giveUp(keeping keeps: Bool) {
    generation += 1
    kept = [:]
    if keeps { for (partition, state) in states { kept[partition] = (state, positions[partition] ?? 0) } }
    states = [:]
    positions = [:]
    committed = [:]
    toRebuild = [:]
    unknown = [:]
  }
}
