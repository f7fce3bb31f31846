import Foundation
import Kafka
import Testing

/// Blocking work runs on a thread of its own: on the cooperative pool it would starve other tests.
func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}

/// What a test keeps of a record.
struct Record: Equatable, Sendable {
  var partition: Int32
  var offset: Int64
  var key: String?
  var value: String?

  init(_ message: borrowing MessageView) {
    partition = message.partition
    offset = message.offset
    key = message.keyText
    value = message.valueText
  }
}

extension Producer {
  func send(
    _ topic: String, _ value: String, key: String? = nil, partition: Int32? = nil,
    headers: borrowing HeaderList = HeaderList(), timestamp: Int64? = nil
  ) throws {
    let value = Array(value.utf8)
    guard let key = key.map({ Array($0.utf8) }) else {
      return try produce(
        to: topic, partition: partition, value: value.span.bytes, headers: headers, timestamp: timestamp)
    }
    try produce(
      to: topic, partition: partition, key: key.span.bytes, value: value.span.bytes, headers: headers,
      timestamp: timestamp)
  }

  func send(_ topic: String, count: Int, from first: Int = 0, partition: Int32? = nil) throws {
    for number in first..<first + count { try send(topic, "\(number)", partition: partition) }
  }
}

extension Consumer {
  /// Polls until the condition holds; throws if it does not within `seconds`.
  func poll(
    until done: () -> Bool, seconds: Double = 20, max: Int = .max,
    _ body: (borrowing MessageView) throws -> Void
  ) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while !done() {
      guard ContinuousClock.now < end else { throw NotInTime() }
      try poll(timeout: .milliseconds(50), max: max, body)
    }
  }

  /// The next `count` records.
  func read(_ count: Int, seconds: Double = 20) throws -> [Record] {
    var records: [Record] = []
    try poll(until: { records.count >= count }, seconds: seconds, { records.append(Record($0)) })
    return records
  }
}

struct NotInTime: Error {}

/// Gathers from other threads.
final class Box<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var stored: Value
  init(_ value: Value) { stored = value }
  var value: Value { lock.withLock { stored } }
  func change(_ body: (inout Value) -> Void) { lock.withLock { body(&stored) } }
}

/// Tells of rebalances what the test wants to know.
final class Handler: RebalanceHandler {
  var onAssigned: ([TopicPartition], Consumer) throws -> [TopicPartition: StartOffset] = { _, _ in [:] }
  var onRevoked: ([TopicPartition], Consumer) throws -> Void = { _, _ in }
  var onLost: ([TopicPartition], Consumer) throws -> Void = { _, _ in }

  func assigned(_ partitions: [TopicPartition], _ consumer: Consumer) throws
    -> [TopicPartition: StartOffset]
  { try onAssigned(partitions, consumer) }
  func revoked(_ partitions: [TopicPartition], _ consumer: Consumer) throws {
    try onRevoked(partitions, consumer)
  }
  func lost(_ partitions: [TopicPartition], _ consumer: Consumer) throws { try onLost(partitions, consumer) }
}
