import Kafka
import Testing

@Suite(.enabled(if: TestBroker.isThere, TestBroker.absent)) struct SeekTests {
  /// A generator of one's own, so that a failure can be had again.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func noRecordIsLostOrDoubledOverManySeeksAndPauses(seed: UInt64) async throws {
    try await TestBroker.withTopic(partitions: 4) { topic in
      let (partitions, count) = (Int32(4), Int64(8000))
      for partition in 0..<partitions { try TestBroker.fill(topic, count: Int(count), partition: partition) }
      var dice = Dice(state: seed)
      let consumer = try Consumer(TestBroker.configuration, batch: 333)
      let all = (0..<partitions).map { TopicPartition(topic, $0) }
      try consumer.assign(Dictionary(uniqueKeysWithValues: all.map { ($0, .offset(0)) }))
      var expected = Dictionary(uniqueKeysWithValues: all.map { ($0, Int64(0)) })
      var (wrong, seeks, pauses, delivered) = (0, 0, 0, 0)
      let actions = 150
      func act(_ dice: inout Dice) throws {
        guard seeks + pauses < actions else { return }
        let place = all[Int.random(in: 0..<all.count, using: &dice)]
        switch Int.random(in: 0..<3, using: &dice) {
        case 0:
          let target = Int64.random(in: 0..<count, using: &dice)
          seeks += 1
          expected[place] = target
          try consumer.seek([place: .offset(target)])
        case 1:
          pauses += 1
          try consumer.pause([place])
        default: try consumer.resume([place])
        }
        #expect(consumer.position(place) == expected[place])
      }
      try consumer.poll(
        until: { delivered > 0 && expected.values.allSatisfy { $0 == count } && seeks + pauses >= actions },
        seconds: 60
      ) { message in
        let place = message.topicPartition
        if message.offset != expected[place] || consumer.isPaused(place) { wrong += 1 }
        expected[place] = message.offset + 1
        delivered += 1
        if Int.random(in: 0..<400, using: &dice) == 0 { try act(&dice) }
        if seeks + pauses >= actions { try consumer.resume(all.filter { consumer.isPaused($0) }) }
        let stuck = all.allSatisfy { consumer.isPaused($0) || expected[$0] == count }
        if stuck {
          try consumer.resume(all)
          if seeks + pauses < actions {
            seeks += 1
            expected[place] = 0
            try consumer.seek([place: .offset(0)])
          }
        }
      }
      #expect(wrong == 0)
      #expect(consumer.positions() == expected)
      consumer.close()
    }
  }
}
