import Glibc
import Kafka

/// Measures from outside how fast a consumer group gets through a topic: from the first offsets that it commits to the
/// end. The offsets are the last thing that either the dispatcher or the floor does with a batch.
struct GroupWatch {
  private let group: String
  private let topic: String
  private let timeout: Int
  /// The process that does it.
  private let pid: Int
  private let kafka: KafkaConfiguration

  init(_ arguments: Arguments) throws(BenchError) {
    group = try arguments.text("group")
    topic = try arguments.text("topic")
    timeout = try arguments.int("timeout", default: 180)
    pid = try arguments.int("pid")
    kafka = try arguments.kafka
  }

  func run() throws {
    let admin = try Admin(kafka)
    defer { admin.close() }
    guard let found = try admin.topic(topic) else { throw BenchError("no topic \(topic)") }
    let partitions = (0..<Int32(found.partitions)).map { TopicPartition(topic, $0) }
    let ends = try admin.endOffsets(partitions)
    let total = ends.values.reduce(0, +)
    let begin = monotonicMicroseconds()
    // As a member would ask, not through the admin client: that one of librdkafka 2.0.2 dies of an answer like
    // NOT_COORDINATOR. Not read_committed, or each answer would wait for the transaction under way.
    var settings = kafka
    try settings.set("isolation.level", "read_uncommitted")
    let member = try Consumer(settings, group: group)
    defer { member.close() }
    var first: (time: Int64, count: Int64, cpu: Double)?
    while true {
      let now = monotonicMicroseconds()
      guard now - begin < Int64(timeout) * 1_000_000 else {
        throw BenchError("\(group) is not through \(topic) after \(timeout) s")
      }
      let committed = try member.committed(partitions)
      let count = committed.reduce(0) { $0 + min($1.value.offset, ends[$1.key] ?? 0) }
      let seen = monotonicMicroseconds()
      if first == nil, count > 0 { first = (seen, count, try processorSeconds(pid: pid)) }
      if count >= total, let first {
        guard seen > first.time, count > first.count else {
          throw BenchError("\(group) was through before it could be watched: take more records")
        }
        figure("seconds", Double(seen - first.time) / 1e6, digits: 3)
        figure("rows_per_s", Double(count - first.count) / Double(seen - first.time) * 1e6, digits: 0)
        // What other work on the machine changes least.
        let cpu = try processorSeconds(pid: pid) - first.cpu
        figure("cpu_us_per_row", cpu * 1e6 / Double(count - first.count), digits: 2)
        return
      }
      usleep(20_000)
    }
  }
}
