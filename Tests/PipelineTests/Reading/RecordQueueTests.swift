import Kafka
import Testing

@testable import Pipeline

@Suite struct RecordQueueTests {
  @Test func firstInFirstOutOverManyRounds() {
    var queue = RecordQueue(start: 5)
    var next: Int64 = 0
    var expected: Int64 = 0
    for round in 0..<50 {
      for _ in 0..<(100 + round) {
        queue.append(ReadRecord(partition: TopicPartition("t", 0), offset: next, value: nil))
        next += 1
      }
      for _ in 0..<99 {
        #expect(queue.first?.offset == expected)
        #expect(queue.removeFirst()?.offset == expected)
        expected += 1
      }
      #expect(queue.count == Int(next - expected))
    }
    while let record = queue.removeFirst() {
      #expect(record.offset == expected)
      expected += 1
    }
    #expect(expected == next)
    #expect(queue.first == nil)
  }
}
