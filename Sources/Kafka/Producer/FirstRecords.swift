/// Which keys and partitions a producer has written to.
///
/// The first record to a partition is sent alone. A broker that shows a new topic already, but does not serve it
/// yet, refuses the first request for a moment; Apache Kafka then takes the second, since it accepts any first
/// sequence number of a producer that it does not know, and calls the repeated first one a duplicate, which
/// librdkafka 2.0.2 reports as delivered. The record is lost. (Seen: a match without its announcement, and two
/// matches that began at once in one partition.)
final class FirstRecords: @unchecked Sendable {
  private struct Book {
    /// By topic, the keys seen (their hashes) or partitions. A key stays in its partition.
    var seen: [String: Set<Int>] = [:]
    /// Within `gather`: what was sent and is waited for at its end, one place a topic.
    var gathered: [String: Int]?

    mutating func note(_ topic: String, _ place: Int) {
      if seen.count > FirstRecords.limit { seen = [:] }
      if seen[topic]?.count ?? 0 > FirstRecords.limit { seen[topic] = [] }
      seen[topic, default: []].insert(place)
    }
  }

  private let book = Monitor(Book())
  /// Of keys and of topics, so that a process that runs for years does not grow.
  private static let limit = 20_000

  /// Sends a record with `send`. The first of its key, or to its partition, is then waited for with `settle`, and
  /// every other thread's records wait until it is there: another key may lead to the same partition. Records with
  /// neither are nobody's first.
  func send(
    _ topic: String, _ partition: Int32?, _ key: RawSpan?, send: () throws(KafkaError) -> Void,
    settle: () throws(KafkaError) -> Void
  ) throws(KafkaError) {
    guard let place = Self.place(partition, key) else { return try send() }
    let wasFirst = try book.with { (book) throws(KafkaError) -> Bool in
      if book.seen[topic]?.contains(place) == true { return false }
      if book.gathered != nil, book.gathered?[topic] == nil {
        try send()
        book.gathered?[topic] = place
        return true
      }
      if book.gathered != nil { try Self.settle(&book, settle) }
      if book.seen[topic]?.contains(place) == true { return false }
      try send()
      try settle()
      book.note(topic, place)
      return true
    }
    if !wasFirst { try send() }
  }

  /// First records that are sent within `body` to different topics travel together, and are waited for once, at its
  /// end. One thread at a time.
  func gather<E: Error>(
    _ body: () throws(E) -> Void, settle: () throws(KafkaError) -> Void
  ) throws {
    book.with { $0.gathered = [:] }
    defer { book.with { $0.gathered = nil } }
    try body()
    try book.with { (book) throws(KafkaError) in try Self.settle(&book, settle) }
  }

  private static func settle(
    _ book: inout Book, _ settle: () throws(KafkaError) -> Void
  ) throws(KafkaError) {
    guard let gathered = book.gathered, !gathered.isEmpty else { return }
    try settle()
    for (topic, place) in gathered { book.note(topic, place) }
    book.gathered = [:]
  }

  private static func place(_ partition: Int32?, _ key: RawSpan?) -> Int? {
    if let partition { return Int(partition) }
    return key?.withUnsafeBytes { bytes in
      var hasher = Hasher()
      hasher.combine(bytes: bytes)
      return hasher.finalize()
    }
  }
}
