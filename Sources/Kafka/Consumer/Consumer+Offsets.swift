internal import CRdKafka

extension Consumer {
  /// What the group has committed for these partitions; those without an offset are left out. Waits while a
  /// transaction that commits them is being ended.
  public func committed(
    _ partitions: some Collection<TopicPartition>, timeout: Duration = .seconds(10)
  ) throws(KafkaError) -> [TopicPartition: CommittedOffset] {
    let operation = "ask for the committed offsets of group \(group ?? "")"
    guard group != nil else {
      throw KafkaError(.invalidArgument, operation: operation, message: "the consumer has no group")
    }
    return try client.committed(partitions, operation, timeout: timeout)
  }

  /// Commits these offsets (each the next to read) and waits until the broker has them.
  /// - Throws: `isMembershipLost` if the partitions may be somebody else's by now.
  public func commit(
    _ offsets: [TopicPartition: CommittedOffset], timeout: Duration = .seconds(10)
  ) throws(KafkaError) {
    let operation = "commit offsets of group \(group ?? "")"
    let handle = try client.open(operation)
    let deadline = Deadline(timeout)
    if offsets.isEmpty { return }
    while true {
      guard let error = try commitOnce(handle, PartitionList(offsets), operation, deadline) else { return }
      guard error.isRetriable, !error.isMembershipLost, !deadline.isOver else { throw error }
      sleep(milliseconds: 10)
    }
  }

  private func commitOnce(
    _ handle: OpaquePointer, _ list: PartitionList, _ operation: String, _ deadline: Deadline
  ) throws(KafkaError) -> KafkaError? {
    // Over a queue of its own: the synchronous commit of librdkafka waits without end.
    guard let answers = rd_kafka_queue_new(handle) else { return nil }
    defer { rd_kafka_queue_destroy(answers) }
    let code = list.lend { rd_kafka_commit_queue(handle, $0, answers, nil, nil) }
    if code != RD_KAFKA_RESP_ERR_NO_ERROR { return KafkaError(code, operation: operation, client: handle) }
    guard let event = rd_kafka_queue_poll(answers, max(1, deadline.milliseconds())) else {
      return KafkaError(.timedOut, operation: operation)
    }
    defer { rd_kafka_event_destroy(event) }
    let result = rd_kafka_event_error(event)
    if result != RD_KAFKA_RESP_ERR_NO_ERROR {
      return KafkaError(result, operation: operation, client: handle)
    }
    guard let offsets = rd_kafka_event_topic_partition_list(event) else { return nil }
    return PartitionList.elements(offsets).first { $0.code != RD_KAFKA_RESP_ERR_NO_ERROR }
      .map { KafkaError($0, operation: operation, client: handle) }
  }

  /// Asks the broker for one topic; nil if it does not exist. An assignment right after it begins at once, where one
  /// of a topic that this consumer has not asked for waits up to a second for librdkafka to ask.
  public func topic(_ name: String, timeout: Duration = .seconds(10)) throws(KafkaError) -> TopicDescription?
  {
    try client.topic(name, timeout: timeout)
  }

  /// Asks the broker for the first offset and the one after the last that a committed reader can see.
  public func watermarks(
    _ partition: TopicPartition, timeout: Duration = .seconds(10)
  ) throws(KafkaError) -> Watermarks {
    try client.watermarks(partition, timeout: timeout)
  }

  /// What the last fetch of this partition told, without asking; nil before the first. The high one counts
  /// open transactions too.
  public func cachedWatermarks(_ partition: TopicPartition) -> Watermarks? {
    guard let handle = try? client.open("ask for watermarks") else { return nil }
    var (low, high): (Int64, Int64) = (0, 0)
    guard
      rd_kafka_get_watermark_offsets(handle, partition.topic, partition.partition, &low, &high)
        == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0
    else { return nil }
    return Watermarks(low: max(0, low), high: high)
  }

  /// Records (and markers) between position and end, by what the last fetch told; nil while unknown.
  public func lag(_ partition: TopicPartition) -> Int64? {
    guard let position = position(partition), let end = cachedWatermarks(partition)?.high else { return nil }
    return max(0, end - position)
  }

  /// The first offset with that timestamp (ms since 1970) or a later one; the end if there is none.
  public func offsets(
    forTimes times: [TopicPartition: Int64], timeout: Duration = .seconds(10)
  ) throws(KafkaError) -> Offsets {
    try client.offsets(forTimes: times, timeout: timeout)
  }

  /// Empty until the group has been joined.
  public var memberID: String {
    guard let handle = try? client.open("ask for the member's id"), let text = rd_kafka_memberid(handle)
    else { return "" }
    defer { rd_kafka_mem_free(handle, text) }
    return String(cString: text)
  }

  /// Who this member is now, for `Producer.sendOffsets`. Take it anew for each transaction.
  public func groupMetadata() throws(KafkaError) -> GroupMetadata {
    let operation = "take the group's metadata"
    let handle = try client.open(operation)
    guard group != nil, let metadata = rd_kafka_consumer_group_metadata(handle) else {
      throw KafkaError(.invalidArgument, operation: operation, message: "the consumer has no group")
    }
    return GroupMetadata(metadata)
  }
}

/// A consumer's place in its group at one moment, with which a producer commits for it.
public final class GroupMetadata: @unchecked Sendable {
  let raw: OpaquePointer
  init(_ raw: OpaquePointer) { self.raw = raw }
  deinit { rd_kafka_consumer_group_metadata_destroy(raw) }
}
