internal import CRdKafka
import Glibc

/// What consumers and `Admin` ask alike.
extension Client {
  func watermarks(_ partition: TopicPartition, timeout: Duration) throws(KafkaError) -> Watermarks {
    let operation = "ask for the ends of \(partition)"
    let handle = try open(operation)
    var (low, high): (Int64, Int64) = (0, 0)
    let code = rd_kafka_query_watermark_offsets(
      handle, partition.topic, partition.partition, &low, &high, max(1, timeout.wholeMilliseconds))
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw KafkaError(
        code, operation: operation, client: handle, topic: partition.topic, partition: partition.partition)
    }
    return Watermarks(low: low, high: high)
  }

  func offsets(forTimes times: [TopicPartition: Int64], timeout: Duration) throws(KafkaError) -> Offsets {
    var result = try listOffsets(times, timeout: timeout)
    // Nothing as late as that: the broker answers -1, and the end is what the caller means.
    let past = result.filter { $0.value < 0 }.keys
    if !past.isEmpty {
      let ends = try listOffsets(
        Dictionary(uniqueKeysWithValues: past.map { ($0, Int64(RD_KAFKA_OFFSET_END)) }), timeout: timeout)
      result.merge(ends) { _, end in end }
    }
    return result
  }

  /// One request to each leader. A time of -1 stands for the end, -2 for the beginning, as in the protocol.
  func listOffsets(_ times: [TopicPartition: Int64], timeout: Duration) throws(KafkaError) -> Offsets {
    let operation = "look up offsets"
    let handle = try open(operation)
    if times.isEmpty { return [:] }
    let deadline = Deadline(timeout)
    while true {
      let list = try PartitionList(capacity: times.count)
      for (partition, time) in times { list.append(partition, offset: time) }
      let code = list.lend { rd_kafka_offsets_for_times(handle, $0, max(1, deadline.milliseconds())) }
      var error = list.firstError(operation, client: handle)
      if error == nil, code != RD_KAFKA_RESP_ERR_NO_ERROR {
        error = KafkaError(code, operation: operation, client: handle)
      }
      guard let error else {
        return Dictionary(uniqueKeysWithValues: list.elements.map { ($0.partition, $0.offset) })
      }
      guard error.isRetriable, !deadline.isOver else { throw error }
      sleep(milliseconds: 10)
    }
  }
}

func sleep(milliseconds: UInt32) { usleep(milliseconds * 1000) }
