internal import CRdKafka

/// Asks and changes what a cluster holds: topics, configurations, groups, offsets. Any thread may use it.
public final class Admin: @unchecked Sendable {
  let client: Client
  /// For each call.
  public let timeout: Duration
  private let configuration: KafkaConfiguration
  /// Clients that bear a group's name, without being members of it.
  private let groupClients = Monitor<[String: Client]>([:])

  public init(_ configuration: KafkaConfiguration, timeout: Duration = .seconds(15)) throws(KafkaError) {
    client = try Client(RD_KAFKA_PRODUCER, configuration, role: .admin)
    self.timeout = timeout
    self.configuration = configuration
  }
  deinit { close() }
  public func close(timeout: Duration = .seconds(2)) {
    let clients = groupClients.with { clients in
      defer { clients = [:] }
      return clients.values
    }
    for client in clients { client.close(timeout: timeout) }
    client.close(timeout: timeout)
  }

  /// A client that may ask for the offsets of a group. The eight asked for first are kept.
  func groupClient(_ group: String) throws(KafkaError) -> Client {
    _ = try client.open("ask for offsets of group \(group)")
    if let known = groupClients.with({ $0[group] }) { return known }
    let made = try Client(
      RD_KAFKA_CONSUMER, configuration, role: .consumer,
      required: [("group.id", group), ("enable.auto.commit", "false")])
    return groupClients.with { clients in
      if clients.count < 8, clients[group] == nil { clients[group] = made }
      return made
    }
  }

  /// The cluster's id, by which progress is bound to it.
  public func clusterID() throws(KafkaError) -> String {
    let operation = "ask for the cluster's id"
    let handle = try client.open(operation)
    let deadline = Deadline(timeout)
    repeat {
      if let text = rd_kafka_clusterid(handle, max(1, deadline.milliseconds(atMost: 1000))) {
        defer { rd_kafka_mem_free(handle, text) }
        return String(cString: text)
      }
    } while !deadline.isOver
    throw KafkaError(.timedOut, operation: operation, message: "no broker answered within \(timeout)")
  }

  /// How many brokers the cluster has now.
  public func brokerCount() throws(KafkaError) -> Int {
    let operation = "count the brokers"
    let handle = try client.open(operation)
    var metadata: UnsafePointer<rd_kafka_metadata>?
    let code = rd_kafka_metadata(handle, 0, nil, &metadata, max(1, timeout.wholeMilliseconds))
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else {
      throw KafkaError(code, operation: operation, client: handle)
    }
    defer { rd_kafka_metadata_destroy(metadata) }
    return Int(metadata.pointee.broker_cnt)
  }

  /// Sends one admin request and gives its answer to `read`.
  func call<R>(
    _ operation: String, _ kind: rd_kafka_admin_op_t, waitsForBrokers: Bool = false,
    _ send: (OpaquePointer, OpaquePointer?, OpaquePointer) -> Void,
    _ read: (OpaquePointer) throws(KafkaError) -> R
  ) throws(KafkaError) -> R {
    let handle = try client.open(operation)
    guard let queue = rd_kafka_queue_new(handle) else { throw KafkaError(.failed, operation: operation) }
    defer { rd_kafka_queue_destroy(queue) }
    let options = rd_kafka_AdminOptions_new(handle, kind)
    defer { rd_kafka_AdminOptions_destroy(options) }
    let milliseconds = max(1, timeout.wholeMilliseconds)
    _ = rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, nil, 0)
    if waitsForBrokers { _ = rd_kafka_AdminOptions_set_operation_timeout(options, milliseconds, nil, 0) }
    send(handle, options, queue)
    guard let event = rd_kafka_queue_poll(queue, milliseconds + 2000) else {
      throw KafkaError(.timedOut, operation: operation, message: "no broker answered within \(timeout)")
    }
    defer { rd_kafka_event_destroy(event) }
    let code = rd_kafka_event_error(event)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      let text = rd_kafka_event_error_string(event).map { String(cString: $0) }
      throw KafkaError(code, operation: operation, message: text, client: handle)
    }
    return try read(event)
  }

  /// Per topic what went wrong, from the results of librdkafka.
  func failures(
    _ operation: String, _ results: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int
  ) -> [String: KafkaError] {
    var failures: [String: KafkaError] = [:]
    for result in UnsafeBufferPointer(start: results, count: count) {
      let code = rd_kafka_topic_result_error(result)
      guard code != RD_KAFKA_RESP_ERR_NO_ERROR, let name = rd_kafka_topic_result_name(result) else {
        continue
      }
      let topic = String(cString: name)
      let text = rd_kafka_topic_result_error_string(result).map { String(cString: $0) }
      failures[topic] = KafkaError(code, operation: operation, message: text, client: nil, topic: topic)
    }
    return failures
  }
}
