import Kafka
import Telemetry

/// Holds a consumer's partitions of past matches back while `HistoryGate` says so.
final class HistoryReader {
  private let topics: Set<String>
  private var gate = HistoryGate()

  /// - Parameter topics: those of past matches, with the prefix; none of a group without feeds.
  init(_ topics: some Sequence<String>) { self.topics = Set(topics.filter(TopicDefinition.isHistory)) }

  /// The most records that the next poll may bring.
  func limit(_ most: Int) -> Int { min(most, gate.limit ?? most) }

  /// Takes note of what a poll has brought, and pauses or resumes.
  func saw(_ batch: RecordBatch, _ consumer: Consumer) throws(KafkaError) {
    guard !topics.isEmpty else { return }
    var history = 0
    var oldest = Int64.max
    for item in batch.items {
      if topics.contains(item.partition.topic) { history += 1 } else { oldest = min(oldest, item.timestamp) }
    }
    let age = oldest == .max ? 0 : max(0, SystemTime().wallMicroseconds() / 1000 - oldest)
    gate.saw(live: batch.count - history, history: history, age: .milliseconds(age), at: .now)
    let mine = consumer.assignment.filter { topics.contains($0.topic) }.sorted()
    guard !mine.isEmpty else { return }
    // Resuming a partition fetches from it anew: of a slice's few records only one pays for that.
    let sliced = mine[gate.slices % mine.count]
    let waits = { [gate] in gate.state == .closed || gate.state == .slice && $0 != sliced }
    // Another pause of everything may have ended in between: what counts is how it stands.
    let wrong = mine.filter { consumer.isPaused($0) != waits($0) }
    let (toPause, toResume) = (wrong.filter(waits), wrong.filter { !waits($0) })
    if !toPause.isEmpty { try consumer.pause(toPause) }
    if !toResume.isEmpty { try consumer.resume(toResume) }
  }
}
