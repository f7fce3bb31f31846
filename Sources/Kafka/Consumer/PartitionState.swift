internal import CRdKafka

/// What the consumer knows about one partition of its assignment.
final class PartitionState {
  let topicPartition: TopicPartition
  let index: Int
  /// Where the assignment or the last seek said to begin.
  var start: StartOffset
  /// The lowest offset that may still be handed out, one past the last that was; nil until known.
  var next: Int64?
  /// The lowest offset that librdkafka may still give us without it being a repeat.
  var bound: Int64
  /// Records that librdkafka has given us but the application has not seen.
  var buffered = 0
  var isPaused = false
  var isAtEnd = false
  /// A seek was asked for and nothing came since: librdkafka's own position (`beforeSeek`) is out of date.
  var isSought = false
  var beforeSeek: Int64?
  /// The consumer is closing: what librdkafka hands out from now on does not count, so its position neither.
  var isFrozen = false
  /// Counts what makes records at hand worthless.
  var epoch = 0

  init(_ topicPartition: TopicPartition, index: Int, start: StartOffset) {
    self.topicPartition = topicPartition
    self.index = index
    self.start = start
    next = start.absolute
    bound = start.absolute ?? .min
  }
}

/// The partitions of one assignment, found by what librdkafka puts into a message.
struct PartitionTable {
  private(set) var states: [PartitionState] = []
  private var byName: [TopicPartition: PartitionState] = [:]
  private var byHandle: [Handle: PartitionState] = [:]
  private var last: (handle: Handle, state: PartitionState)?

  /// A topic's address stays the same while the partition is assigned.
  private struct Handle: Hashable {
    let topic: OpaquePointer
    let partition: Int32
  }

  init() {}
  init(_ assignment: [TopicPartition: StartOffset]) {
    var names: [String: String] = [:]
    for partition in assignment.keys.sorted() {
      let topic = names[partition.topic, default: partition.topic]
      names[topic] = topic
      let state = PartitionState(
        TopicPartition(topic, partition.partition), index: states.count,
        start: assignment[partition] ?? .committed)
      states.append(state)
      byName[state.topicPartition] = state
    }
  }

  subscript(_ partition: TopicPartition) -> PartitionState? { byName[partition] }

  mutating func state(of message: UnsafeMutablePointer<rd_kafka_message_t>) -> PartitionState? {
    guard let topic = message.pointee.rkt else { return nil }
    let handle = Handle(topic: topic, partition: message.pointee.partition)
    if let last, last.handle == handle { return last.state }
    if let state = byHandle[handle] {
      last = (handle, state)
      return state
    }
    guard let name = rd_kafka_topic_name(topic),
      let state = byName[TopicPartition(String(cString: name), handle.partition)]
    else { return nil }
    byHandle[handle] = state
    last = (handle, state)
    return state
  }
}
