import Football
import Formats
import Glibc
import Kafka
import Synchronization
import Telemetry

/// A race of 22 cars through Kafka with `touchline up` running beside: from `produce()` of a feed record to the
/// receipt, read_committed, of the pit-battle records that it causes, at real pace; and feed records a second at full speed.
struct PitRun {
  private let prefix: String
  private let seconds: Double
  private let kafka: KafkaConfiguration

  init(_ arguments: Arguments) throws(BenchError) {
    prefix = try arguments.text("prefix")
    seconds = Double(try arguments.int("seconds", default: 240))
    kafka = try arguments.kafka
  }

  func run() throws {
    let reader = BattleReader()
    let admin = try Admin(kafka)
    defer { admin.close() }
    let topic = "\(prefix).facts.pitbattle"
    guard let found = try admin.topic(topic) else { throw BenchError("no topic \(topic)") }
    let (kafka, partitions) = (kafka, found.partitions)
    try WorkThread.start("reader") { reader.run(kafka, topic: topic, partitions: partitions) }
    defer { reader.stop() }
    let producer = try Producer(kafka)
    defer { producer.close() }
    try live(producer, reader)
    try fullSpeed(producer, reader)
    if let error = reader.error { throw BenchError(error) }
  }

  /// From lap 12 on, when the stops begin, at real pace; what was before goes out at once.
  private func live(_ producer: Producer, _ reader: BattleReader) throws {
    let race = BenchRace(matchID: "f1-2026-bench-live", laps: 40)
    var writer = FeedWriter(producer, topic: "\(prefix).feed.f1")
    try writer.write(.session(race.announcement))
    let timing = race.timing
    let start = 11.5 * BenchRace.lapSeconds
    var sent = 0
    var begun: UInt64?
    for var record in timing {
      if record.sessionTime > start + seconds { break }
      if record.sessionTime >= start {
        if begun == nil {
          try producer.flush(timeout: .seconds(30))
          // What went out at once is worked off before anything is measured.
          try reader.waitForQuiet()
          reader.begin(since: wallMicroseconds())
        }
        let origin = begun ?? SystemTime().monotonicNanoseconds()
        begun = origin
        while true {
          let gone = Double(SystemTime().monotonicNanoseconds() - origin) / 1e9
          let wait = record.sessionTime - start - gone
          if wait <= 0 { break }
          producer.poll(timeout: .milliseconds(max(1, min(20, Int(wait * 1000)))))
        }
        sent += 1
      }
      // The fact carries the wall clock of its cause: here the moment of sending.
      record.time = Timestamp(microseconds: wallMicroseconds())
      try writer.write(.timing(record))
    }
    try producer.flush(timeout: .seconds(30))
    sleep(2)
    let latencies = reader.end()
    figure("live_feed_records", "\(sent)")
    figure("live_battle_records", "\(latencies.count)")
    for (name, share) in [("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99), ("max_ms", 1)] {
      guard !latencies.isEmpty else { continue }
      let place = min(latencies.count - 1, max(0, Int((Double(latencies.count) * share).rounded(.up)) - 1))
      figure(name, Double(latencies[place]) / 1000)
    }
  }

  /// A whole race as fast as it goes, until its last battle is told.
  private func fullSpeed(_ producer: Producer, _ reader: BattleReader) throws {
    let race = BenchRace(matchID: "f1-2026-bench-fast", laps: 57)
    let timing = race.timing
    var writer = FeedWriter(producer, topic: "\(prefix).feed.f1")
    let start = wallMicroseconds()
    reader.begin(since: start)
    try writer.write(.session(race.announcement))
    for var record in timing {
      record.time = Timestamp(microseconds: wallMicroseconds())
      try writer.write(.timing(record))
      producer.poll(timeout: .zero)
    }
    try writer.write(.session(.init(matchID: race.matchID, moment: .finished)))
    try producer.flush(timeout: .seconds(60))
    try reader.waitForQuiet()
    let last = reader.lastReceipt
    let records = reader.end().count
    guard records > 0 else { throw BenchError("no battle came back") }
    figure("fast_feed_records", "\(timing.count)")
    figure("fast_battle_records", "\(records)")
    figure("fast_records_per_s", Double(timing.count) / (Double(last - start) / 1e6), digits: 0)
  }
}

/// Microseconds since 1970.
private func wallMicroseconds() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
}

/// Reads `facts.pitbattle` and notes how long after the sending of its cause each record came.
private final class BattleReader: Sendable {
  private let isDone = Atomic<Bool>(false)
  private let state = Mutex(
    (isOn: false, since: Int64(0), latencies: [Int64](), last: Int64(0), failure: String?.none))

  func stop() { isDone.store(true, ordering: .releasing) }
  var error: String? { state.withLock { $0.failure } }
  var lastReceipt: Int64 { state.withLock { $0.last } }

  /// - Parameter since: causes sent before are not counted.
  func begin(since: Int64) {
    state.withLock {
      $0.since = since
      $0.isOn = true
      $0.latencies = []
    }
  }

  /// Waits until something has come and then nothing for five seconds, two minutes at most.
  func waitForQuiet() throws {
    let begin = wallMicroseconds()
    while wallMicroseconds() - begin < 120_000_000 {
      sleep(1)
      let last = lastReceipt
      if last > 0, wallMicroseconds() - max(last, begin) > 5_000_000 { return }
    }
    throw BenchError("the pit battles do not come to an end within two minutes")
  }

  /// Microseconds, sorted.
  func end() -> [Int64] {
    state.withLock {
      $0.isOn = false
      return $0.latencies.sorted()
    }
  }

  func run(_ kafka: KafkaConfiguration, topic: String, partitions: Int) {
    do {
      let consumer = try Consumer(kafka)
      defer { consumer.close() }
      var starts: [TopicPartition: StartOffset] = [:]
      for partition in 0..<Int32(partitions) { starts[TopicPartition(topic, partition)] = .beginning }
      try consumer.assign(starts)
      while !isDone.load(ordering: .acquiring) {
        try consumer.poll(timeout: .milliseconds(50)) { message in
          let now = wallMicroseconds()
          let sent = message.headerText("ce_time").flatMap { Timestamp($0) }?.microseconds
          state.withLock {
            $0.last = now
            if $0.isOn, let sent, sent >= $0.since { $0.latencies.append(now - sent) }
          }
        }
      }
    } catch { state.withLock { $0.failure = "\(error)" } }
  }
}
