import Football
import Formats
import Kafka

/// Where records go. One for each thread.
protocol FeedSink: AnyObject {
  /// - Parameter text: the record as JSON, where it came as such.
  /// - Throws: a `RecordRefused`, after which the next record may be sent.
  func send(_ record: FeedRecord, text: RawSpan?) throws
  /// A line that nobody has looked at.
  func send(unchecked text: RawSpan, matchID: String?) throws
}

/// A record that cannot be sent; the rest can.
struct RecordRefused: Error {
  let reason: String
}

/// Sends to the feed's topic, all records of a match to one partition and in order.
final class KafkaFeedSink: FeedSink {
  private let producer: Producer
  private let topic: String
  private let maxBytes: Int
  private let limitName: String
  private let timeout: Duration
  private var encoder = FeedRecordEncoder()

  /// - Parameters:
  ///   - maxBytes: what the topic takes, headers included.
  ///   - timeout: how long to wait while the queue is full.
  init(_ producer: Producer, topic: String, maxBytes: Int, limitName: String, timeout: Duration) {
    self.producer = producer
    self.topic = topic
    self.maxBytes = maxBytes
    self.limitName = limitName
    self.timeout = timeout
  }

  func send(_ record: FeedRecord, text: RawSpan?) throws {
    do {
      try encoder.encode(record, text: text) { key, value, headers in try produce(key, value, headers) }
    } catch let error as RecordError {
      throw RecordRefused(reason: "\(record.matchID) \(record.name): \(error)")
    } catch let error as RecordRefused {
      throw RecordRefused(reason: "\(record.matchID) \(record.name): \(error.reason)")
    }
  }

  func send(unchecked text: RawSpan, matchID: String?) throws {
    try encoder.encode(unchecked: text, matchID: matchID) { key, value, headers in
      try produce(key, value, headers)
    }
  }

  private func produce(_ key: RawSpan?, _ value: RawSpan, _ headers: borrowing HeaderList) throws {
    // A batch that is too large takes its other records with it: such a record must not get that far.
    guard value.byteCount <= maxBytes else { throw tooLarge(value.byteCount) }
    do {
      try producer.produce(to: topic, key: key, value: value, headers: headers, timeout: timeout)
    } catch let failure where failure.isMessageTooLarge {
      throw tooLarge(value.byteCount)
    }
  }

  private func tooLarge(_ count: Int) -> RecordRefused {
    RecordRefused(reason: "\(count) bytes are more than \(limitName) allows (\(maxBytes))")
  }
}

/// Sends nothing; hands each record as a line of JSON to `line`, if there is one.
final class DryFeedSink: FeedSink {
  private let line: (@Sendable (UnsafeRawBufferPointer) throws -> Void)?
  private var writer = JSONWriter(capacity: 4096)

  init(line: (@Sendable (UnsafeRawBufferPointer) throws -> Void)?) { self.line = line }

  func send(_ record: FeedRecord, text: RawSpan?) throws {
    guard let line else { return }
    if let text { return try text.withUnsafeBytes { try line($0) } }
    writer.removeAll()
    record.write(into: &writer)
    try writer.withUnsafeBytes { try line($0) }
  }

  func send(unchecked text: RawSpan, matchID: String?) throws {
    try text.withUnsafeBytes { try line?($0) }
  }
}
