internal import CRdKafka

extension Client {
  /// What the group of this client has committed; asks again while a coordinator is not there yet or a transaction
  /// with such offsets is being ended.
  func committed(
    _ partitions: some Collection<TopicPartition>, _ operation: String, timeout: Duration
  ) throws(KafkaError) -> [TopicPartition: CommittedOffset] {
    let handle = try open(operation)
    let deadline = Deadline(timeout)
    while true {
      let list = try PartitionList(partitions)
      let code = list.lend { rd_kafka_committed(handle, $0, max(1, deadline.milliseconds())) }
      let error =
        code == RD_KAFKA_RESP_ERR_NO_ERROR
        ? list.firstError(operation, client: handle) : KafkaError(code, operation: operation, client: handle)
      guard let error else { return list.committed }
      guard error.isRetriable, !deadline.isOver else { throw error }
      sleep(milliseconds: 10)
    }
  }
}
