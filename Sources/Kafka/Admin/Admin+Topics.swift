internal import CRdKafka

/// A topic to be created.
public struct NewTopic: Sendable, Hashable {
  public var name: String
  public var partitions: Int
  /// nil: the broker's default.
  public var replication: Int?
  public var configuration: [String: String]

  public init(
    _ name: String, partitions: Int = 1, replication: Int? = nil, configuration: [String: String] = [:]
  ) {
    self.name = name
    self.partitions = partitions
    self.replication = replication
    self.configuration = configuration
  }
}

/// A topic as the cluster knows it.
public struct TopicDescription: Sendable, Hashable {
  public let name: String
  public let partitions: Int
  /// The fewest replicas that a partition has.
  public let replication: Int
}

extension Admin {
  /// Creates topics and waits until the brokers know them.
  /// - Returns: per topic why it was not created (`isTopicExists`, bad partitions, replication or configuration).
  public func createTopics(_ topics: [NewTopic]) throws(KafkaError) -> [String: KafkaError] {
    let operation = "create topics"
    var refused: [String: KafkaError] = [:]
    var made: [OpaquePointer?] = []
    defer { for topic in made { rd_kafka_NewTopic_destroy(topic) } }
    for topic in topics {
      do throws(KafkaError) { made.append(try raw(topic, operation)) } catch { refused[topic.name] = error }
    }
    if made.isEmpty { return refused }
    let failures = try call(operation, RD_KAFKA_ADMIN_OP_CREATETOPICS, waitsForBrokers: true) {
      rd_kafka_CreateTopics($0, &made, made.count, $1, $2)
    } _: { event in
      var count = 0
      let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
      return self.failures(operation, results, count)
    }
    let created = topics.map(\.name).filter { refused[$0] == nil && failures[$0] == nil }
    try wait(operation, for: created) { $0 != nil }
    return refused.merging(failures) { $1 }
  }

  /// The controller answers before the brokers know: waits until the one that is asked does.
  private func wait(
    _ operation: String, for names: [String], until isDone: (TopicDescription?) -> Bool
  ) throws(KafkaError) {
    let deadline = Deadline(timeout)
    for name in names {
      while !isDone(try topic(name)) {
        guard !deadline.isOver else {
          throw KafkaError(
            .timedOut, operation: operation, message: "the brokers do not show it yet", topic: name)
        }
        sleep(milliseconds: 10)
      }
    }
  }

  private func raw(_ topic: NewTopic, _ operation: String) throws(KafkaError) -> OpaquePointer {
    var reason = [CChar](repeating: 0, count: 512)
    let made = rd_kafka_NewTopic_new(
      topic.name, Int32(clamping: topic.partitions), Int32(clamping: topic.replication ?? -1), &reason,
      reason.count)
    guard let made else {
      let text = reason.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
      throw KafkaError(.invalidArgument, operation: operation, message: text, topic: topic.name)
    }
    for (key, value) in topic.configuration {
      let code = rd_kafka_NewTopic_set_config(made, key, value)
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
        rd_kafka_NewTopic_destroy(made)
        throw KafkaError(code, operation: operation, client: nil, topic: topic.name)
      }
    }
    return made
  }

  /// Deletes topics and waits until the brokers have forgotten them.
  /// - Returns: per topic why it was not deleted.
  public func deleteTopics(_ topics: [String]) throws(KafkaError) -> [String: KafkaError] {
    let operation = "delete topics"
    if topics.isEmpty { return [:] }
    var made = topics.map { rd_kafka_DeleteTopic_new($0) }
    defer { for topic in made { rd_kafka_DeleteTopic_destroy(topic) } }
    let failures = try call(operation, RD_KAFKA_ADMIN_OP_DELETETOPICS, waitsForBrokers: true) {
      rd_kafka_DeleteTopics($0, &made, made.count, $1, $2)
    } _: { event in
      var count = 0
      let results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count)
      return self.failures(operation, results, count)
    }
    let deleted = topics.filter { failures[$0] == nil }
    try wait(operation, for: deleted) { $0 == nil }
    return failures
  }

  /// All topics, the brokers' own left out, by name.
  public func topics() throws(KafkaError) -> [TopicDescription] {
    let operation = "list topics"
    let handle = try client.open(operation)
    var metadata: UnsafePointer<rd_kafka_metadata>?
    let code = rd_kafka_metadata(handle, 1, nil, &metadata, max(1, timeout.wholeMilliseconds))
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else {
      throw KafkaError(code, operation: operation, client: handle)
    }
    defer { rd_kafka_metadata_destroy(metadata) }
    return UnsafeBufferPointer(start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt))
      .filter { $0.err == RD_KAFKA_RESP_ERR_NO_ERROR }
      .map { TopicDescription($0) }
      .filter { !$0.name.hasPrefix("__") }
      .sorted { $0.name < $1.name }
  }

  /// One topic; nil if it does not exist.
  public func topic(_ name: String) throws(KafkaError) -> TopicDescription? {
    try client.topic(name, timeout: timeout)
  }
}

extension TopicDescription {
  init(_ raw: rd_kafka_metadata_topic) {
    let all = UnsafeBufferPointer(start: raw.partitions, count: Int(raw.partition_cnt))
    name = raw.topic.map { String(cString: $0) } ?? ""
    partitions = all.count
    replication = all.map { Int($0.replica_cnt) }.min() ?? 0
  }
}
