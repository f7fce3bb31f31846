import Kafka
import Telemetry

/// Reads topics without a group, committed records only, of several partitions in order of their time of ingest
/// as long as it reads what is there already.
public final class RecordReader {
  /// Records that wait for their turn, per partition.
  private static let queueLimit = 4000

  private let kafka: KafkaConfiguration
  private let admin: Admin
  private let follows: Bool
  private let keepsHeaders: Bool
  private let consumer: Consumer
  /// Wanted, not there yet.
  private var missing: Set<String>
  private var queues: [TopicPartition: RecordQueue] = [:]
  /// Where each partition ended when reading began.
  private var ends: Offsets = [:]
  private var isCaughtUp = false
  private var nextLook = ContinuousClock.now

  /// - Parameters:
  ///   - topics: full names. Those that do not exist are waited for if `follows`, else left out.
  ///   - follows: go on after the present ends, until told to stop.
  public init(
    _ kafka: KafkaConfiguration, admin: Admin, topics: [String], follows: Bool, keepsHeaders: Bool = false
  ) throws {
    self.kafka = kafka
    self.admin = admin
    self.follows = follows
    self.keepsHeaders = keepsHeaders
    missing = Set(topics)
    consumer = try Consumer(kafka, reportsEnds: true)
  }

  public func close() { consumer.close(timeout: .seconds(2)) }

  /// Hands over the records until `body` returns false, `cancellation`, or the ends are reached.
  /// - Parameter onWait: called whenever nothing is at hand.
  public func run(
    from start: ReadStart, cancellation: Cancellation, onWait: () throws -> Void = {},
    _ body: (ReadRecord) throws -> Bool
  ) throws {
    try begin(start, cancellation)
    while !cancellation.isCancelled {
      if try !emit(body) { return }
      if isCaughtUp, !follows { return }
      try onWait()
      if follows, !missing.isEmpty, ContinuousClock.now >= nextLook { try lookForMissing() }
      try poll()
    }
  }

  private func begin(_ start: ReadStart, _ cancellation: Cancellation) throws {
    let partitions = try takeExisting()
    let beginnings = try admin.beginningOffsets(partitions)
    ends = try admin.endOffsets(partitions)
    let finder = StartFinder(admin: admin, kafka: kafka, cancellation: cancellation)
    let starts = try finder.offsets(start, beginnings: beginnings, ends: ends)
    try assign(starts)
  }

  /// The partitions of the wanted topics that exist by now.
  private func takeExisting() throws -> [TopicPartition] {
    nextLook = .now + .seconds(1)
    var partitions: [TopicPartition] = []
    for topic in try admin.topics() where missing.contains(topic.name) {
      missing.remove(topic.name)
      // So that the assignment begins at once.
      _ = try consumer.topic(topic.name)
      partitions += (0..<Int32(topic.partitions)).map { TopicPartition(topic.name, $0) }
    }
    return partitions
  }

  private func lookForMissing() throws {
    let partitions: [TopicPartition]
    do { partitions = try takeExisting() } catch let error as KafkaError where error.isRetriable { return }
    guard !partitions.isEmpty else { return }
    // All of a topic that was not there before is news.
    var starts = consumer.positions()
    for partition in consumer.assignment where starts[partition] == nil {
      starts[partition] = queues[partition]?.start
    }
    for partition in partitions {
      starts[partition] = 0
      ends[partition] = 0
    }
    try assign(starts)
  }

  private func assign(_ starts: Offsets) throws {
    guard !starts.isEmpty else { return }
    for (partition, start) in starts where queues[partition] == nil {
      queues[partition] = RecordQueue(start: start)
    }
    try consumer.assign(starts.mapValues { .offset($0) })
    // An assignment forgets who was paused.
    let full = queues.filter { $0.value.isPaused }.map(\.key)
    if !full.isEmpty { try consumer.pause(full) }
  }

  private func poll() throws {
    guard !consumer.assignment.isEmpty else { return sleepMilliseconds(100) }
    do {
      try consumer.poll(timeout: .milliseconds(100)) { message in
        let partition = message.topicPartition
        if !follows, message.offset >= ends[partition] ?? 0 { return }
        queues[partition]?.append(ReadRecord(message, keepsHeaders: keepsHeaders))
      }
    } catch let error as KafkaError where error.isRetriable {
      return  // librdkafka goes on by itself
    }
    for (partition, queue) in queues where queue.count > Self.queueLimit && !queue.isPaused {
      try consumer.pause([partition])
      queues[partition]?.isPaused = true
    }
  }

  /// - Returns: false when `body` has had enough.
  private func emit(_ body: (ReadRecord) throws -> Bool) throws -> Bool {
    if !isCaughtUp { isCaughtUp = queues.keys.allSatisfy(hasReachedEnd) && (follows || !queues.isEmpty) }
    if !follows, queues.isEmpty { isCaughtUp = true }
    while let next = nextPartition() {
      guard let record = queues[next]?.removeFirst() else { break }
      if queues[next]?.isPaused == true, queues[next]?.count ?? 0 < Self.queueLimit / 8 {
        queues[next]?.isPaused = false
        try consumer.resume([next])
      }
      if try !body(record) { return false }
    }
    return true
  }

  /// Whose record is next: the earliest at hand, once everybody who still has earlier ones has shown his.
  private func nextPartition() -> TopicPartition? {
    var best: (partition: TopicPartition, time: Int64)?
    for (partition, queue) in queues {
      guard let first = queue.first else {
        if !isCaughtUp, queues.count > 1, !hasReachedEnd(partition) { return nil }
        continue
      }
      if let found = best, (found.time, found.partition) < (first.timestamp, partition) { continue }
      best = (partition, first.timestamp)
    }
    return best?.partition
  }

  private func hasReachedEnd(_ partition: TopicPartition) -> Bool {
    let end = ends[partition] ?? 0
    if queues[partition]?.start ?? 0 >= end || consumer.isAtEnd(partition) { return true }
    return (consumer.position(partition) ?? 0) >= end
  }
}

/// What waits of one partition.
struct RecordQueue {
  /// Where reading of the partition began.
  let start: Int64
  var isPaused = false
  private var records: [ReadRecord?] = []
  private var head = 0

  init(start: Int64) { self.start = start }

  var count: Int { records.count - head }
  var first: ReadRecord? { head < records.count ? records[head] : nil }

  mutating func append(_ record: ReadRecord) { records.append(record) }

  mutating func removeFirst() -> ReadRecord? {
    guard head < records.count else { return nil }
    let record = records[head]
    records[head] = nil
    head += 1
    if head == records.count {
      records.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 1024, head * 2 > records.count {
      records.removeFirst(head)
      head = 0
    }
    return record
  }
}
