import Foundation
import Kafka
import Testing

@Suite(.enabled(if: TestBroker.isThere, TestBroker.absent)) struct GroupTests {
  /// One member that copies its partitions in transactions and finishes the open one when they are revoked.
  final class Copier {
    let consumer: Consumer
    let producer: Producer
    let handler = Handler()
    let output: String
    var isOpen = false
    var revocations = 0
    var finishedInRevocation = 0

    init(_ input: String, _ output: String, group: String, id: String) throws {
      self.output = output
      consumer = try Consumer(TestBroker.configuration, group: group, batch: 50)
      producer = try Producer(TestBroker.configuration, transactionalID: id)
      try producer.initTransactions()
      handler.onAssigned = { partitions, consumer in
        let committed = try consumer.committed(partitions)
        return Dictionary(
          uniqueKeysWithValues: partitions.map {
            ($0, committed[$0].map { .offset($0.offset) } ?? .beginning)
          })
      }
      handler.onRevoked = { [unowned self] _, _ in
        revocations += 1
        finishedInRevocation += isOpen ? 1 : 0
        try finish()
      }
      handler.onLost = { [unowned self] _, _ in
        if isOpen { try producer.abort() }
        isOpen = false
      }
      consumer.rebalanceHandler = handler
      try consumer.subscribe([input])
    }

    func step() throws -> Int {
      try consumer.poll(timeout: .milliseconds(20), max: 7) { message in
        if !isOpen { try producer.begin() }
        isOpen = true
        try producer.produce(to: output, partition: message.partition, value: message.value)
      }
    }

    func finish() throws {
      guard isOpen else { return }
      try producer.sendOffsets(
        consumer.positions().mapValues { CommittedOffset($0) }, for: consumer.groupMetadata())
      try producer.commit()
      isOpen = false
    }

    func run(_ stop: Box<Bool>) throws {
      var steps = 0
      while !stop.value {
        _ = try step()
        steps += 1
        if steps % 10 == 0 { try finish() }
      }
      try finish()
      consumer.close()
      producer.close()
    }
  }

  @Test func aRevocationFinishesTheOpenTransactionAndNothingIsLostOrDoubled() async throws {
    try await TestBroker.withTopic(partitions: 4) { input in
      let admin = try Admin(TestBroker.configuration)
      let (output, group) = (TestBroker.name("output"), TestBroker.name("group"))
      #expect(try admin.createTopics([NewTopic(output, partitions: 4)]).isEmpty)
      defer { _ = try? admin.deleteTopics([output]) }
      for partition: Int32 in 0..<4 { try TestBroker.fill(input, count: 1000, partition: partition) }
      let first = try Copier(input, output, group: group, id: TestBroker.name("a"))
      while try first.step() == 0 {}
      #expect(first.isOpen)

      let stop = Box(false)
      let failures = Box<[String]>([])
      let shares = Box(0)
      let running = DispatchGroup()
      running.enter()
      Thread.detachNewThread {
        defer { running.leave() }
        do {
          let second = try Copier(input, output, group: group, id: TestBroker.name("b"))
          while !stop.value {
            _ = try second.step()
            try second.finish()
            let count = second.consumer.assignment.count
            shares.change { $0 = max($0, count) }
          }
          second.consumer.close()
          second.producer.close()
        } catch { failures.change { $0.append("\(error)") } }
      }
      // Slowly, with a transaction open all the time, until the second joins.
      var opened = ContinuousClock.now
      while first.revocations == 0 {
        _ = try first.consumer.poll(timeout: .milliseconds(2), max: 1) { message in
          if !first.isOpen { try first.producer.begin() }
          first.isOpen = true
          try first.producer.produce(to: output, partition: message.partition, value: message.value)
        }
        Thread.sleep(forTimeInterval: 0.005)
        guard ContinuousClock.now - opened > .seconds(3) else { continue }
        try first.finish()
        opened = .now
      }
      let partitions = (0..<4).map { TopicPartition(input, Int32($0)) }
      let end = ContinuousClock.now + .seconds(60)
      var steps = 0
      while ContinuousClock.now < end {
        _ = try first.step()
        steps += 1
        guard steps % 20 == 0 else { continue }
        try first.finish()
        let committed = try admin.committedOffsets(of: group, partitions)
        let ends = try admin.endOffsets(partitions)
        if shares.value > 0, partitions.allSatisfy({ committed[$0]?.offset == ends[$0] }) { break }
      }
      stop.change { $0 = true }
      running.wait()
      try first.finish()
      first.consumer.close()
      first.producer.close()
      #expect(failures.value.isEmpty)
      #expect(shares.value == 2 && first.revocations > 0 && first.finishedInRevocation > 0)
      let records = try TestBroker.readAll(output)
      for partition: Int32 in 0..<4 {
        let values = records.filter { $0.partition == partition }.compactMap { $0.value.flatMap { Int($0) } }
        let isRight = values == Array(0..<1000)  // not the arrays: a failure would print them
        #expect(isRight, "\(values.count) of partition \(partition)")
      }
      _ = try admin.deleteGroups([group])
    }
  }

  @Test func aSecondMemberInTheSameSlotFencesTheFirst() async throws {
    try await TestBroker.withTopic { topic in
      let group = TestBroker.name("group")
      let handler = Handler()
      handler.onAssigned = { all, _ in Dictionary(uniqueKeysWithValues: all.map { ($0, .beginning) }) }
      let first = try Consumer(TestBroker.configuration, group: group, instance: "slot-1")
      first.rebalanceHandler = handler
      try first.subscribe([topic])
      try first.poll(until: { !first.assignment.isEmpty }) { _ in }
      let second = try Consumer(TestBroker.configuration, group: group, instance: "slot-1")
      second.rebalanceHandler = handler
      try second.subscribe([topic])
      var failure: KafkaError?
      try second.poll(until: { !second.assignment.isEmpty }) { _ in }
      do {
        try first.poll(until: { false }, seconds: 10) { _ in }
      } catch let error as KafkaError { failure = error }
      #expect(failure?.isInstanceFenced == true && failure?.isFatal == true && failure?.advice != nil)
      first.close()
      second.close()
      withExtendedLifetime(handler) {}
    }
  }

  @Test func aStaticMemberComesBackToItsPartitions() async throws {
    try await TestBroker.withTopic(partitions: 2) { topic in
      let group = TestBroker.name("group")
      let handler = Handler()
      handler.onAssigned = { all, _ in Dictionary(uniqueKeysWithValues: all.map { ($0, .beginning) }) }
      func member(_ slot: String) throws -> Consumer {
        let consumer = try Consumer(TestBroker.configuration, group: group, instance: slot)
        consumer.rebalanceHandler = handler
        try consumer.subscribe([topic])
        return consumer
      }
      let (one, two) = (try member("1"), try member("2"))
      let end = ContinuousClock.now + .seconds(30)
      while one.assignment.count != 1 || two.assignment.count != 1 {
        guard ContinuousClock.now < end else { throw NotInTime() }
        try one.poll(timeout: .milliseconds(20)) { _ in }
        try two.poll(timeout: .milliseconds(20)) { _ in }
      }
      let before = two.assignment
      two.close()
      let again = try member("2")
      while again.assignment.isEmpty {
        guard ContinuousClock.now < end else { throw NotInTime() }
        try again.poll(timeout: .milliseconds(20)) { _ in }
        try one.poll(timeout: .milliseconds(20)) { _ in }
        #expect(one.assignment.count == 1)  // no rebalance on its account
      }
      #expect(again.assignment == before)
      one.close()
      again.close()
      withExtendedLifetime(handler) {}
    }
  }

  @Test func aGroupWithoutOffsetsIsAnErrorAndCommitsCarryMetadata() async throws {
    try await TestBroker.withTopic { topic in
      try TestBroker.fill(topic, count: 5)
      let (group, place) = (TestBroker.name("group"), TopicPartition(topic, 0))
      let consumer = try Consumer(TestBroker.configuration, group: group)
      try consumer.subscribe([topic])
      let error = #expect(throws: KafkaError.self) { _ = try consumer.read(1) }
      #expect(error?.isNoCommittedOffset == true && error?.topic == topic && error?.partition == 0)
      try consumer.commit([place: CommittedOffset(3, metadata: "three")])
      #expect(try consumer.committed([place]) == [place: CommittedOffset(3, metadata: "three")])
      let large = #expect(throws: KafkaError.self) {
        try consumer.commit([place: CommittedOffset(4, metadata: String(repeating: "x", count: 5000))])
      }
      #expect(large?.code == .offsetMetadataTooLarge)
      let member = consumer.memberID
      let admin = try Admin(TestBroker.configuration)
      let described = try admin.describeGroups([group])
      #expect(described.first?.state == "Stable" && described.first?.members.first?.id == member)
      #expect(described.first?.members.first?.partitions == [place])
      #expect(try admin.groups().contains(group))
      consumer.close()

      let next = try Consumer(TestBroker.configuration, group: group)
      try next.subscribe([topic])
      #expect(try next.read(2).map(\.offset) == [3, 4])
      next.close()
      #expect(try admin.deleteGroups([group]).isEmpty)
      #expect(try admin.deleteGroups([group])[group]?.code == .groupNotFound)
    }
  }

  @Test func aTopicThatIsMissingIsNamed() async throws {
    try await onThread {
      let topic = TestBroker.name("missing")
      let consumer = try Consumer(TestBroker.configuration, group: TestBroker.name("group"))
      try consumer.subscribe([topic])
      let error = #expect(throws: KafkaError.self) { _ = try consumer.read(1) }
      #expect(error?.isUnknownTopic == true && error?.topic == topic)
      consumer.close()
      let producer = try Producer(TestBroker.configuration)
      let unknown = #expect(throws: KafkaError.self) { _ = try producer.partitionCount(of: topic) }
      #expect(unknown?.isUnknownTopic == true)
      let admin = try Admin(TestBroker.configuration)
      #expect(try admin.createTopics([NewTopic(topic, partitions: 2)]).isEmpty)
      try producer.waitForTopic(topic)
      #expect(try producer.partitionCount(of: topic) == 2)
      try producer.send(topic, "now it is there")
      try producer.flush()
      #expect(try admin.deleteTopics([topic]).isEmpty)
      producer.close()
    }
  }

  @Test func stoppingAndStartingNeitherLosesNorDoubles() async throws {
    try await TestBroker.withTopic(partitions: 2) { topic in
      for partition: Int32 in 0..<2 { try TestBroker.fill(topic, count: 500, partition: partition) }
      let group = TestBroker.name("group")
      var offsets: [Int32: [Int64]] = [:]
      var rounds = 0
      while offsets.values.reduce(0, { $0 + $1.count }) < 1000, rounds < 20 {
        rounds += 1
        let consumer = try Consumer(TestBroker.configuration, group: group, instance: "slot", batch: 90)
        let handler = Handler()
        handler.onAssigned = { all, consumer in
          let committed = try consumer.committed(all)
          return Dictionary(
            uniqueKeysWithValues: all.map { ($0, committed[$0] == nil ? .beginning : .committed) })
        }
        // Told on close too: the last chance to commit.
        handler.onRevoked = { _, consumer in
          try consumer.commit(consumer.positions().mapValues { CommittedOffset($0) })
        }
        consumer.rebalanceHandler = handler
        try consumer.subscribe([topic])
        var taken = 0
        try consumer.poll(until: { taken > 0 }, max: 60 + rounds) { message in
          offsets[message.partition, default: []].append(message.offset)
          taken += 1
        }
        consumer.close()
        withExtendedLifetime(handler) {}
      }
      #expect(offsets[0] == Array(0..<500) && offsets[1] == Array(0..<500))
      #expect(rounds > 10)
    }
  }
}
