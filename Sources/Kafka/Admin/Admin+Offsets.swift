internal import CRdKafka

extension Admin {
  /// The offset after the last one that a committed reader can see, for many partitions with one request to
  /// each leader.
  public func endOffsets(_ partitions: some Collection<TopicPartition>) throws(KafkaError) -> Offsets {
    try client.listOffsets(times(partitions, Int64(RD_KAFKA_OFFSET_END)), timeout: timeout)
  }
  /// The first offset that is still there.
  public func beginningOffsets(_ partitions: some Collection<TopicPartition>) throws(KafkaError) -> Offsets {
    try client.listOffsets(times(partitions, Int64(RD_KAFKA_OFFSET_BEGINNING)), timeout: timeout)
  }
  /// The first offset with that timestamp (ms since 1970) or a later one; the end if there is none.
  public func offsets(forTimes times: [TopicPartition: Int64]) throws(KafkaError) -> Offsets {
    try client.offsets(forTimes: times, timeout: timeout)
  }
  public func watermarks(_ partition: TopicPartition) throws(KafkaError) -> Watermarks {
    try client.watermarks(partition, timeout: timeout)
  }

  private func times(_ partitions: some Collection<TopicPartition>, _ time: Int64) -> [TopicPartition: Int64]
  {
    Dictionary(partitions.map { ($0, time) }) { first, _ in first }
  }

  /// Deletes the records before these offsets.
  public func deleteRecords(before offsets: Offsets) throws(KafkaError) {
    let operation = "delete records"
    if offsets.isEmpty { return }
    let list = try PartitionList(capacity: offsets.count)
    for (partition, offset) in offsets { list.append(partition, offset: offset) }
    guard let request = list.lend({ rd_kafka_DeleteRecords_new($0) }) else {
      throw KafkaError(.invalidArgument, operation: operation)
    }
    defer { rd_kafka_DeleteRecords_destroy(request) }
    try call(operation, RD_KAFKA_ADMIN_OP_DELETERECORDS, waitsForBrokers: true) {
      var all: [OpaquePointer?] = [request]
      rd_kafka_DeleteRecords($0, &all, 1, $1, $2)
    } _: { event throws(KafkaError) in
      guard
        let results = rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event))
      else { return }
      for element in PartitionList.elements(results) where element.code != RD_KAFKA_RESP_ERR_NO_ERROR {
        throw KafkaError(element, operation: operation, client: nil)
      }
    }
  }
}
