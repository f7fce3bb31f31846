import Testing

@testable import Pipeline

@Suite struct PipelineStatusTests {
  @Test func lagIsWhatIsLeftAndNeverBelowZero() {
    func part(_ number: Int32, _ committed: Int64?, _ end: Int64, from beginning: Int64 = 0) -> PartitionLag {
      PartitionLag(partition: number, committed: committed, end: end, beginning: beginning)
    }
    let lag = GroupLag(
      group: "g", topic: "t",
      partitions: [
        part(0, 10, 10), part(1, 5, 25), part(2, nil, 107, from: 100), part(3, 12, 10), part(4, 5, 25),
      ])
    #expect(lag.partitions.map(\.lag) == [0, 20, 7, 0, 20])
    #expect(lag.total == 47)
    #expect(lag.behind == "1:20 4:20 2:7")
    #expect(!lag.isNew)
    #expect(GroupLag(group: "g", topic: "t", partitions: [part(0, nil, 0)]).isNew)
    let many = GroupLag(group: "g", topic: "t", partitions: (0..<6).map { part($0, 0, 1) })
    #expect(many.behind == "0:1 1:1 2:1 3:1 …")
  }

  @Test func quantilesAreByNearestRank() {
    let latency = TopicLatency(topic: "t", milliseconds: (1...100).map(Double.init).reversed())
    #expect(latency?.p50 == 50)
    #expect(latency?.p95 == 95)
    #expect(latency?.p99 == 99)
    #expect(TopicLatency(topic: "t", milliseconds: [3])?.p99 == 3)
    #expect(TopicLatency(topic: "t", milliseconds: []) == nil)
  }

  @Test func everyGroupReadsTopicsThatAreDescribed() throws {
    let catalogue = try TopicCatalogue.embedded()
    let settings = PipelineSettings(
      kafka: .init(bootstrapServers: "127.0.0.1:1"), databaseURL: "postgresql:///",
      names: Names(prefix: "dev"),
      instance: "i", facts: .init(), topics: catalogue, logger: .init(label: "test"))
    let groups = ConsumerGroups.all(settings)
    #expect(groups.map(\.group).starts(with: ["dev.dispatcher-feeds", "dev.dispatcher", "dev.xgoals"]))
    for (_, topics) in groups {
      #expect(!topics.isEmpty)
      for topic in topics { #expect(catalogue[String(topic.dropFirst(4))] != nil) }
    }
  }
}
