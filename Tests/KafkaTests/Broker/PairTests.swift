import Foundation
import Kafka
import Testing

@Suite(.enabled(if: TestBroker.isThere, TestBroker.absent)) struct PairTests {
  /// Copies `input` to `output` in transactions until `limit` records are copied or the end is reached.
  @discardableResult
  static func copy(
    _ input: String, to output: String, group: String, id: String, limit: Int = .max
  ) throws -> Int {
    let pair = try TransactionalPair(TestBroker.configuration, transactionalID: id)
    let consumer = try Consumer(
      TestBroker.configuration, group: group, instance: "slot", reportsEnds: true, batch: 37)
    let handler = Handler()
    handler.onAssigned = { partitions, consumer in
      let committed = try consumer.committed(partitions)
      return Dictionary(
        uniqueKeysWithValues: partitions.map { ($0, committed[$0].map { .offset($0.offset) } ?? .beginning) })
    }
    consumer.rebalanceHandler = handler
    try consumer.subscribe([input])
    var copied = 0
    let end = ContinuousClock.now + .seconds(40)
    while copied < limit, !consumer.isAtEnd {
      guard ContinuousClock.now < end else { throw NotInTime() }
      let taken = try consumer.poll(timeout: .milliseconds(50)) { message in
        try pair.begin().produce(to: output, partition: message.partition, value: message.value)
      }
      guard taken > 0 else { continue }
      copied += taken
      let offsets = consumer.positions().mapValues { CommittedOffset($0) }
      try pair.commit(offsets: offsets, for: consumer.groupMetadata())
    }
    // Like a process that was killed: what was handed over may or may not be committed.
    if limit == .max { try pair.drain() }
    pair.close()
    consumer.close()
    withExtendedLifetime(handler) {}
    return copied
  }

  @Test func copiesEachRecordOnceThroughInterruptions() async throws {
    try await TestBroker.withTopic(partitions: 3) { input in
      let admin = try Admin(TestBroker.configuration)
      let output = TestBroker.name("output")
      let (group, id) = (TestBroker.name("group"), TestBroker.name("id"))
      #expect(try admin.createTopics([NewTopic(output, partitions: 3)]).isEmpty)
      defer { _ = try? admin.deleteTopics([output]) }
      for partition: Int32 in 0..<3 { try TestBroker.fill(input, count: 1500, partition: partition) }
      for limit in [100, 700, 1, 900] { try Self.copy(input, to: output, group: group, id: id, limit: limit) }
      try Self.copy(input, to: output, group: group, id: id)
      let records = try TestBroker.readAll(output)
      for partition: Int32 in 0..<3 {
        let values = records.filter { $0.partition == partition }.compactMap { $0.value.flatMap { Int($0) } }
        let isRight = values == Array(0..<1500)  // not the arrays: a failure would print them
        #expect(isRight, "\(values.count) of partition \(partition)")
      }
    }
  }

  @Test func aFailedCommitIsToldAtOnceAndRecovered() async throws {
    try await TestBroker.withTopic { topic in
      let id = TestBroker.name("id")
      let pair = try TransactionalPair(TestBroker.configuration, transactionalID: id)
      try pair.begin().send(topic, "1")
      try pair.commit()
      try pair.begin().send(topic, "2")
      try pair.commit()
      try pair.drain()
      #expect(pair.committed == 2 && pair.isIdle)

      // Somebody takes the first producer's id.
      let thief = try Producer(TestBroker.configuration, transactionalID: "\(id)-0")
      try thief.initTransactions()
      thief.close()
      let failure = #expect(throws: KafkaError.self) {
        try pair.begin().send(topic, "3")
        try pair.commit()
        try pair.begin().send(topic, "4")
        try pair.commit()
        try pair.drain()
      }
      #expect(failure?.isProducerFenced == true)
      #expect(throws: KafkaError.self) { _ = try pair.begin() }
      #expect(try TestBroker.readAll(topic).map(\.value) == ["1", "2"])

      try pair.recover()
      #expect(pair.failure == nil)
      for value in ["3", "4", "5"] {
        try pair.begin().send(topic, value)
        try pair.commit()
      }
      try pair.begin().send(topic, "not this")
      try pair.abort()
      try pair.drain()
      #expect(try TestBroker.readAll(topic).map(\.value) == ["1", "2", "3", "4", "5"])
      pair.close()
    }
  }

  @Test func misuseIsExplained() async throws {
    try await TestBroker.withTopic { topic in
      let pair = try TransactionalPair(TestBroker.configuration, transactionalID: TestBroker.name("id"))
      #expect(throws: KafkaError.self) { try pair.commit() }  // nothing begun
      let one = try pair.begin()
      #expect(try pair.begin() === one)  // still its turn
      #expect(throws: KafkaError.self) { try pair.commit(offsets: [TopicPartition(topic, 0): .init(1)]) }
      try pair.commit()
      #expect(try pair.begin() !== one)
      pair.close()
      #expect(throws: KafkaError.self) { _ = try pair.begin() }
    }
  }
}
