import Football
import Formats
import Glibc
import Kafka
import Synchronization
import Telemetry

/// From `produce()` of a shot to the receipt, read_committed, of the record that it causes on
/// `rankings.setpiecethreat`, with `touchline up` running beside.
struct LatencyRun {
  private let prefix: String
  private let pid: Int
  private let samples: Int
  private let warmUp: Int
  private let kafka: KafkaConfiguration

  init(_ arguments: Arguments) throws(BenchError) {
    prefix = try arguments.text("prefix")
    pid = try arguments.int("pid")
    samples = try arguments.int("samples", default: 2250)
    warmUp = try arguments.int("warm-up", default: 30)
    kafka = try arguments.kafka
  }

  func run() throws {
    let found = LatencySamples()
    let admin = try Admin(kafka)
    defer { admin.close() }
    let ranking = "\(prefix).rankings.setpiecethreat"
    guard let topic = try admin.topic(ranking) else { throw BenchError("no topic \(ranking)") }
    let producer = try Producer(kafka, onDelivery: { found.delivered($0) })
    defer { producer.close() }

    let reader = RankingReader()
    let (kafka, partitions) = (kafka, topic.partitions)
    try WorkThread.start("reader") {
      reader.run(kafka, topic: ranking, partitions: partitions, into: found)
    }
    defer { reader.stop() }
    var load = LiveLoad(
      producer, topic: "\(prefix).feed.football", start: Timestamp(milliseconds: Int64(time(nil)) * 1000))
    try load.open()
    sleep(3)
    let end = Double(warmUp) + Double(samples) / (Double(LiveLoad.matches) / LiveLoad.cycle)
    // The last second's shots are there so that those before them are followed by others.
    let seconds = end + 1
    let memory = MemoryWatch(pid: pid)
    try WorkThread.start("memory") { memory.run() }
    let cpu = try processorSeconds(pid: pid)
    let late = try load.run(seconds: seconds) { found.add($0, $1) }
    try producer.flush(timeout: .seconds(30))
    var result = try found.latencies(of: Double(warmUp)...end)
    for _ in 0..<200 where result.missing > 0 {
      usleep(50_000)
      result = try found.latencies(of: Double(warmUp)...end)
    }
    memory.stop()
    figure("up_cpu_percent", (try processorSeconds(pid: pid) - cpu) / seconds * 100)
    if let error = reader.error { throw BenchError(error) }
    print(result.found, late, memory)
    guard result.missing == 0 else {
      throw BenchError("\(result.missing) shots never came to the ranking")
    }
  }

  private func print(_ latencies: [Int64], _ late: Int64, _ memory: MemoryWatch) {
    figure("samples", "\(latencies.count)")
    for (name, share) in [("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99), ("max_ms", 1)] {
      guard !latencies.isEmpty else { continue }
      let place = min(latencies.count - 1, max(0, Int((Double(latencies.count) * share).rounded(.up)) - 1))
      figure(name, Double(latencies[place]) / 1000)
    }
    figure("sent_late_ms", Double(late) / 1000)
    figure("rss_mb", Double(memory.resident) / 1024)
    figure("peak_mb", Double(memory.peak) / 1024)
  }
}

/// The greatest resident memory of a process, looked at every half second.
final class MemoryWatch: Sendable {
  private let pid: Int
  private let isDone = Atomic<Bool>(false)
  private let most = Mutex((resident: 0, peak: 0))

  init(pid: Int) { self.pid = pid }

  var resident: Int { most.withLock { $0.resident } }
  var peak: Int { most.withLock { $0.peak } }
  func stop() { isDone.store(true, ordering: .releasing) }

  func run() {
    while !isDone.load(ordering: .acquiring), let memory = try? ProcessMemory(pid: pid) {
      most.withLock { $0 = (max($0.resident, memory.resident), max($0.peak, memory.peak)) }
      usleep(500_000)
    }
  }
}
