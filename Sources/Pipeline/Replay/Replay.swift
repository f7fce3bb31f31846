import Facts
import Football
import Kafka
import Telemetry

/// Computes a match's facts again from its own log, `match.<id>.feed`, by the same state machines that compute
/// them live. Writes nothing.
public final class Replay {
  private let settings: PipelineSettings
  private let plan: ReplayPlan
  private let admin: Admin
  private let partition: TopicPartition
  private let decoder: RecordDecoder
  private let wantedTypes: Set<FeedRecordType>
  private var machines: [any MatchMachineProtocol]
  private var hasBegun: Bool
  private var hasEnded = false
  private var played = [Double](repeating: 0, count: 6)
  private var pacer: Pacer
  private var timeline = MatchTimeline()
  private var summary = ReplaySummary()

  public init(_ settings: PipelineSettings, _ plan: ReplayPlan, admin: Admin) {
    self.settings = settings
    self.plan = plan
    self.admin = admin
    partition = TopicPartition(settings.names.matchTopic(plan.match, "feed"), 0)
    decoder = RecordDecoder(maxBytes: settings.maxRecordBytes)
    // Announcements tell what is known, whatever the fact.
    wantedTypes = plan.facts.reduce(into: [.match, .session]) { $0.formUnion($1.reads) }
    machines = plan.facts.map { $0.makeMachine(settings.facts) }
    hasBegun = plan.from == nil
    pacer = Pacer(plan.speed, time: .system)
  }

  /// Reads the log from its first record to where it ends now and hands over the facts, in order.
  /// - Parameter onWait: called before a pause that `speed` demands.
  /// - Throws: `UnknownName` if the match has no log; `CancellationError` when cancelled.
  public func run(
    cancellation: Cancellation, onWait: () throws -> Void = {}, _ body: (ReplayedFact) throws -> Void
  ) throws -> ReplaySummary {
    guard try admin.topic(partition.topic) != nil else {
      let ours = try admin.topics().compactMap { settings.names.name(ofTopic: $0.name) }
      throw UnknownName(kind: "match", name: plan.match, candidates: Names.matches(ofTopics: ours))
    }
    let beginning = try admin.beginningOffsets([partition])[partition] ?? 0
    let end = try admin.endOffsets([partition])[partition] ?? 0
    try check(beginning, end)
    let start = SystemTime().monotonicNanoseconds()
    let consumer = try Consumer(settings.kafka, reportsEnds: true, batch: settings.batchSize)
    defer { consumer.close(timeout: .seconds(2)) }
    try consumer.assign([partition: .offset(beginning)])
    while !hasEnded, !consumer.isAtEnd, (consumer.position(partition) ?? beginning) < end {
      if cancellation.isCancelled { throw CancellationError() }
      try consumer.poll(timeout: .milliseconds(100)) { message in
        guard !hasEnded, message.offset < end else { return }
        summary.records += 1
        guard let record = decode(message) else { return }
        try take(record, cancellation, onWait, body)
      }
    }
    summary.playedSeconds = played.reduce(0, +)
    summary.elapsedSeconds = Double(SystemTime().monotonicNanoseconds() - start) / 1e9
    return summary
  }

  private func check(_ beginning: Int64, _ end: Int64) throws {
    guard beginning == 0 else {
      throw PipelineError(
        "\(partition.topic) begins at offset \(beginning): the first records of the match are gone, so nothing can be computed from it"
      )
    }
    for case .offset(let offset)? in [plan.from, plan.to] where offset >= end {
      throw PipelineError("\(partition.topic) has offsets 0 to \(end - 1), not \(offset)")
    }
  }

  /// Nil for what no fact reads.
  private func decode(_ message: borrowing MessageView) -> LogRecord? {
    guard let value = message.value else { return nil }
    var type: FeedRecordType?
    // Frames are the many: compared without making a String.
    if message.header(Header.type, is: "football.frame") {
      type = .frame
    } else if let text = message.headerText(Header.type), !text.isEmpty {
      guard let known = FeedRecordType(rawValue: text) else { return nil }
      type = known
    }
    if let type, !wantedTypes.contains(type) { return nil }
    let isProtobuf = message.header(Header.contentType, is: "application/protobuf")
    guard let origin = message.headerText(Header.originOffset).flatMap(Int64.init),
      let record = try? decoder.decode(value, type: type, isProtobuf: isProtobuf),
      wantedTypes.contains(record.type)
    else { return nil }
    return LogRecord(offset: message.offset, origin: origin, timestamp: message.timestamp, record: record)
  }

  private func take(
    _ record: LogRecord, _ cancellation: Cancellation, _ onWait: () throws -> Void,
    _ body: (ReplayedFact) throws -> Void
  ) throws {
    if let to = plan.to, to.isPassed(by: record) {
      hasEnded = true
      return
    }
    if !hasBegun, let from = plan.from { hasBegun = from.isReached(by: record) }
    if let clock = record.clock, played.indices.contains(clock.isLap ? 1 : clock.period) {
      played[clock.isLap ? 1 : clock.period] = max(played[clock.isLap ? 1 : clock.period], clock.clock)
    }
    let due = plan.speed == .max ? nil : timeline.due(record.record)
    if hasBegun {
      let first = summary.revisions?.lowerBound ?? record.origin
      summary.revisions =
        min(first, record.origin)...max(summary.revisions?.upperBound ?? first, record.origin)
      try wait(for: due, cancellation, onWait)
    }
    let type = record.record.type
    for index in machines.indices where type.isOfLife || plan.facts[index].reads.contains(type) {
      try settings.facts.checkModel(of: record.record, for: plan.facts[index])
      let computed = machines[index].take(record.record, revision: record.origin)
      guard hasBegun else { continue }
      for fact in computed {
        summary.facts += 1
        try body(
          ReplayedFact(
            fact: plan.facts[index].name, record: fact, season: machines[index].season,
            timestamp: record.timestamp))
      }
    }
  }

  private func wait(for due: Double?, _ cancellation: Cancellation, _ onWait: () throws -> Void) throws {
    guard let due else { return }
    let seconds = pacer.wait(for: due)
    guard seconds > 0.001 else { return }
    try onWait()
    if cancellation.wait(seconds: seconds) { throw CancellationError() }
  }
}
