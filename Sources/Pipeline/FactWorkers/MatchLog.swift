import Football
import Kafka

/// Reads a match's own log, `match.<id>.feed`, from its first record.
final class MatchLog {
  private let settings: PipelineSettings
  private let partition: TopicPartition
  private let decoder: RecordDecoder
  private var consumer: Consumer?

  init(_ settings: PipelineSettings, match: String) {
    self.settings = settings
    partition = TopicPartition(settings.names.matchTopic(match, "feed"), 0)
    decoder = RecordDecoder(maxBytes: settings.maxRecordBytes)
  }

  func close() { consumer?.close() }

  /// Hands over the records that came from `origin` up to `offset`, with their offset there, until `body`
  /// returns false or the log ends. A topic that is not there has no records.
  func read(
    upTo offset: Int64, of origin: TopicPartition, onWait: () throws -> Void,
    _ body: (FeedRecord?, _ origin: Int64) throws -> Bool
  ) throws {
    let admin = try Admin(settings.kafka)
    defer { admin.close() }
    guard try admin.topic(partition.topic) != nil else { return }
    let consumer = try Consumer(settings.kafka, reportsEnds: true)
    self.consumer = consumer
    try consumer.assign([partition: .beginning])
    let batch = RecordBatch(readsOrigin: true)
    while !consumer.isAtEnd {
      batch.removeAll()
      try consumer.poll(timeout: .milliseconds(100)) { batch.append($0) }
      try onWait()
      for item in batch.items {
        guard let from = item.origin, from.partition == origin, from.offset <= offset else { continue }
        let type = FeedRecordType(rawValue: item.type)
        let record = batch.withValue(item) {
          try? decoder.decode($0, type: type, isProtobuf: item.isProtobuf)
        }
        if try !body(record, from.offset) { return }
      }
    }
  }
}
