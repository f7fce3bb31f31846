import Formats
import Kafka
import Synchronization

/// Reads a ranking's topic as a consumer of it would, read_committed, and notes when each update came.
final class RankingReader: Sendable {
  private let isDone = Atomic<Bool>(false)
  private let failure = Mutex<String?>(nil)

  func stop() { isDone.store(true, ordering: .releasing) }
  var error: String? { failure.withLock { $0 } }

  /// Blocks until `stop`.
  func run(_ kafka: KafkaConfiguration, topic: String, partitions: Int, into samples: LatencySamples) {
    do {
      let consumer = try Consumer(kafka)
      defer { consumer.close() }
      var starts: [TopicPartition: StartOffset] = [:]
      for partition in 0..<Int32(partitions) { starts[TopicPartition(topic, partition)] = .beginning }
      try consumer.assign(starts)
      let parser = JSONParser(maxBytes: 4 << 20)
      while !isDone.load(ordering: .acquiring) {
        try consumer.poll(timeout: .milliseconds(50)) { message in
          let now = monotonicMicroseconds()
          guard let value = message.value, let trigger = try parser.parse(value)["trigger"],
            let match = trigger["match_id"]?.string, let id = trigger["id"]?.string,
            let revision = trigger["revision"]?.int64
          else { return }
          samples.received(Cause(match: match, id: id, revision: revision), at: now)
        }
      }
    } catch { failure.withLock { $0 = "\(error)" } }
  }
}
