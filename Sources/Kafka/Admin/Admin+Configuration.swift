internal import CRdKafka

/// One setting of a topic.
public struct TopicSetting: Sendable, Hashable {
  /// nil where the broker keeps it secret.
  public let value: String?
  /// Set on this topic; else it is the brokers' default.
  public let isOwn: Bool
}

extension Admin {
  /// All settings of these topics, by topic and key.
  /// - Throws: the first topic's error, such as `isUnknownTopic`.
  public func describeConfigurations(_ topics: [String]) throws(KafkaError) -> [String: [String:
    TopicSetting]]
  {
    let operation = "read topics' configurations"
    if topics.isEmpty { return [:] }
    var made = topics.map { rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, $0) }
    defer { for resource in made { rd_kafka_ConfigResource_destroy(resource) } }
    return try call(operation, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS) {
      rd_kafka_DescribeConfigs($0, &made, made.count, $1, $2)
    } _: { event throws(KafkaError) in
      var count = 0
      let results = rd_kafka_DescribeConfigs_result_resources(
        rd_kafka_event_DescribeConfigs_result(event), &count)
      var found: [String: [String: TopicSetting]] = [:]
      for resource in UnsafeBufferPointer(start: results, count: count) {
        if let error = resourceError(resource, operation) { throw error }
        guard let name = rd_kafka_ConfigResource_name(resource) else { continue }
        found[String(cString: name)] = settings(resource)
      }
      return found
    }
  }

  private func settings(_ resource: OpaquePointer?) -> [String: TopicSetting] {
    var count = 0
    let entries = rd_kafka_ConfigResource_configs(resource, &count)
    var settings: [String: TopicSetting] = [:]
    for entry in UnsafeBufferPointer(start: entries, count: count) {
      guard let key = rd_kafka_ConfigEntry_name(entry) else { continue }
      settings[String(cString: key)] = TopicSetting(
        value: rd_kafka_ConfigEntry_value(entry).map { String(cString: $0) },
        isOwn: rd_kafka_ConfigEntry_source(entry) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG)
    }
    return settings
  }

  private func resourceError(_ resource: OpaquePointer?, _ operation: String) -> KafkaError? {
    let code = rd_kafka_ConfigResource_error(resource)
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
    return KafkaError(
      code, operation: operation,
      message: rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) }, client: nil,
      topic: rd_kafka_ConfigResource_name(resource).map { String(cString: $0) })
  }

  /// Changes these settings of a topic and leaves its others (nil takes one back to the brokers' default). librdkafka
  /// 2.0.2 can only replace all at once, so what the topic has of its own is read and sent along; a change made
  /// elsewhere at the same moment may be lost.
  public func alterConfiguration(of topic: String, _ changes: [String: String?]) throws(KafkaError) {
    let operation = "change a topic's configuration"
    var wanted = try ownSettings(of: topic)
    for (key, value) in changes { wanted[key] = value }
    guard let resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic) else {
      throw KafkaError(.invalidArgument, operation: operation, topic: topic)
    }
    defer { rd_kafka_ConfigResource_destroy(resource) }
    for (key, value) in wanted { _ = rd_kafka_ConfigResource_set_config(resource, key, value) }
    try call(operation, RD_KAFKA_ADMIN_OP_ALTERCONFIGS) {
      var list: [OpaquePointer?] = [resource]
      rd_kafka_AlterConfigs($0, &list, 1, $1, $2)
    } _: { event throws(KafkaError) in
      var count = 0
      let results = rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event), &count)
      for resource in UnsafeBufferPointer(start: results, count: count) {
        if let error = resourceError(resource, operation) { throw error }
      }
    }
    // The controller answers before the brokers know, and a second change must not begin from what was before.
    let deadline = Deadline(timeout)
    while try ownSettings(of: topic) != wanted {
      guard !deadline.isOver else {
        throw KafkaError(
          .timedOut, operation: operation, message: "the brokers do not show it yet", topic: topic)
      }
      sleep(milliseconds: 10)
    }
  }

  private func ownSettings(of topic: String) throws(KafkaError) -> [String: String] {
    (try describeConfigurations([topic])[topic] ?? [:]).filter(\.value.isOwn).compactMapValues(\.value)
  }
}
