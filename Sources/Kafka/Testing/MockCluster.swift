internal import CRdKafka

/// librdkafka's own cluster in memory, for tests of what a client does when brokers fail. It has no admin
/// calls, no timestamps, and shows aborted records.
public final class MockCluster {
  private let client: Client
  private let cluster: OpaquePointer
  public let bootstrapServers: String

  public init(brokers: Int = 1) throws(KafkaError) {
    client = try Client(
      RD_KAFKA_PRODUCER, KafkaConfiguration(bootstrapServers: "127.0.0.1:1"), role: .admin)
    guard let cluster = rd_kafka_mock_cluster_new(client.handle, Int32(brokers)),
      let servers = rd_kafka_mock_cluster_bootstraps(cluster)
    else { throw KafkaError(.failed, operation: "start a mock cluster") }
    self.cluster = cluster
    bootstrapServers = String(cString: servers)
  }
  deinit { rd_kafka_mock_cluster_destroy(cluster) }

  public var configuration: KafkaConfiguration { KafkaConfiguration(bootstrapServers: bootstrapServers) }

  public func createTopic(_ name: String, partitions: Int = 1) throws(KafkaError) {
    let code = rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw KafkaError(code, operation: "create a topic", client: nil, topic: name)
    }
  }

  /// The next requests of that kind are answered with these errors, one each.
  public func push(_ errors: [KafkaErrorCode], to request: Request) {
    let raw = errors.map(\.raw)
    rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, raw.count, raw)
  }
  public func clearErrors(of request: Request) {
    rd_kafka_mock_clear_request_errors(cluster, request.rawValue)
  }
  /// The protocol's request numbers.
  public enum Request: Int16, Sendable {
    case produce = 0
    case fetch, listOffsets, metadata
    case offsetCommit = 8
    case offsetFetch, findCoordinator, joinGroup, heartbeat, leaveGroup, syncGroup
    case initProducerID = 22
    case addPartitionsToTransaction = 24
    case addOffsetsToTransaction, endTransaction
    case transactionOffsetCommit = 28
  }

  public func setDown(_ broker: Int = 1) { rd_kafka_mock_broker_set_down(cluster, Int32(broker)) }
  public func setUp(_ broker: Int = 1) { rd_kafka_mock_broker_set_up(cluster, Int32(broker)) }
  /// Answers take so much longer.
  public func setDelay(_ delay: Duration, broker: Int = 1) {
    rd_kafka_mock_broker_set_rtt(cluster, Int32(broker), delay.wholeMilliseconds)
  }
}
