import Foundation
import Kafka
import Testing

/// What the consumer promises of order, places and errors, on librdkafka's own cluster in memory.
@Suite struct ConsumerTests {
  /// A topic with `count` records in each of two partitions, and a consumer at their beginning.
  static func start(
    _ count: Int, batch: Int = 1000, reportsEnds: Bool = false
  ) throws -> (cluster: MockCluster, consumer: Consumer) {
    let cluster = try MockCluster()
    try cluster.createTopic("t", partitions: 2)
    let producer = try Producer(cluster.configuration)
    for partition: Int32 in 0..<2 { try producer.send("t", count: count, partition: partition) }
    try producer.flush()
    producer.close()
    let consumer = try Consumer(cluster.configuration, reportsEnds: reportsEnds, batch: batch)
    try consumer.assign([TopicPartition("t", 0): .beginning, TopicPartition("t", 1): .offset(0)])
    return (cluster, consumer)
  }

  @Test func everyRecordComesOnceInOrder() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(500, batch: 64)
      let records = try consumer.read(1000)
      for partition: Int32 in 0..<2 {
        let own = records.filter { $0.partition == partition }
        #expect(own.map(\.offset) == Array(0..<500))
        #expect(own.map(\.value) == (0..<500).map { "\($0)" })
      }
      #expect(consumer.assignment == [TopicPartition("t", 0), TopicPartition("t", 1)])
      #expect(consumer.positions() == [TopicPartition("t", 0): 500, TopicPartition("t", 1): 500])
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func maxLimitsAPollAndPositionIsPastWhatWasHandedOut() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(50)
      var seen: [Int32: Int64] = [:]
      var total = 0
      while total < 100 {
        let taken = try consumer.poll(timeout: .milliseconds(50), max: 7) { message in
          seen[message.partition, default: 0] += 1
          #expect(consumer.position(message.topicPartition) == message.offset + 1)
          #expect(consumer.assignment[message.assignmentIndex] == message.topicPartition)
        }
        #expect(taken <= 7)
        total += taken
        for (partition, count) in seen { #expect(consumer.position(TopicPartition("t", partition)) == count) }
      }
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func whatThrewComesAgainFirst() async throws {
    struct No: Error {}
    try await onThread {
      let (cluster, consumer) = try Self.start(20)
      var records: [Record] = []
      var refusals = 0
      while records.count < 40 {
        do {
          try consumer.poll(timeout: .milliseconds(50)) { message in
            if message.offset % 5 == 3, refusals % 3 != 2 {
              refusals += 1
              throw No()
            }
            refusals += message.offset % 5 == 3 ? 1 : 0
            records.append(Record(message))
          }
        } catch is No {
          let last = records.last { $0.partition == 0 }
          if let last { #expect(consumer.position(TopicPartition("t", 0)) == last.offset + 1) }
        }
      }
      #expect(refusals > 16)
      for partition: Int32 in 0..<2 {
        #expect(records.filter { $0.partition == partition }.map(\.offset) == Array(0..<20))
      }
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func seekWithinAPollLeavesNothingStaleBehind() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(300)
      let target = TopicPartition("t", 0)
      var expected: Int64 = 0
      var (seeks, sinceSeek) = (0, 0)
      try consumer.poll(until: { expected == 300 && seeks == 20 }) { message in
        guard message.partition == 0 else { return }
        #expect(message.offset == expected)
        expected = message.offset + 1
        sinceSeek += 1
        guard seeks < 20, sinceSeek == 10 else { return }
        expected = Int64((seeks * 37) % 280)
        (seeks, sinceSeek) = (seeks + 1, 0)
        try consumer.seek([target: .offset(expected)])
        #expect(consumer.position(target) == expected)
      }
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func pauseHoldsBackWhatIsAtHandAndResumeLosesNothing() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(400)
      let target = TopicPartition("t", 0)
      var offsets: [Int32: [Int64]] = [:]
      var pauses = 0
      let end = ContinuousClock.now + .seconds(20)
      while offsets.values.reduce(0, { $0 + $1.count }) < 800, ContinuousClock.now < end {
        try consumer.poll(timeout: .milliseconds(20)) { message in
          #expect(!consumer.isPaused(message.topicPartition))
          offsets[message.partition, default: []].append(message.offset)
          if message.partition == 0, message.offset % 40 == 39, pauses < 10 {
            pauses += 1
            try consumer.pause([target])
            #expect(consumer.position(target) == message.offset + 1)
          }
        }
        if consumer.isPaused(target) {
          try consumer.poll(timeout: .milliseconds(5)) { message in
            #expect(message.partition == 1)
            offsets[message.partition, default: []].append(message.offset)
          }
          try consumer.resume([target])
        }
      }
      #expect(pauses == 10)
      #expect(offsets[0] == Array(0..<400) && offsets[1] == Array(0..<400))
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func aSeekBeforeAPauseIsKept() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(100)
      let target = TopicPartition("t", 0)
      _ = try consumer.read(200)
      try consumer.seek([target: .offset(42)])
      try consumer.pause([target])
      #expect(consumer.position(target) == 42)
      try consumer.resume([target])
      let again = try consumer.read(58)
      #expect(again.map(\.offset) == Array(42..<100))
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func endsAreReportedAndForgottenAfterASeek() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(10, reportsEnds: true)
      #expect(!consumer.isAtEnd)
      var count = 0
      try consumer.poll(until: { consumer.isAtEnd }) { _ in count += 1 }
      #expect(count == 20)
      try consumer.seek([TopicPartition("t", 1): .offset(9)])
      #expect(!consumer.isAtEnd && consumer.isAtEnd(TopicPartition("t", 0)))
      try consumer.poll(until: { consumer.isAtEnd }) { _ in count += 1 }
      #expect(count == 21)
      withExtendedLifetime(cluster) { consumer.close() }
    }
  }

  @Test func misuseIsExplained() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(5)
      let other = TopicPartition("other", 0)
      #expect(throws: KafkaError.self) { try consumer.subscribe(["t"]) }  // no group
      #expect(throws: KafkaError.self) { try consumer.seek([other: .beginning]) }
      #expect(throws: KafkaError.self) { _ = try consumer.groupMetadata() }
      var nested: KafkaError?
      try consumer.poll(until: { nested != nil }) { _ in
        do { try consumer.poll(timeout: .zero) { _ in } } catch { nested = error as? KafkaError }
      }
      #expect(nested?.code == .state)
      consumer.close()
      consumer.close()
      let closed = #expect(throws: KafkaError.self) { try consumer.poll(timeout: .zero) { _ in } }
      #expect(closed?.code == .destroyed)
      #expect(consumer.position(TopicPartition("t", 0)) == nil)
      withExtendedLifetime(cluster) {}
    }
  }

  @Test func aWakerEndsAPollEarly() async throws {
    try await onThread {
      let (cluster, consumer) = try Self.start(0)
      let waker = consumer.waker
      let woken = Box(false)
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.2)
        woken.change { $0 = true }
        waker.wake()
      }
      let taken = try consumer.poll(timeout: .seconds(60)) { _ in }
      #expect(taken == 0 && woken.value)
      consumer.close()
      waker.wake()  // of no effect on one that is closed
      withExtendedLifetime(cluster) {}
    }
  }
}
