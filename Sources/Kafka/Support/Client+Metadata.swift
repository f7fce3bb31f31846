internal import CRdKafka

extension Client {
  /// Asks for one topic; nil if it does not exist.
  func topic(_ name: String, timeout: Duration) throws(KafkaError) -> TopicDescription? {
    let operation = "look up a topic"
    let handle = try open(operation)
    guard let target = rd_kafka_topic_new(handle, name, nil) else {
      throw KafkaError(rd_kafka_last_error(), operation: operation, client: handle, topic: name)
    }
    defer { rd_kafka_topic_destroy(target) }
    do throws(KafkaError) {
      return try describe(name, handle: target, timeout: timeout)
    } catch {
      if error.isUnknownTopic { return nil }
      throw error
    }
  }

  /// Asks until the topic has leaders, or the deadline; `isUnknownTopic` if it does not exist.
  func describe(_ topic: String, handle target: OpaquePointer, timeout: Duration)
    throws(KafkaError) -> TopicDescription
  {
    let operation = "look up a topic"
    let client = try open(operation)
    let deadline = Deadline(timeout)
    while true {
      var metadata: UnsafePointer<rd_kafka_metadata>?
      let code = rd_kafka_metadata(client, 0, target, &metadata, max(1, deadline.milliseconds()))
      var error = KafkaError(code, operation: operation, client: client, topic: topic)
      if code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata {
        defer { rd_kafka_metadata_destroy(metadata) }
        let found = UnsafeBufferPointer(
          start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt))
        guard let first = found.first else {
          throw KafkaError(.unknownTopic, operation: operation, topic: topic)
        }
        let leaderless = UnsafeBufferPointer(start: first.partitions, count: Int(first.partition_cnt))
          .contains { $0.leader < 0 }
        if first.err == RD_KAFKA_RESP_ERR_NO_ERROR, !leaderless { return TopicDescription(first) }
        error = KafkaError(
          leaderless ? RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE : first.err, operation: operation,
          client: client, topic: topic)
      }
      guard error.isRetriable, !deadline.isOver else { throw error }
      sleep(milliseconds: 10)
    }
  }
}
