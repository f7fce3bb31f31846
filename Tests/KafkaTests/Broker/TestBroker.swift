import Foundation
import Kafka
import Testing

/// The running Apache Kafka that `TOUCHLINE_TEST_KAFKA` names (host:port). These tests make topics and groups
/// of their own and delete them.
enum TestBroker {
  static let servers = ProcessInfo.processInfo.environment["TOUCHLINE_TEST_KAFKA"] ?? ""
  static var isThere: Bool { !servers.isEmpty }
  static let absent: Comment = "TOUCHLINE_TEST_KAFKA does not name a running Kafka broker (host:port)"

  static var configuration: KafkaConfiguration {
    KafkaConfiguration(bootstrapServers: servers, clientID: "touchline-tests")
  }
  static func name(_ kind: String) -> String {
    "test-\(kind)-\(UInt32.random(in: 0 ... .max))-\(ProcessInfo.processInfo.processIdentifier)"
  }

  /// Runs the body on a thread with a new topic, and deletes that afterwards.
  static func withTopic(
    partitions: Int = 1, configuration: [String: String] = [:],
    _ body: @escaping @Sendable (String) throws -> Void
  ) async throws {
    try await onThread {
      let admin = try Admin(Self.configuration)
      let topic = name("topic")
      let refused = try admin.createTopics([
        NewTopic(topic, partitions: partitions, replication: 1, configuration: configuration)
      ])
      #expect(refused.isEmpty)
      defer { _ = try? admin.deleteTopics([topic]) }
      try body(topic)
    }
  }

  /// Everything that a committed reader sees in the topic, up to its end now.
  static func readAll(_ topic: String, isolation: String = "read_committed", waits: Bool = true) throws
    -> [Record]
  {
    var configuration = configuration
    try configuration.set("isolation.level", isolation)
    let consumer = try Consumer(configuration, reportsEnds: true)
    defer { consumer.close() }
    let admin = try Admin(TestBroker.configuration)
    let count = try #require(try admin.topic(topic)).partitions
    // The markers of a transaction come a moment after its commit.
    let places = (0..<count).map { TopicPartition(topic, Int32($0)) }
    configuration = TestBroker.configuration
    try configuration.set("isolation.level", "read_uncommitted")
    let ends = try Admin(configuration)
    for _ in 0..<(waits ? 200 : 1) {
      if try admin.endOffsets(places) == ends.endOffsets(places) { break }
      Thread.sleep(forTimeInterval: 0.01)
    }
    try consumer.assign(
      Dictionary(uniqueKeysWithValues: (0..<count).map { (TopicPartition(topic, Int32($0)), .beginning) }))
    var records: [Record] = []
    try consumer.poll(until: { consumer.isAtEnd }, { records.append(Record($0)) })
    return records
  }

  static func fill(_ topic: String, count: Int, partition: Int32? = 0, from first: Int = 0) throws {
    let producer = try Producer(configuration)
    try producer.send(topic, count: count, from: first, partition: partition)
    try producer.flush()
    producer.close()
  }
}
