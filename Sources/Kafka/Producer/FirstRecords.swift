/// Which partitions a producer has written to.
///
/// The first record to a partition is sent alone. A broker that shows a new topic already, but does not serve it
/// yet, refuses the first request for a moment; Apache Kafka then takes the second, since it accepts any first
/// sequence number of a producer that it does not know, and calls the repeated first one a duplicate, which
/// librdkafka 2.0.2 reports as delivered. The record is lost. (Seen: a match without its announcement.)
final class FirstRecords: @unchecked Sendable {
  private struct Seen {
    var partitions: [String: Set<Int32>] = [:]
    var counts: [String: Int32] = [:]
  }

  private let seen = Monitor(Seen())
  private static let limit = 20_000

  /// Whether nothing has been sent yet to the partition that this record goes to; says so once.
  func isFirst(
    of topic: String, _ partition: Int32?, _ key: RawSpan?, by producer: Producer
  ) throws(KafkaError) -> Bool {
    var count = seen.with { $0.counts[topic] }
    if count == nil, partition == nil {
      let found = Int32(try producer.partitionCount(of: topic))
      seen.with { $0.counts[topic] = found }
      count = found
    }
    let target = partition ?? self.target(key, count ?? 1)
    return seen.with { seen in
      if seen.partitions.count > Self.limit { seen = Seen() }
      return seen.partitions[topic, default: []].insert(target).inserted
    }
  }

  /// Without a key the partition is any: each such record counts as to partition -1.
  private func target(_ key: RawSpan?, _ count: Int32) -> Int32 {
    if count == 1 { return 0 }
    guard let key else { return -1 }
    return KeyPartition.murmur2(key, partitions: Int(count))
  }
}
