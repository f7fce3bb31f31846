import Foundation
import Kafka
import Testing

@Suite(.enabled(if: TestBroker.isThere, TestBroker.absent)) struct TransactionTests {
  @Test func onlyCommittedRecordsAreSeen() async throws {
    try await TestBroker.withTopic { topic in
      let producer = try Producer(TestBroker.configuration, transactionalID: TestBroker.name("id"))
      try producer.initTransactions()
      try producer.begin()
      try producer.send(topic, "committed")
      try producer.commit()
      try producer.begin()
      try producer.send(topic, "aborted")
      try producer.flush()
      try producer.abort()
      try producer.begin()
      try producer.send(topic, "committed too")
      try producer.commit()
      try producer.begin()
      try producer.send(topic, "open")
      try producer.flush()
      #expect(try TestBroker.readAll(topic, waits: false).map(\.value) == ["committed", "committed too"])
      #expect(
        try TestBroker.readAll(topic, isolation: "read_uncommitted", waits: false).map(\.value)
          == ["committed", "aborted", "committed too", "open"])
      try producer.abort()
      producer.close()
    }
  }

  @Test func abortDropsWhatIsStillInTheQueueWithoutAFailure() async throws {
    try await TestBroker.withTopic { topic in
      let producer = try Producer(TestBroker.configuration, transactionalID: TestBroker.name("id"))
      try producer.initTransactions()
      try producer.begin()
      try producer.send(topic, count: 5000)
      try producer.abort()
      #expect(producer.outstanding == 0 && producer.firstFailure == nil)
      try producer.begin()
      try producer.send(topic, "after")
      try producer.commit()
      #expect(try TestBroker.readAll(topic).map(\.value) == ["after"])
      producer.close()
    }
  }

  @Test func offsetsAndTheirMetadataAreCommittedWithTheRecords() async throws {
    try await TestBroker.withTopic(partitions: 2) { topic in
      try TestBroker.fill(topic, count: 10)
      let group = TestBroker.name("group")
      let consumer = try Consumer(TestBroker.configuration, group: group)
      let handler = Handler()
      handler.onAssigned = { all, _ in Dictionary(uniqueKeysWithValues: all.map { ($0, .beginning) }) }
      consumer.rebalanceHandler = handler
      try consumer.subscribe([topic])
      _ = try consumer.read(10)
      let producer = try Producer(TestBroker.configuration, transactionalID: TestBroker.name("id"))
      try producer.initTransactions()
      let (first, second) = (TopicPartition(topic, 0), TopicPartition(topic, 1))
      let long = String(repeating: "x", count: 4000)
      let offsets = [first: CommittedOffset(10, metadata: "lowest=3 é"), second: .init(0, metadata: long)]

      try producer.begin()
      try producer.sendOffsets(offsets, for: try consumer.groupMetadata())
      try producer.abort()
      #expect(try consumer.committed([first, second]).isEmpty)

      try producer.begin()
      try producer.sendOffsets(offsets, for: try consumer.groupMetadata())
      try producer.commit()
      #expect(try consumer.committed([first, second]) == offsets)
      let admin = try Admin(TestBroker.configuration)
      #expect(try admin.committedOffsets(of: group, [first, second, TopicPartition(topic, 0)]) == offsets)

      consumer.close()
      producer.close()
      #expect(try admin.deleteGroups([group]).isEmpty)
      withExtendedLifetime(handler) {}
    }
  }

  @Test func aSecondProducerOfTheSameNameFencesTheFirst() async throws {
    try await TestBroker.withTopic { topic in
      let id = TestBroker.name("id")
      let first = try Producer(TestBroker.configuration, transactionalID: id)
      try first.initTransactions()
      try first.begin()
      try first.send(topic, "first")
      try first.flush()
      let second = try Producer(TestBroker.configuration, transactionalID: id)
      try second.initTransactions()
      let error = #expect(throws: KafkaError.self) {
        try first.send(topic, "again")
        try first.commit()
      }
      #expect(error?.isProducerFenced == true && error?.isFatal == true && error?.isRetriable == false)
      try second.begin()
      try second.send(topic, "second")
      try second.commit()
      #expect(try TestBroker.readAll(topic).map(\.value) == ["second"])
      first.close()
      second.close()
    }
  }

  @Test func aTransactionThatRanIntoItsTimeoutIsAnError() async throws {
    try await TestBroker.withTopic { topic in
      var configuration = TestBroker.configuration
      try configuration.set("transaction.timeout.ms", "1000")
      let id = TestBroker.name("id")
      let producer = try Producer(configuration, transactionalID: id)
      try producer.initTransactions()
      try producer.begin()
      try producer.send(topic, "lost")
      try producer.flush()
      try TestBroker.fill(topic, count: 1)
      // Brokers look for such transactions every 10 s unless told otherwise; then the later record shows.
      let consumer = try Consumer(configuration)
      try consumer.assign([TopicPartition(topic, 0): .beginning])
      #expect(try consumer.read(1, seconds: 40).map(\.value) == ["0"])
      let error = #expect(throws: KafkaError.self) {
        try producer.send(topic, "late")
        try producer.commit()
      }
      #expect(error?.isFatal == true || error?.requiresAbort == true)
      producer.close()
      let next = try Producer(configuration, transactionalID: id)
      try next.initTransactions()
      try next.begin()
      try next.send(topic, "next")
      try next.commit()
      #expect(try TestBroker.readAll(topic).map(\.value) == ["0", "next"])
      next.close()
      consumer.close()
    }
  }

  @Test func offsetsOfAMemberThatLeftAreRefused() async throws {
    try await TestBroker.withTopic { topic in
      try TestBroker.fill(topic, count: 1)
      let group = TestBroker.name("group")
      let consumer = try Consumer(TestBroker.configuration, group: group)
      let handler = Handler()
      handler.onAssigned = { all, _ in Dictionary(uniqueKeysWithValues: all.map { ($0, .beginning) }) }
      consumer.rebalanceHandler = handler
      try consumer.subscribe([topic])
      _ = try consumer.read(1)
      let metadata = try consumer.groupMetadata()
      consumer.close()
      let producer = try Producer(TestBroker.configuration, transactionalID: TestBroker.name("id"))
      try producer.initTransactions()
      try producer.begin()
      let error = #expect(throws: KafkaError.self) {
        try producer.sendOffsets([TopicPartition(topic, 0): CommittedOffset(1)], for: metadata)
        try producer.commit()
      }
      #expect(error?.requiresAbort == true && error?.isMembershipLost == true)
      try producer.abort()
      try producer.begin()
      try producer.send(topic, "goes on")
      try producer.commit()
      producer.close()
      _ = try Admin(TestBroker.configuration).deleteGroups([group])
      withExtendedLifetime(handler) {}
    }
  }
}
