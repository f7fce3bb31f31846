import Kafka

/// Where a worker group begins, without ever jumping silently.
enum FirstOffsets {
  /// The group's offsets, with the beginning for partitions that never had one. Those are committed at once, so
  /// that a partition without an offset always means one that nobody has ever read.
  /// - Parameters:
  ///   - inputs: all partitions of the group's topics.
  ///   - outputs: the topics that the group writes.
  /// - Throws: a `PipelineError` if the group has lost its offsets though there is output.
  static func find(
    _ partitions: [TopicPartition], inputs: [TopicPartition], outputs: [String], consumer: Consumer,
    admin: Admin
  ) throws -> [TopicPartition: CommittedOffset] {
    var offsets = try consumer.committed(partitions)
    let missing = partitions.filter { offsets[$0] == nil }
    if !missing.isEmpty {
      let group = consumer.group ?? ""
      if try consumer.committed(inputs).isEmpty, try hasRecords(outputs, admin) {
        throw PipelineError(
          "the group \(group) has no offsets, though its output exists in \(outputs.joined(separator: ", ")) (brokers forget the offsets of an idle group, after 7 days by default). Set them with `kafka-consumer-groups --group \(group) --reset-offsets --execute`, to the end if the output is complete, or remove the output to have it made again"
        )
      }
      var first: [TopicPartition: CommittedOffset] = [:]
      for (partition, offset) in try admin.beginningOffsets(missing) {
        first[partition] = CommittedOffset(offset)
      }
      try consumer.commit(first)
      offsets.merge(first) { $1 }
    }
    for (partition, beginning) in try admin.beginningOffsets(partitions) {
      guard let offset = offsets[partition]?.offset, offset < beginning else { continue }
      throw PipelineError(
        "\(partition) begins at offset \(beginning), but group \(consumer.group ?? "") has only come to \(offset): the records between are gone (retention too short?). Nothing was skipped; restore them or move the group's offset on purpose"
      )
    }
    return offsets
  }

  private static func hasRecords(_ topics: [String], _ admin: Admin) throws -> Bool {
    for topic in topics {
      guard let found = try admin.topic(topic) else { continue }
      let partitions = (0..<Int32(found.partitions)).map { TopicPartition(topic, $0) }
      let beginnings = try admin.beginningOffsets(partitions)
      for (partition, end) in try admin.endOffsets(partitions) where end > beginnings[partition] ?? 0 {
        return true
      }
    }
    return false
  }
}
