internal import CRdKafka

/// Reads partitions, as a member of a group (`subscribe`) or by itself (`assign`).
///
/// Use it from one thread: poll, pause, seek and rebalances on different threads lose records in librdkafka 2.0.2.
/// Offsets are handed out in rising order within a partition between seeks; nothing is skipped but what is
/// not there, and nothing comes twice.
public final class Consumer {
  let client: Client
  let queue: OpaquePointer
  /// Filled by one call of librdkafka; `head..<count` has not been handed out. A slot is nil when its record
  /// is gone.
  let slots: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>
  let slotStates: UnsafeMutablePointer<Unmanaged<PartitionState>?>
  let capacity: Int
  var head = 0
  var count = 0
  var table = PartitionTable()
  var isPolling = false
  /// The group, or nil for a consumer that reads by itself.
  public let group: String?
  /// Told of rebalances; set it before `subscribe`.
  public weak var rebalanceHandler: (any RebalanceHandler)?

  /// - Parameters:
  ///   - group: the consumer group; nil to `assign` without one.
  ///   - instance: `group.instance.id`, static membership: after a restart under the same name the member gets
  ///     its partitions back without a rebalance, and a second one under that name is fenced.
  ///   - reportsEnds: makes `isAtEnd` work (costs a wake-up each time the end is reached).
  ///   - batch: how many records one call of librdkafka may hand over.
  ///   - gathering: how long a broker may gather records before it answers; nil: it answers at the first one.
  ///     The user's `fetch.min.bytes` and `fetch.wait.max.ms` win.
  public init(
    _ configuration: KafkaConfiguration, group: String? = nil, instance: String? = nil,
    reportsEnds: Bool = false, batch: Int = 1000, gathering: Duration? = nil
  ) throws(KafkaError) {
    var required = [
      ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
      // librdkafka consumes only as a group, even where it takes no part in one.
      ("group.id", group ?? "no-group"),
      ("enable.partition.eof", reportsEnds ? "true" : "false"),
    ]
    if let gathering {
      let given = configuration.properties
      if given["fetch.min.bytes"] == nil { required.append(("fetch.min.bytes", "1000000")) }
      if given["fetch.wait.max.ms"] == nil {
        required.append(("fetch.wait.max.ms", "\(gathering.wholeMilliseconds)"))
      }
    }
    if let instance { required.append(("group.instance.id", instance)) }
    client = try Client(RD_KAFKA_CONSUMER, configuration, role: .consumer, required: required)
    self.group = group
    _ = rd_kafka_poll_set_consumer(client.handle)
    guard let queue = rd_kafka_queue_get_consumer(client.handle) else {
      throw KafkaError(.failed, operation: "start a Kafka consumer", message: "it has no queue")
    }
    self.queue = queue
    capacity = max(1, batch)
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: nil, count: capacity)
    slotStates = .allocate(capacity: capacity)
    slotStates.initialize(repeating: nil, count: capacity)
  }

  deinit {
    close(timeout: .seconds(5))
    slots.deallocate()
    slotStates.deallocate()
  }

  /// Joins the group for these topics (`^` at the start makes one a regular expression).
  public func subscribe(_ topics: [String]) throws(KafkaError) {
    let operation = "subscribe to \(topics.joined(separator: ", "))"
    guard group != nil else {
      throw KafkaError(.invalidArgument, operation: operation, message: "the consumer has no group")
    }
    let handle = try client.open(operation)
    let code = try PartitionList(topics: topics).lend { rd_kafka_subscribe(handle, $0) }
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw KafkaError(code, operation: operation, client: handle)
    }
  }

  /// Reads these partitions from there on, in place of what was assigned before.
  public func assign(_ partitions: [TopicPartition: StartOffset]) throws(KafkaError) {
    try take(partitions)
  }

  /// The partitions assigned now, in order.
  public var assignment: [TopicPartition] { table.states.map(\.topicPartition) }

  /// Ends it: gives up the partitions (the handler is told), leaves the group unless it is a static member, stops the threads.
  /// Takes `timeout` at most. Commits nothing.
  public func close(timeout: Duration = .seconds(10)) {
    guard !client.isClosed else { return }
    let deadline = Deadline(timeout)
    leave(until: deadline)
    discardBuffered()
    table = PartitionTable()
    rd_kafka_queue_destroy(queue)
    client.close(timeout: deadline.remaining)
  }

  /// Wakes a `poll` that waits, from any thread.
  public var waker: ConsumerWaker { ConsumerWaker(client) }
}

/// Wakes a consumer's `poll`, from any thread.
public struct ConsumerWaker: Sendable {
  private let client: Client
  init(_ client: Client) { self.client = client }

  public func wake() {
    guard let handle = try? client.open("wake a consumer"), let queue = rd_kafka_queue_get_consumer(handle)
    else { return }
    rd_kafka_queue_yield(queue)
    rd_kafka_queue_destroy(queue)
  }
}
