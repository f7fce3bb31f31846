import Foundation
import Kafka
import Testing

@Suite(.enabled(if: TestBroker.isThere, TestBroker.absent)) struct OffsetTests {
  @Test func byTimestamp() async throws {
    try await TestBroker.withTopic(configuration: ["message.timestamp.type": "CreateTime"]) { topic in
      let now = Int64(Date().timeIntervalSince1970 * 1000)
      let producer = try Producer(TestBroker.configuration)
      for step: Int64 in 0..<10 { try producer.send(topic, "\(step)", timestamp: now - 10_000 + step * 1000) }
      try producer.flush()
      producer.close()
      let place = TopicPartition(topic, 0)
      let admin = try Admin(TestBroker.configuration)
      #expect(try admin.offsets(forTimes: [place: 0]) == [place: 0])
      #expect(try admin.offsets(forTimes: [place: now - 6_500]) == [place: 4])
      #expect(try admin.offsets(forTimes: [place: now - 6_000]) == [place: 4])
      #expect(try admin.offsets(forTimes: [place: now + 60_000]) == [place: 10])  // none: the end
      let consumer = try Consumer(TestBroker.configuration)
      #expect(try consumer.offsets(forTimes: [place: now - 6_500]) == [place: 4])
      try consumer.assign([place: .offset(4)])
      var time: Int64 = 0
      try consumer.poll(until: { time != 0 }, max: 1) { time = $0.timestamp }
      #expect(time == now - 6_000)
      consumer.close()
    }
  }

  @Test func watermarksEndsAndLagWithOpenTransactionsAndMarkers() async throws {
    try await TestBroker.withTopic(partitions: 2) { topic in
      let (place, empty) = (TopicPartition(topic, 0), TopicPartition(topic, 1))
      let admin = try Admin(TestBroker.configuration)
      #expect(try admin.endOffsets([place, empty]) == [place: 0, empty: 0])
      let producer = try Producer(TestBroker.configuration, transactionalID: TestBroker.name("id"))
      try producer.initTransactions()
      try producer.begin()
      try producer.send(topic, count: 5, partition: 0)
      try producer.flush()
      #expect(try admin.endOffsets([place])[place] == 0)  // of an open transaction nothing can be read
      try producer.commit()
      while try admin.endOffsets([place])[place] == 0 { Thread.sleep(forTimeInterval: 0.01) }
      #expect(try admin.endOffsets([place, empty]) == [place: 6, empty: 0])  // its marker counts
      #expect(try admin.watermarks(place) == Watermarks(low: 0, high: 6))

      let consumer = try Consumer(TestBroker.configuration, reportsEnds: true)
      #expect(consumer.lag(place) == nil)
      try consumer.assign([place: .beginning, empty: .offset(0)])
      _ = try consumer.read(5)
      try consumer.poll(until: { consumer.isAtEnd }) { _ in }
      // Past the marker, or idle lag would never be 0.
      #expect(consumer.positions() == [place: 6, empty: 0])
      #expect(consumer.cachedWatermarks(place) == Watermarks(low: 0, high: 6))
      #expect(consumer.lag(place) == 0)
      try producer.begin()
      try producer.send(topic, "x", partition: 0)
      try producer.flush()
      try producer.abort()
      try consumer.poll(until: { consumer.position(place) == 8 }) { _ in Issue.record("an aborted record") }
      consumer.close()
      producer.close()
    }
  }

  @Test func outOfRangeIsAnErrorAndASeekGoesOn() async throws {
    try await TestBroker.withTopic { topic in
      try TestBroker.fill(topic, count: 100)
      let place = TopicPartition(topic, 0)
      let admin = try Admin(TestBroker.configuration)
      try admin.deleteRecords(before: [place: 40])
      #expect(try admin.beginningOffsets([place]) == [place: 40])
      let consumer = try Consumer(TestBroker.configuration)
      try consumer.assign([place: .offset(10)])
      let error = #expect(throws: KafkaError.self) { _ = try consumer.read(1) }
      #expect(error?.isOffsetOutOfRange == true && error?.topic == topic && error?.partition == 0)
      #expect(error?.advice != nil && error?.isFatal == false)
      try consumer.assign([place: .last(3)])
      #expect(try consumer.read(3).map(\.offset) == [97, 98, 99])
      try consumer.seek([place: .beginning])
      #expect(try consumer.read(1).map(\.offset).first == 40)
      try consumer.assign([place: .offset(500)])
      let late = #expect(throws: KafkaError.self) { _ = try consumer.read(1) }
      #expect(late?.isOffsetOutOfRange == true)
      consumer.close()
    }
  }
}
