import Facts
import Football
import Formats
import Kafka

/// A whole match as a list of records: 25 frames a second, an event every 3.5 s, a corner and a shot every four minutes.
struct WholeMatch {
  let minutes: Int
  private var match = BenchMatch(number: 1, start: Timestamp(microseconds: 1_760_526_000_000_000))
  private var random = Sequence(seed: 90)

  init(minutes: Int) { self.minutes = minutes }

  mutating func read(_ body: (FeedRecord) throws -> Void) throws {
    for record in match.opening { try body(record) }
    let frames = minutes * 60 * 25
    for number in 0..<frames {
      let clock = Double(number) * BenchMatch.frameInterval
      try body(.frame(match.frame(number)))
      if number % 88 == 87 { try body(.event(match.pass(number / 88, clock: clock, &random))) }
      if number % 6000 == 3000 { try body(.event(match.corner(number / 6000, clock: clock))) }
      if number % 6000 == 3050 { try body(.event(match.shot(number / 6000, clock: clock, &random))) }
    }
    let clock = Double(minutes * 60)
    try body(
      .match(
        MatchRecord(
          matchID: match.id, moment: .periodEnded, time: match.time(clock), period: 1, clock: clock)))
  }
}

/// Computes all facts of a match from its bytes in memory: what a replay costs without Kafka.
struct ReplayRun {
  private let minutes: Int

  init(_ arguments: Arguments) throws(BenchError) { minutes = try arguments.int("minutes", default: 90) }

  func run() throws {
    var log: [(FeedRecordType, [UInt8])] = []
    var whole = WholeMatch(minutes: minutes)
    try whole.read { record in
      if case .frame(let frame) = record {
        log.append((.frame, try FrameCodec.encode(frame)))
      } else {
        var writer = JSONWriter(capacity: 1024)
        switch record {
        case .match(let moment): moment.write(into: &writer)
        case .event(let event): event.write(into: &writer)
        default: return
        }
        log.append((record.type, writer.bytes))
      }
    }
    var machines = Catalogue.facts.map { ($0.reads, $0.makeMachine(FactSettings())) }
    let decoder = RecordDecoder()
    var published = 0
    let begin = monotonicMicroseconds()
    for (offset, (type, bytes)) in log.enumerated() {
      let record = try decoder.decode(bytes.span.bytes, type: type, isProtobuf: type == .frame)
      for index in machines.indices where machines[index].0.contains(type) || type == .match {
        published += machines[index].1.take(record, revision: Int64(offset)).count
      }
    }
    let seconds = Double(monotonicMicroseconds() - begin) / 1e6
    figure("records", "\(log.count)")
    figure("facts", "\(published)")
    figure("compute_s", seconds, digits: 3)
    figure("compute_times_real", Double(minutes * 60) / seconds, digits: 0)
  }
}

/// Puts the match into the feed, for `touchline replay`.
struct MatchFill {
  private let prefix: String
  private let minutes: Int
  private let kafka: KafkaConfiguration

  init(_ arguments: Arguments) throws(BenchError) {
    prefix = try arguments.text("prefix")
    minutes = try arguments.int("minutes", default: 90)
    kafka = try arguments.kafka
  }

  func run() throws {
    let producer = try Producer(kafka)
    defer { producer.close() }
    var writer = FeedWriter(producer, topic: "\(prefix).feed.football")
    var records = 0
    var whole = WholeMatch(minutes: minutes)
    try whole.read { record in
      try writer.write(record)
      records += 1
      if records % 1000 == 0 { producer.poll() }
    }
    try producer.flush(timeout: .seconds(60))
    figure("records", "\(records)")
  }
}
