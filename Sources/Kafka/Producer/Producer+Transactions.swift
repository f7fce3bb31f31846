internal import CRdKafka

/// Transactions: `initTransactions` once, then `begin`, `produce`…, `sendOffsets`, `commit`.
///
/// After an error with `requiresAbort`, abort and go back to the committed offsets; after one that `isFatal`,
/// close this producer, make a new one, and go back to the committed offsets.
extension Producer {
  /// Ends what a predecessor under this id left open, and fences it.
  public func initTransactions(timeout: Duration = .seconds(30)) throws(KafkaError) {
    let operation = "start transactions as \(transactionalID ?? "nobody")"
    try retry(operation, Deadline(timeout)) { rd_kafka_init_transactions($0, $1) }
  }

  /// Begins one. Brokers hear of it with the first record.
  public func begin() throws(KafkaError) {
    let operation = "begin a transaction as \(transactionalID ?? "nobody")"
    _ = takeFailure()
    try retry(operation, Deadline(.seconds(10))) { handle, _ in rd_kafka_begin_transaction(handle) }
  }

  /// Makes the group's offsets (each the next to read) part of the transaction.
  /// - Throws: with `requiresAbort` and `isMembershipLost` if the member is no longer in its group.
  public func sendOffsets(
    _ offsets: [TopicPartition: CommittedOffset], for group: GroupMetadata, timeout: Duration = .seconds(10)
  ) throws(KafkaError) {
    if offsets.isEmpty { return }
    let list = try PartitionList(offsets)
    try retry("send offsets as \(transactionalID ?? "nobody")", Deadline(timeout)) {
      handle, wait in
      withExtendedLifetime(group) {
        list.lend { rd_kafka_send_offsets_to_transaction(handle, $0, group.raw, wait) }
      }
    }
  }

  /// Waits until all records are acknowledged, then ends the transaction. Without an error it stands, and
  /// readers see it within milliseconds, as soon as the brokers have written its markers.
  /// - Throws: `isTimeout`: whether it was committed is unknown; close this producer and make a new one under
  ///   the same id, then the committed offsets tell.
  public func commit(timeout: Duration = .seconds(10)) throws(KafkaError) {
    let operation = "commit a transaction as \(transactionalID ?? "nobody")"
    let deadline = Deadline(timeout)
    // Left to `rd_kafka_commit_transaction`, which looks every 10 ms, this takes twice as long.
    try drain(deadline, operation)
    try retry(operation, deadline) { rd_kafka_commit_transaction($0, $1) }
    if let failure = takeFailure() { throw failure }  // cannot be: such a transaction is refused above
  }

  /// Undoes it. Records still in the queue are dropped.
  public func abort(timeout: Duration = .seconds(10)) throws(KafkaError) {
    try retry("abort a transaction as \(transactionalID ?? "nobody")", Deadline(timeout)) {
      rd_kafka_abort_transaction($0, $1)
    }
    _ = takeFailure()
  }

  private func retry(
    _ operation: String, _ deadline: Deadline, _ call: (OpaquePointer, Int32) -> OpaquePointer?
  ) throws(KafkaError) {
    let handle = try client.open(operation)
    while let error = call(handle, max(1, deadline.milliseconds())) {
      let failure = KafkaError(consuming: error, operation: operation, client: handle)
      guard failure.isRetriable, !failure.requiresAbort, !deadline.isOver else { throw failure }
      sleep(milliseconds: 2)
    }
  }
}

extension Producer {
  /// Asks the brokers how many partitions the topic has; `isUnknownTopic` if it does not exist.
  public func partitionCount(of topic: String, timeout: Duration = .seconds(10)) throws(KafkaError) -> Int {
    try client.describe(topic, handle: topics.handle(topic), timeout: timeout).partitions
  }

  /// Waits until this producer can write to a topic that was just created: brokers hear of it one by one.
  public func waitForTopic(_ topic: String, timeout: Duration = .seconds(10)) throws(KafkaError) {
    let deadline = Deadline(timeout)
    while true {
      do throws(KafkaError) {
        _ = try partitionCount(of: topic, timeout: deadline.remaining)
        return
      } catch {
        guard error.isUnknownTopic, !deadline.isOver else { throw error }
        sleep(milliseconds: 5)
      }
    }
  }
}
