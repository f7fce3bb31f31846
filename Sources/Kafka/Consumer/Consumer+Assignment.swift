internal import CRdKafka

extension Consumer {
  /// Makes librdkafka read these partitions and forgets all others.
  func take(_ partitions: [TopicPartition: StartOffset]) throws(KafkaError) {
    let operation = "take \(partitions.count) partitions"
    let handle = try client.open(operation)
    let partitions = try resolveLast(partitions, timeout: .seconds(10))
    discardBuffered()
    head = count
    let code = try PartitionList(partitions).lend { rd_kafka_assign(handle, $0) }
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw KafkaError(code, operation: operation, client: handle)
    }
    table = PartitionTable(partitions)
  }

  private func giveUp(_ handle: OpaquePointer) {
    discardBuffered()
    head = count
    rd_kafka_assign(handle, nil)
    table = PartitionTable()
  }

  /// Answers what the rebalance callback noted. Records at hand from before a revocation are dropped: their
  /// next owner begins at the committed offset.
  func answerRebalances() throws {
    while !client.state.pointee.rebalances.isEmpty {
      let rebalance = client.state.pointee.rebalances.removeFirst()
      let handle = try client.open("answer a rebalance")
      switch rebalance {
      case .assign(let partitions):
        do {
          let starts = try rebalanceHandler?.assigned(partitions, self) ?? [:]
          var all: [TopicPartition: StartOffset] = [:]
          for partition in partitions { all[partition] = starts[partition] ?? .committed }
          try take(all)
        } catch {
          giveUp(handle)  // else the group waits for this member
          throw error
        }
      case .revoke(let partitions, let lost):
        defer { giveUp(handle) }
        if lost {
          try rebalanceHandler?.lost(partitions, self)
        } else {
          try rebalanceHandler?.revoked(partitions, self)
        }
      case .failed(let error):
        giveUp(handle)
        throw error
      }
    }
  }

  /// Leaves the group (a static member stays in it until its session times out). The asynchronous close, since
  /// the synchronous one of librdkafka 2.0.2 can block for ever.
  func leave(until deadline: Deadline) {
    let handle = client.handle
    for state in table.states {
      state.next = position(state.topicPartition)
      state.isFrozen = true
    }
    guard let closing = rd_kafka_queue_new(handle) else { return }
    defer { rd_kafka_queue_destroy(closing) }
    if let error = rd_kafka_consumer_close_queue(handle, closing) {
      rd_kafka_error_destroy(error)  // already closing, or without a group
      return
    }
    while rd_kafka_consumer_closed(handle) == 0, !deadline.isOver {
      if let message = rd_kafka_consume_queue(closing, deadline.milliseconds(atMost: 20)) {
        rd_kafka_message_destroy(message)  // not handed out: positions are frozen
      }
      try? answerRebalances()  // who closes cannot mend what the handler throws
    }
  }
}
