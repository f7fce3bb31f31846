import Kafka
import Testing

@Suite(.enabled(if: TestBroker.isThere, TestBroker.absent)) struct AdminTests {
  @Test func nonsenseIsRefusedItemByItem() async throws {
    try await onThread {
      let admin = try Admin(TestBroker.configuration)
      let good = TestBroker.name("good")
      let refused = try admin.createTopics([
        NewTopic(good, partitions: 3), NewTopic("\(good)-none", partitions: 0),
        NewTopic("\(good)-many", partitions: 1, replication: 99), NewTopic("bad name!", partitions: 1),
        NewTopic("\(good)-config", configuration: ["retention.mss": "1"]),
        NewTopic("\(good)-value", configuration: ["cleanup.policy": "burn"]),
      ])
      #expect(refused[good] == nil && refused.count == 5)
      #expect(refused["\(good)-many"]?.code == .invalidReplication)
      #expect(refused["bad name!"]?.code == .invalidTopic)
      #expect(refused["\(good)-config"]?.code == .invalidConfig)
      #expect(refused["\(good)-value"]?.description.contains("cleanup.policy") == true)
      #expect(try admin.createTopics([NewTopic(good)])[good]?.isTopicExists == true)
      #expect(try admin.topic(good)?.partitions == 3)
      #expect(try admin.topics().contains { $0.name == good && $0.partitions == 3 && $0.replication == 1 })
      #expect(try admin.deleteTopics([good, "\(good)-none"]).keys.sorted() == ["\(good)-none"])
      #expect(try admin.topic(good) == nil)
    }
  }

  @Test func changingOneSettingKeepsTheOthers() async throws {
    try await TestBroker.withTopic(configuration: ["retention.ms": "100000", "cleanup.policy": "compact"]) {
      topic in
      let admin = try Admin(TestBroker.configuration)
      func own() throws -> [String: String?] {
        (try admin.describeConfigurations([topic])[topic] ?? [:]).filter(\.value.isOwn).mapValues(\.value)
      }
      #expect(try own() == ["retention.ms": "100000", "cleanup.policy": "compact"])
      try admin.alterConfiguration(of: topic, ["max.message.bytes": "2000000"])
      #expect(
        try own() == [
          "retention.ms": "100000", "cleanup.policy": "compact", "max.message.bytes": "2000000",
        ])
      try admin.alterConfiguration(of: topic, ["retention.ms": nil, "cleanup.policy": "delete"])
      #expect(try own() == ["cleanup.policy": "delete", "max.message.bytes": "2000000"])
      let error = #expect(throws: KafkaError.self) {
        try admin.alterConfiguration(of: topic, ["retention.ms": "soon"])
      }
      #expect(error?.code == .invalidConfig && error?.topic == topic)
      #expect(throws: KafkaError.self) { try admin.alterConfiguration(of: "\(topic)-missing", [:]) }
    }
  }

  @Test func theClusterHasOneID() async throws {
    try await onThread {
      let id = try Admin(TestBroker.configuration).clusterID()
      #expect(!id.isEmpty)
      #expect(try Admin(TestBroker.configuration).clusterID() == id)
    }
  }
}
