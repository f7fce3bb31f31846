import Kafka
import Telemetry

/// A member of a consumer group that works in Kafka transactions: consume, compute, publish and commit are one.
///
/// Whoever holds one is told of rebalances first, and calls `rebalanced` for each.
final class GroupMember {
  let group: String
  let consumer: Consumer
  /// Records of the latest poll, none from before a rebalance.
  let batch: RecordBatch
  private let pair: TransactionalPair
  private let limit: Int
  private var history = HistoryReader([])
  private let pace: Pace
  private let turn: BacklogTurn?
  private let cancellation: Cancellation
  /// Grows with every rebalance: what was read before is nobody's any more.
  private var generation = 0
  private var generationOfWork = 0
  private var nextTransaction = ContinuousClock.now
  /// A batch is half taken: how far it came may be neither committed nor kept.
  private(set) var isWorking = false
  private var isPaused = false

  /// - Parameter turn: shared by those that take a backlog in turns; nil for who never waits.
  init(
    group: String, _ settings: PipelineSettings, batch: RecordBatch, pace: Pace, turn: BacklogTurn? = nil,
    _ cancellation: Cancellation
  ) throws(KafkaError) {
    self.group = group
    self.batch = batch
    self.pace = pace
    self.turn = turn
    self.cancellation = cancellation
    limit = settings.batchSize
    // First the producers: they end what a predecessor left open, after which the group's offsets are final.
    pair = try TransactionalPair(
      settings.kafka,
      transactionalID: settings.names.transactionalID(group: group, instance: settings.instance),
      onOffsetsSent: { Failpoint.offsetsSent.hit() })
    consumer = try Consumer(
      settings.kafka, group: group, instance: settings.instance, batch: settings.batchSize,
      gathering: pace.gathering)
  }

  func join(_ topics: [String], _ handler: any RebalanceHandler) throws(KafkaError) {
    history = HistoryReader(topics)
    consumer.rebalanceHandler = handler
    try consumer.subscribe(topics)
  }

  func close() {
    pair.close()
    consumer.close()
  }

  /// Polls, works and ticks until it is cancelled.
  /// - Parameters:
  ///   - work: deals with `batch`, which may be empty. May throw `BatchAbandoned`.
  ///   - tick: once a second and at the end.
  func run(work: () throws -> Void, tick: () throws -> Void) throws {
    var nextTick = ContinuousClock.now
    while !cancellation.isCancelled {
      let trouble = receive()
      generationOfWork = generation
      isWorking = true
      do {
        defer { isWorking = false }
        if let turn { try turn.take(batch.count, work) } else { try work() }
      } catch is BatchAbandoned where generation != generationOfWork {}
      if let trouble { throw trouble }
      if ContinuousClock.now >= nextTick {
        nextTick = .now + .seconds(1)
        try tick()
      }
    }
    try pair.drain()
    try tick()
  }

  /// - Returns: what the stream or a rebalance failed with, to be thrown once the batch is dealt with.
  private func receive() -> (any Error)? {
    batch.removeAll()
    var generationOfBatch = generation
    let take = { (message: borrowing MessageView) in
      if generationOfBatch != self.generation {
        self.batch.removeAll()
        generationOfBatch = self.generation
      }
      self.batch.append(message)
    }
    var trouble: (any Error)?
    do {
      let limit = history.limit(limit)
      try consumer.poll(timeout: .milliseconds(100), max: limit, take)
      while !batch.isEmpty, batch.count < limit {
        let wait = nextTransaction - .now
        guard wait > .zero else { break }
        try consumer.poll(timeout: max(wait, .milliseconds(1)), max: limit - batch.count, take)
      }
      if generationOfBatch == generation { try history.saw(batch, consumer) }
    } catch { trouble = error }
    if generationOfBatch != generation { batch.removeAll() }
    return trouble
  }

  /// Publishes what `fill` produces and commits `offsets`, as one. Returns once all is handed over.
  func publish(
    committing offsets: [TopicPartition: CommittedOffset], _ fill: (Producer) throws -> Void
  ) throws {
    let producer = try pair.begin()
    try fill(producer)
    Failpoint.produced.hit()
    try pair.commit(offsets: offsets, for: try consumer.groupMetadata())
    nextTransaction = .now + pace.between
  }

  /// Commits offsets with nothing to publish.
  func commit(_ offsets: [TopicPartition: CommittedOffset]) throws {
    try pair.drain()
    if !offsets.isEmpty { try consumer.commit(offsets) }
  }

  /// Waits until all that was published is committed, as in a revocation.
  func drain() throws(KafkaError) { try pair.drain() }

  /// To be called whenever partitions come or go.
  func rebalanced() { generation += 1 }

  /// Runs `body`, which keeps the place in the group meanwhile, without taking records. Within another call the outer
  /// one resumes.
  func whilePaused<R>(_ body: () throws -> R) throws -> R {
    if isPaused { return try body() }
    try consumer.pause(consumer.assignment)
    isPaused = true
    defer {
      isPaused = false
      try? consumer.resume(consumer.assignment)
    }
    return try body()
  }

  /// Stays in the group without taking records; everything is paused.
  /// - Throws: `BatchAbandoned` if the batch in hand is nobody's any more, or all is over.
  func keepPlace() throws {
    if cancellation.isCancelled { throw BatchAbandoned() }
    try consumer.poll(timeout: .zero) { _ in throw BatchAbandoned() }
    if generation != generationOfWork { throw BatchAbandoned() }
  }
}
