/// Two transactional producers in turn (`<id>-0` and `<id>-1`), so that the next transaction can be filled
/// while the last one commits; a single producer that begins right after its commit is told
/// CONCURRENT_TRANSACTIONS and waits.
///
///     let producer = try pair.begin()
///     try producer.produce(…)
///     try pair.commit(offsets: consumer.positions()…, for: consumer.groupMetadata())   // returns at once
///
/// Commits run one after the other on a thread of the pair's own: the second's offsets are sent only when the
/// first's commit is known, so a failure never leaves a gap. After any error: `recover`, then go back to the
/// committed offsets. `begin`, `commit`, `drain` and `recover` are for one thread at a time.
public final class TransactionalPair: @unchecked Sendable {
  public let transactionalID: String
  let configuration: KafkaConfiguration
  let timeout: Duration
  let onOffsetsSent: (@Sendable () -> Void)?
  var producers: [Producer] = []
  var turn = 0
  let work = Monitor(Work())

  struct Commit: Sendable {
    let slot: Int
    let producer: Producer
    let offsets: [TopicPartition: CommittedOffset]
    let group: GroupMetadata?
    let onCommitted: (@Sendable () -> Void)?
  }
  struct Work {
    var waiting: [Commit] = []
    /// The slot of the commit under way.
    var running: Int?
    /// All records of the commit under way are in the log.
    var isFlushed = false
    /// The first failure since `recover`; nothing is committed after it.
    var failure: KafkaError?
    /// Begun and not yet committed or aborted.
    var open: Set<Int> = []
    var committed = 0
    var isClosed = false
  }

  /// Makes both producers and ends what predecessors left open under their ids: the committed offsets are
  /// final only after that.
  /// - Parameters:
  ///   - timeout: for each step: starting, sending offsets, committing, aborting.
  ///   - onOffsetsSent: called on the pair's thread between a transaction's offsets and its commit (for tests
  ///     that end the process there).
  public init(
    _ configuration: KafkaConfiguration, transactionalID: String, timeout: Duration = .seconds(10),
    onOffsetsSent: (@Sendable () -> Void)? = nil
  ) throws(KafkaError) {
    self.configuration = configuration
    self.transactionalID = transactionalID
    self.timeout = timeout
    self.onOffsetsSent = onOffsetsSent
    producers = [try make(0), try make(1)]
    let started = runOnThread { [work, timeout, onOffsetsSent] in commitLoop(work, timeout, onOffsetsSent) }
    guard started else { throw KafkaError(.failed, operation: "start the thread that commits") }
  }

  deinit { close() }

  func make(_ slot: Int) throws(KafkaError) -> Producer {
    let producer = try Producer(configuration, transactionalID: "\(transactionalID)-\(slot)")
    try producer.initTransactions(timeout: timeout)
    return producer
  }

  /// The producer whose turn it is, in a new transaction. Waits while its last one commits, and until the records
  /// of the transaction before are in the log, else these could overtake them.
  /// - Throws: what an earlier commit failed with.
  public func begin() throws(KafkaError) -> Producer {
    let slot = turn
    try wait(operation: "begin a transaction as \(transactionalID)") { work in
      work.waiting.isEmpty && (work.running == nil || work.running != slot && work.isFlushed)
    }
    let isOpen = work.with { $0.open.contains(slot) }
    if isOpen { return producers[slot] }
    try producers[slot].begin()
    work.with { _ = $0.open.insert(slot) }
    return producers[slot]
  }

  /// Hands the transaction over to be committed with these offsets, and returns. `onCommitted` is called on the
  /// pair's thread once it stands.
  /// - Throws: what an earlier commit failed with; then this one will not be committed.
  public func commit(
    offsets: [TopicPartition: CommittedOffset] = [:], for group: GroupMetadata? = nil,
    onCommitted: (@Sendable () -> Void)? = nil
  ) throws(KafkaError) {
    let operation = "commit a transaction as \(transactionalID)"
    let slot = turn
    let entry = Commit(
      slot: slot, producer: producers[slot], offsets: offsets, group: group, onCommitted: onCommitted)
    try work.change { work throws(KafkaError) in
      if let failure = work.failure { throw failure }
      guard !work.isClosed, work.open.contains(slot) else {
        throw KafkaError(.state, operation: operation, message: "no transaction was begun")
      }
      guard offsets.isEmpty || group != nil else {
        throw KafkaError(.invalidArgument, operation: operation, message: "offsets without their group")
      }
      work.waiting.append(entry)
    }
    turn = 1 - slot
  }

  /// Waits until all that was handed over is committed, as in a revocation.
  public func drain() throws(KafkaError) {
    try wait(operation: "commit a transaction as \(transactionalID)") {
      $0.waiting.isEmpty && $0.running == nil
    }
  }

  /// Whether nothing is being committed, so that a `begin` would not wait.
  public var isIdle: Bool { work.with { $0.waiting.isEmpty && $0.running == nil } }
  /// What a commit failed with since the last `recover`.
  public var failure: KafkaError? { work.with { $0.failure } }
  /// Transactions committed so far.
  public var committed: Int { work.with { $0.committed } }

  private func wait(operation: String, _ done: (Work) -> Bool) throws(KafkaError) {
    // Each of at most two commits takes up to `timeout` for its offsets and again for its end.
    let result = work.wait(until: Deadline(timeout * 4 + .seconds(1))) { work -> Result<Void, KafkaError>? in
      if let failure = work.failure { return .failure(failure) }
      if work.isClosed { return .failure(KafkaError(.destroyed, operation: operation, isFatal: true)) }
      return done(work) ? .success(()) : nil
    }
    guard let result else { throw KafkaError(.timedOut, operation: operation) }
    try result.get()
  }

  /// Waits for commits under way, aborts what is open and stops both producers.
  public func close() {
    _ = work.wait(until: Deadline(timeout * 2)) { work in
      work.running == nil && (work.waiting.isEmpty || work.failure != nil) ? true : nil
    }
    let open = work.change { work in
      work.isClosed = true
      defer { work.open = [] }
      return work.open
    }
    for (slot, producer) in producers.enumerated() {
      if open.contains(slot) { try? producer.abort(timeout: .seconds(2)) }  // else it runs into its timeout
      producer.close()
    }
  }
}

/// The pair's thread: one commit at a time, none after a failure.
private func commitLoop(
  _ work: Monitor<TransactionalPair.Work>, _ timeout: Duration, _ onOffsetsSent: (@Sendable () -> Void)?
) {
  while true {
    let next = work.wait(until: nil) { work -> TransactionalPair.Commit?? in
      if work.isClosed { return .some(nil) }
      guard work.failure == nil, !work.waiting.isEmpty else { return nil }
      let commit = work.waiting.removeFirst()
      work.running = commit.slot
      work.isFlushed = false
      return commit
    }
    guard let next, let commit = next else { return }
    var failure: KafkaError?
    do throws(KafkaError) {
      try commit.producer.drain(Deadline(timeout), "commit a transaction")
      work.change { $0.isFlushed = true }
      if let group = commit.group {
        try commit.producer.sendOffsets(commit.offsets, for: group, timeout: timeout)
        onOffsetsSent?()
      }
      try commit.producer.commit(timeout: timeout)
      commit.onCommitted?()
    } catch {
      failure = error
    }
    work.change { work in
      work.running = nil
      if let failure {
        work.failure = failure
      } else {
        work.open.remove(commit.slot)
        work.committed += 1
      }
    }
  }
}
