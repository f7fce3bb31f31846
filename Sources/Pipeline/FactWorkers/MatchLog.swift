import Football
import Kafka

/// Reads matches' own logs, `match.<id>.feed`, from their first record. One reader serves one match after the
/// other.
final class MatchLog {
  private let names: Names
  private let decoder: RecordDecoder
  private let consumer: Consumer
  private let batch = RecordBatch(readsOrigin: true)

  init(_ settings: PipelineSettings) throws(KafkaError) {
    names = settings.names
    decoder = RecordDecoder(maxBytes: settings.maxRecordBytes)
    consumer = try Consumer(settings.kafka, reportsEnds: true)
  }

  func close() { consumer.close() }

  /// Where the first record of the match came from; nil if there is none yet.
  func firstOrigin(_ match: String) throws -> RecordBatch.Origin? {
    var first: RecordBatch.Origin?
    try forEachItem(match) { item in
      first = item.origin
      return first == nil
    }
    return first
  }

  /// Hands over the records that came from `origin` up to `offset`, with their offset there, until `body`
  /// returns false or the log ends. What cannot be decoded is handed over as nil.
  func read(
    _ match: String, upTo offset: Int64, of origin: TopicPartition,
    _ body: (FeedRecord?, _ origin: Int64) throws -> Bool
  ) throws {
    try forEachItem(match) { item in
      guard let from = item.origin, from.partition == origin else { return true }
      guard from.offset <= offset else { return false }
      let type = FeedRecordType(rawValue: item.type)
      let record = batch.withValue(item) {
        try? decoder.decode($0, type: type, isProtobuf: item.isProtobuf)
      }
      return try body(record, from.offset)
    }
  }

  /// A topic that is not there has no records.
  private func forEachItem(
    _ match: String, _ body: (RecordBatch.Item) throws -> Bool
  ) throws {
    let topic = names.matchTopic(match, "feed")
    guard try consumer.topic(topic) != nil else { return }
    try consumer.assign([TopicPartition(topic, 0): .beginning])
    defer { try? consumer.assign([:]) }
    while !consumer.isAtEnd {
      batch.removeAll()
      try consumer.poll(timeout: .milliseconds(100)) { batch.append($0) }
      for item in batch.items where try !body(item) { return }
    }
  }
}
