/// Which keys and partitions a producer has written to.
///
/// The first record to a partition is sent alone. A broker that shows a new topic already, but does not serve it
/// yet, refuses the first request for a moment; Apache Kafka then takes the second, since it accepts any first
/// sequence number of a producer that it does not know, and calls the repeated first one a duplicate, which
/// librdkafka 2.0.2 reports as delivered. The record is lost. (Seen: a match without its announcement.)
final class FirstRecords: @unchecked Sendable {
  /// By topic, the keys seen (their hashes) or partitions. A key stays in its partition.
  private let seen = Monitor<[String: Set<UInt64>]>([:])
  /// Of keys and of topics, so that a process that runs for years does not grow.
  private static let limit = 20_000

  /// Whether no record of this key, or to this partition, has been sent yet; says so once. Records with neither
  /// are nobody's first.
  func isFirst(of topic: String, _ partition: Int32?, _ key: RawSpan?) -> Bool {
    let place: UInt64
    if let partition {
      place = UInt64(UInt32(bitPattern: partition))
    } else if let key {
      place = key.withUnsafeBytes { bytes in
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
      }
    } else {
      return false
    }
    return seen.with { seen in
      if seen.count > Self.limit { seen = [:] }
      if seen[topic]?.count ?? 0 > Self.limit { seen[topic] = [] }
      return seen[topic, default: []].insert(place).inserted
    }
  }
}
