import Football
import Kafka

/// Finds out which records of some matches are in the feed's log already, by reading it: nothing else knows it for
/// sure after a crash.
struct FeedLogScan {
  let settings: PipelineSettings
  let topic: String
  /// Whether the user asked to stop.
  let isCancelled: () -> Bool

  /// - Parameter onProgress: told how many offsets have been read, and how many there are.
  /// - Throws: `CancellationError` if the user asked to stop.
  func names(
    of matches: Set<String>, admin: Admin, onProgress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> [String: RecordNames] {
    guard !matches.isEmpty, let found = try admin.topic(topic) else { return [:] }
    let starts = try starts(of: matches, partitions: found.partitions, admin)
    let ends = try admin.endOffsets(starts.keys)
    let work = starts.filter { $0.value < ends[$0.key] ?? 0 }
    let total = work.reduce(0) { $0 + (ends[$1.key] ?? 0) - $1.value }
    var names: [String: RecordNames] = [:]
    guard !work.isEmpty else { return names }
    let consumer = try Consumer(settings.kafka, reportsEnds: true)
    defer { consumer.close() }
    try consumer.assign(work.mapValues { .offset($0) })
    let decoder = RecordDecoder(maxBytes: settings.maxRecordBytes)
    while work.keys.contains(where: { (consumer.position($0) ?? 0) < ends[$0] ?? 0 }), !consumer.isAtEnd {
      if isCancelled() { throw CancellationError() }
      try consumer.poll(timeout: .milliseconds(100)) { message in
        guard let key = message.keyText, matches.contains(key) else { return }
        let name: String?
        if let id = message.headerText(Header.id) { name = id } else { name = Self.name(message, decoder) }
        if let name { names[key, default: RecordNames()].insert(name) }
      }
      onProgress(
        total - work.reduce(0) { $0 + max(0, (ends[$1.key] ?? 0) - (consumer.position($1.key) ?? 0)) }, total)
    }
    return names
  }

  /// The name of a record that was made by hand, without headers.
  private static func name(_ message: borrowing MessageView, _ decoder: RecordDecoder) -> String? {
    guard let value = message.value else { return nil }
    let isProtobuf = message.header(Header.contentType, is: "application/protobuf")
    return try? decoder.decode(value, type: nil, isProtobuf: isProtobuf).name
  }

  /// Where to begin in each partition that a match of ours is in.
  private func starts(of matches: Set<String>, partitions: Int, _ admin: Admin) throws -> Offsets {
    var starts: Offsets = [:]
    let beginnings = try admin.beginningOffsets((0..<Int32(partitions)).map { TopicPartition(topic, $0) })
    let isMurmur2 = settings.kafka.properties["partitioner"].map { $0.hasPrefix("murmur2") } ?? true
    guard isMurmur2 else { return beginnings }
    for match in matches {
      let key = Array(match.utf8)
      let partition = TopicPartition(topic, KeyPartition.murmur2(key.span.bytes, partitions: partitions))
      starts[partition] = beginnings[partition] ?? 0
    }
    // A long log need not be read from its beginning: a match's own topic tells where the match begins in it.
    if matches.count == 1, let match = matches.first, let partition = starts.keys.first,
      let first = try firstOffset(of: match, in: partition, admin)
    {
      starts[partition] = max(first, beginnings[partition] ?? 0)
    }
    return starts
  }

  /// The offset of the match's first record, by the first one that was republished.
  private func firstOffset(of match: String, in partition: TopicPartition, _ admin: Admin) throws -> Int64? {
    let own = TopicPartition(settings.names.matchTopic(match, "feed"), 0)
    guard try admin.topic(own.topic) != nil else { return nil }
    let consumer = try Consumer(settings.kafka, reportsEnds: true, batch: 1)
    defer { consumer.close() }
    try consumer.assign([own: .beginning])
    var offset: Int64?
    var isDone = false
    while !isDone, !consumer.isAtEnd, !isCancelled() {
      try consumer.poll(timeout: .milliseconds(100), max: 1) { message in
        isDone = true
        guard message.headerText(Header.originTopic) == partition.topic,
          message.headerText(Header.originPartition) == String(partition.partition)
        else { return }
        offset = message.headerText(Header.originOffset).flatMap { Int64($0) }
      }
    }
    return offset
  }
}
