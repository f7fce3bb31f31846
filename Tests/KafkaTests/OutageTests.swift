import Kafka
import Testing

/// What clients do when brokers fail, on librdkafka's own cluster in memory.
@Suite struct OutageTests {
  @Test func nobodyThereTimesOutWithAdvice() async throws {
    try await onThread {
      let configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
      let errors = Box<[KafkaError]>([])
      var reporting = configuration
      reporting.onError = { error in errors.change { $0.append(error) } }
      let producer = try Producer(reporting)
      try producer.send("t", "1")
      let error = #expect(throws: KafkaError.self) { try producer.flush(timeout: .milliseconds(500)) }
      #expect(error?.isTimeout == true && error?.advice != nil)
      #expect(producer.outstanding > 0)
      #expect(errors.value.contains { $0.isConnection })
      producer.close()

      let admin = try Admin(configuration, timeout: .milliseconds(300))
      let unknown = #expect(throws: KafkaError.self) { _ = try admin.clusterID() }
      #expect(unknown?.isTimeout == true)
      admin.close()
    }
  }

  @Test func anIdempotentProducerOutlivesErrorsOfTheBroker() async throws {
    try await onThread {
      let cluster = try MockCluster()
      try cluster.createTopic("t")
      let producer = try Producer(cluster.configuration)
      cluster.push([.notLeader, .requestTimedOut, .notEnoughReplicas], to: .produce)
      try producer.send("t", count: 100)
      try producer.flush()
      #expect(producer.delivered == 100 && producer.failed == 0 && producer.firstFailure == nil)
      let consumer = try Consumer(cluster.configuration)
      try consumer.assign([TopicPartition("t", 0): .beginning])
      #expect(try consumer.read(100).map(\.value) == (0..<100).map { "\($0)" })
      consumer.close()
      producer.close()
    }
  }

  @Test func aRecordRefusedForGoodIsTheFlushsError() async throws {
    try await onThread {
      let cluster = try MockCluster()
      try cluster.createTopic("t")
      let reports = Box<[Delivery]>([])
      let producer = try Producer(cluster.configuration) { report in reports.change { $0.append(report) } }
      cluster.push([.topicAuthorization], to: .produce)
      let value: [UInt8] = [1]
      try producer.produce(to: "t", value: value.span.bytes, token: 77)
      let error = #expect(throws: KafkaError.self) { try producer.flush() }
      #expect(error?.code == .topicAuthorization && error?.topic == "t" && error?.isAuthorization == true)
      #expect(producer.failed == 1 && producer.takeFailure() == nil)
      #expect(reports.value.map(\.token) == [77] && reports.value.first?.error != nil)
      producer.close()
    }
  }

  @Test func aFullQueueWaitsThenSaysSo() async throws {
    try await onThread {
      var configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1")
      try configuration.set("queue.buffering.max.messages", "10")
      let producer = try Producer(configuration)
      try producer.send("t", count: 10)
      let value: [UInt8] = [1]
      let error = #expect(throws: KafkaError.self) {
        try producer.produce(to: "t", value: value.span.bytes, timeout: .milliseconds(100))
      }
      #expect(error?.isQueueFull == true && error?.topic == "t")
      producer.close()
    }
  }

  @Test func aConsumerOutlivesABrokerThatGoesAway() async throws {
    try await onThread {
      let (cluster, consumer) = try ConsumerTests.start(200, batch: 50)
      var offsets: [Int32: [Int64]] = [:]
      var total = 0
      while total < 100 {
        total += try consumer.poll(timeout: .milliseconds(50), max: 10) { message in
          offsets[message.partition, default: []].append(message.offset)
        }
      }
      cluster.setDown()
      for _ in 0..<5 {
        _ = try? consumer.poll(timeout: .milliseconds(20), max: 5) { message in
          offsets[message.partition, default: []].append(message.offset)
        }
      }
      cluster.setUp()
      while offsets.values.reduce(0, { $0 + $1.count }) < 400 {
        _ = try? consumer.poll(timeout: .milliseconds(50)) { message in
          offsets[message.partition, default: []].append(message.offset)
        }
      }
      #expect(offsets[0] == Array(0..<200) && offsets[1] == Array(0..<200))
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func fetchErrorsPassAndNothingIsLost() async throws {
    try await onThread {
      let cluster = try MockCluster()
      try cluster.createTopic("t")
      let producer = try Producer(cluster.configuration)
      let consumer = try Consumer(cluster.configuration)
      try consumer.assign([TopicPartition("t", 0): .beginning])
      cluster.push([.notLeader, .leaderNotAvailable, .requestTimedOut], to: .fetch)
      try producer.send("t", count: 300)
      try producer.flush()
      var offsets: [Int64] = []
      var problems: [KafkaError] = []
      while offsets.count < 300 {
        do {
          try consumer.poll(timeout: .milliseconds(50)) { offsets.append($0.offset) }
        } catch let error as KafkaError {
          problems.append(error)
          try #require(problems.count < 10 && !error.isFatal)
        }
      }
      #expect(offsets == Array(0..<300))
      consumer.close()
      producer.close()
    }
  }
}
