import Formats
import Kafka
import Postgres
import Telemetry

/// Which dead letters.
public struct DeadLetterFilter: Sendable {
  /// `DeadLetter.id`s; empty: all.
  public var ids: Set<String> = []
  /// A topic, or its dead letters' topic, with or without prefix.
  public var topic: String?
  public var match: String?
  /// Ingested then or later; ms since 1970.
  public var since: Int64?

  public init() {}
}

/// All dead letters that nobody has dealt with.
public struct DeadLetterBox {
  private let settings: PipelineSettings
  private let admin: Admin
  private let connection: Connection

  public init(_ settings: PipelineSettings, admin: Admin, _ connection: Connection) {
    self.settings = settings
    self.admin = admin
    self.connection = connection
  }

  /// Hands them over in order of time until `body` returns false.
  /// - Throws: `UnknownName` for a topic without dead letters' topic.
  public func forEach(
    _ filter: DeadLetterFilter, cancellation: Cancellation, _ body: (DeadLetter) throws -> Bool
  ) throws {
    let topics = try topics(filter.topic)
    guard !topics.isEmpty else { return }
    let done = try dealtWith(topics)
    let reader = try RecordReader(
      settings.kafka, admin: admin, topics: topics, follows: false, keepsHeaders: true)
    defer { reader.close() }
    try reader.run(from: filter.since.map { .time($0) } ?? .beginning, cancellation: cancellation) { record in
      let letter = DeadLetter(record)
      if done.contains(letter.id) { return true }
      if !filter.ids.isEmpty, !filter.ids.contains(letter.id) { return true }
      if let match = filter.match, letter.match != match { return true }
      return try body(letter)
    }
  }

  /// Produces the record as it was to the topic that it came from, and notes that.
  /// - Throws: a `PipelineError` if it is not whole, or does not say where it came from.
  public func retry(_ letters: [DeadLetter]) throws {
    for letter in letters {
      guard letter.originalSize == nil else {
        throw PipelineError(
          "\(letter.id) was too large to be kept whole: it cannot be retried. Produce it again, or discard it"
        )
      }
      guard letter.origin != nil else {
        throw PipelineError("\(letter.id) does not say where it came from: it can only be discarded")
      }
    }
    let producer = try Producer(settings.kafka)
    defer { producer.close() }
    for letter in letters {
      guard let origin = letter.origin else { continue }
      // Without a key nothing but the place itself tells the partition.
      try producer.produce(
        to: origin.partition.topic, partition: letter.record.key == nil ? origin.partition.partition : nil,
        key: letter.record.key?.span.bytes, value: letter.record.value?.span.bytes,
        headers: letter.originalHeaders)
    }
    try producer.flush()
    try note(letters, "retried")
  }

  /// Notes that nothing more is to be done about them.
  public func discard(_ letters: [DeadLetter]) throws { try note(letters, "discarded") }

  private func note(_ letters: [DeadLetter], _ outcome: String) throws {
    guard !letters.isEmpty else { return }
    try connection.execute(
      """
      INSERT INTO dead_letters_done (topic, partition, kafka_offset, outcome)
      SELECT t, p, o, $4 FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS given (t, p, o)
      ON CONFLICT DO NOTHING
      """,
      [
        .texts(letters.map(\.record.partition.topic)),
        .ints(letters.map { Int64($0.record.partition.partition) }), .ints(letters.map(\.record.offset)),
        .text(outcome),
      ])
  }

  private func dealtWith(_ topics: [String]) throws -> Set<String> {
    var done: Set<String> = []
    for row in try connection.query(
      "SELECT topic, partition, kafka_offset FROM dead_letters_done WHERE topic = ANY ($1)", [.texts(topics)])
    {
      done.insert(
        "\(try row.decode(0, as: String.self))/\(try row.decode(1, as: Int64.self))/\(try row.decode(2, as: Int64.self))"
      )
    }
    return done
  }

  private func topics(_ wanted: String?) throws -> [String] {
    let ours = try admin.topics().map(\.name).filter { topic in
      settings.names.name(ofTopic: topic) != nil && TopicKind(name: topic) == .deadLetters
    }
    guard let wanted else { return ours }
    let full = settings.names.name(ofTopic: wanted) == nil ? settings.names.topic(wanted) : wanted
    let topic = TopicKind(name: full) == .deadLetters ? full : settings.names.deadLetters(of: full)
    guard ours.contains(topic) else {
      throw UnknownName(kind: "topic of dead letters", name: topic, candidates: ours)
    }
    return [topic]
  }
}
