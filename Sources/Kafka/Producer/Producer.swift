internal import CRdKafka

/// Writes records, in transactions if it has a transactional id. Any thread may produce; a transaction
/// belongs to one thread at a time.
public final class Producer: @unchecked Sendable {
  let client: Client
  let topics: TopicHandles
  private let firstRecords = FirstRecords()
  public let transactionalID: String?

  /// - Parameters:
  ///   - transactionalID: the same after a restart, so that the new process ends what the old one left open.
  ///   - onDelivery: told of each record (on the thread that polls, flushes or commits). Without it deliveries
  ///     are only counted, which costs less.
  public init(
    _ configuration: KafkaConfiguration, transactionalID: String? = nil,
    onDelivery: (@Sendable (Delivery) -> Void)? = nil
  ) throws(KafkaError) {
    var required = [("delivery.report.only.error", "false")]
    if let transactionalID {
      required += KafkaDefaults.transactional(configuration.properties)
      required.append(("transactional.id", transactionalID))
    }
    client = try Client(
      RD_KAFKA_PRODUCER, configuration, role: .producer, required: required, onDelivery: onDelivery)
    topics = TopicHandles(client)
    self.transactionalID = transactionalID
  }

  deinit { close(timeout: .seconds(5)) }

  /// Puts a record into the queue; librdkafka copies it.
  /// - Parameters:
  ///   - partition: nil lets the key decide (murmur2, as the Java clients).
  ///   - value: nil for a tombstone.
  ///   - timestamp: ms since 1970; nil for now.
  ///   - token: comes back in the `Delivery`.
  ///   - timeout: how long to wait where the queue is full.
  /// - Throws: `isQueueFull`, `isUnknownTopic`, `isMessageTooLarge`, `isProducerFenced`. Whether the broker
  ///   keeps the record shows later: in `flush`, `commit` or `firstFailure`.
  public func produce(
    to topic: String, partition: Int32? = nil, key: RawSpan? = nil, value: RawSpan?,
    headers: borrowing HeaderList = HeaderList(), timestamp: Int64? = nil, token: UInt = 0,
    timeout: Duration = .seconds(10)
  ) throws(KafkaError) {
    try firstRecords.send(topic, partition, key) { () throws(KafkaError) in
      try enqueue(topic, partition, key, value, headers, timestamp, token, timeout)
    } settle: { () throws(KafkaError) in
      try settle(timeout, "send the first record to \(topic)")
    }
  }

  /// `produce` waits for the first record of each key or partition. Those that are produced within `body`, to different
  /// topics, are waited for once, at its end. To be used by one thread at a time.
  public func produceFirsts(timeout: Duration = .seconds(10), _ body: () throws -> Void) throws {
    try firstRecords.gather(body) { () throws(KafkaError) in
      try settle(timeout, "send the first records to new topics")
    }
  }

  /// However short the wait for a full queue may be: brokers restart within this.
  private func settle(_ timeout: Duration, _ operation: String) throws(KafkaError) {
    try drain(Deadline(max(timeout, .seconds(60))), operation)
  }

  private func enqueue(
    _ topic: String, _ partition: Int32?, _ key: RawSpan?, _ value: RawSpan?,
    _ headers: borrowing HeaderList, _ timestamp: Int64?, _ token: UInt, _ timeout: Duration
  ) throws(KafkaError) {
    let handle = try client.open("produce")
    let target = try topics.handle(topic)
    let count = 7 + headers.count
    var deadline: Deadline?
    while true {
      // Stack memory: key, value and headers are read where they are.
      let error = withUnsafeTemporaryAllocation(of: rd_kafka_vu_t.self, capacity: count) { slots in
        var list = ArgumentList(slots)
        list.add(RD_KAFKA_VTYPE_RKT) { $0.rkt = target }
        list.add(RD_KAFKA_VTYPE_PARTITION) { $0.i32 = partition ?? RD_KAFKA_PARTITION_UA }
        list.add(RD_KAFKA_VTYPE_MSGFLAGS) { $0.i = Int32(RD_KAFKA_MSG_F_COPY) }
        list.add(RD_KAFKA_VTYPE_OPAQUE) { $0.ptr = UnsafeMutableRawPointer(bitPattern: token) }
        if let timestamp { list.add(RD_KAFKA_VTYPE_TIMESTAMP) { $0.i64 = timestamp } }
        return withBytes(key) { key in
          if let key { list.add(RD_KAFKA_VTYPE_KEY) { $0.mem = .init(key) } }
          return withBytes(value) { value in
            if let value { list.add(RD_KAFKA_VTYPE_VALUE) { $0.mem = .init(value) } }
            return headers.bytes.withUnsafeBytes { bytes in
              for entry in headers.entries { list.add(RD_KAFKA_VTYPE_HEADER) { $0.set(entry, bytes) } }
              return rd_kafka_produceva(handle, slots.baseAddress, list.count)
            }
          }
        }
      }
      guard let error else { return }
      var failure = KafkaError(consuming: error, operation: "produce", client: handle)
      failure.topic = topic
      failure.partition = partition
      guard failure.isQueueFull else { throw failure }
      let end = deadline ?? Deadline(timeout)
      deadline = end
      guard !end.isOver else { throw failure }
      rd_kafka_poll(handle, end.milliseconds(atMost: 10))
    }
  }

  /// Serves delivery reports; needed now and then by who neither flushes nor commits.
  public func poll(timeout: Duration = .zero) {
    guard let handle = try? client.open("poll") else { return }
    rd_kafka_poll(handle, timeout.wholeMilliseconds)
  }

  /// Records and reports not yet dealt with.
  public var outstanding: Int { (try? client.open("count")).map { Int(rd_kafka_outq_len($0)) } ?? 0 }
  /// Records that brokers have acknowledged, as far as served.
  public var delivered: Int { client.isClosed ? 0 : client.state.pointee.delivered.load(ordering: .relaxed) }
  public var failed: Int { client.isClosed ? 0 : client.state.pointee.failed.load(ordering: .relaxed) }
  /// The first record's failure since the last `takeFailure`.
  public var firstFailure: KafkaError? {
    client.isClosed ? nil : client.state.pointee.firstFailure.with { $0 }
  }
  /// The same, and forgets it.
  public func takeFailure() -> KafkaError? {
    client.isClosed
      ? nil
      : client.state.pointee.firstFailure.with { failure in
        defer { failure = nil }
        return failure
      }
  }

  /// Waits until everything was acknowledged.
  /// - Throws: the first record's failure, or `isTimeout` with the number still waiting.
  public func flush(timeout: Duration = .seconds(30)) throws(KafkaError) {
    try drain(Deadline(timeout), "flush")
    if let failure = takeFailure() { throw failure }
  }

  /// Polls until the queue is empty. Not `rd_kafka_flush`, which looks every 10 ms only.
  func drain(_ deadline: Deadline, _ operation: String) throws(KafkaError) {
    let handle = try client.open(operation)
    while rd_kafka_outq_len(handle) > 0 {
      guard !deadline.isOver else {
        throw KafkaError(
          .timedOut, operation: operation,
          message: "\(rd_kafka_outq_len(handle)) records are not acknowledged yet")
      }
      rd_kafka_poll(handle, 1)
    }
  }

  /// Drops what is still in the queue (`flush` first to keep it) and stops the threads, within `timeout`. An
  /// open transaction is left to whoever comes next under this id, or to its timeout.
  public func close(timeout: Duration = .seconds(5)) {
    guard !client.isClosed else { return }
    topics.removeAll()
    rd_kafka_purge(
      client.handle,
      Int32(RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING))
    client.close(timeout: timeout)
  }
}
