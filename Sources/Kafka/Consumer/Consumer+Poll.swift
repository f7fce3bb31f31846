internal import CRdKafka

extension Consumer {
  /// Hands records to `body`, up to `max`: what is at hand at once, else what comes within `timeout`. Serves
  /// rebalances and the configuration's callbacks too, so call it at least every `max.poll.interval.ms`.
  ///
  /// Within `body` the record counts as taken: `position` is past it. If `body` throws, it is not: the next poll begins with it.
  /// - Returns: how many records were handed out; 0 after `timeout`, a rebalance or a wake-up.
  /// - Throws: what `body` or the rebalance handler throws, or a `KafkaError` from the stream, such as
  ///   `isOffsetOutOfRange`, `isUnknownTopic`, `isInstanceFenced`; unless it is fatal, polling may go on.
  @discardableResult
  public func poll(
    timeout: Duration, max: Int = .max, _ body: (borrowing MessageView) throws -> Void
  ) throws -> Int {
    guard !isPolling else {
      throw KafkaError(.state, operation: "poll", message: "called from within a poll")
    }
    isPolling = true
    defer { isPolling = false }
    if head == count {
      fill(try client.open("poll"), timeout.wholeMilliseconds)
      try answerRebalances()
    }
    var taken = 0
    while head < count, taken < max {
      let slot = head
      head += 1
      guard let message = slots[slot], let state = slotStates[slot] else { continue }
      if message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR {
        slots[slot] = nil
        defer { rd_kafka_message_destroy(message) }
        try serve(message)
        continue
      }
      try hand(message, slot, state, body)
      taken += 1
    }
    return taken
  }

  private func hand(
    _ message: UnsafeMutablePointer<rd_kafka_message_t>, _ slot: Int, _ held: Unmanaged<PartitionState>,
    _ body: (borrowing MessageView) throws -> Void
  ) throws {
    let state = held._withUnsafeGuaranteedRef { $0 }
    let (before, epoch) = (state.next, state.epoch)
    state.next = message.pointee.offset + 1
    state.buffered -= 1
    // `body` may seek, pause or close, which empties the slots: what it looks at must outlive that.
    slots[slot] = nil
    do {
      // The same goes for an `assign`, which makes new states.
      try withExtendedLifetime(state) { try body(MessageView(message, held)) }
    } catch {
      if state.epoch == epoch, !client.isClosed {
        state.next = before
        state.buffered += 1
        slots[slot] = message
        head = slot
      } else {
        rd_kafka_message_destroy(message)
      }
      throw error
    }
    rd_kafka_message_destroy(message)
  }

  /// Takes what librdkafka has; if that is nothing, waits for the first record and what came with it. (Its
  /// batch call would wait out the timeout for a full batch.)
  private func fill(_ handle: OpaquePointer, _ timeout: Int32) {
    head = 0
    var got = max(0, rd_kafka_consume_batch_queue(queue, 0, slots, capacity))
    if got == 0, timeout > 0, client.state.pointee.rebalances.isEmpty,
      let first = rd_kafka_consume_queue(queue, timeout)
    {
      slots[0] = first
      got = 1
      if capacity > 1 {
        got += max(0, rd_kafka_consume_batch_queue(queue, 0, slots + 1, capacity - 1))
      }
    }
    count = got
    for slot in 0..<count {
      guard let message = slots[slot] else { continue }
      guard let state = table.state(of: message) else {
        slotStates[slot] = nil
        if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
          // From an assignment before this one.
          slots[slot] = nil
          rd_kafka_message_destroy(message)
        } else {
          slotStates[slot] = noPartition
        }
        continue
      }
      slotStates[slot] = Unmanaged.passUnretained(state)
      guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
      // librdkafka 2.0.2 hands a response out again after a change of leader, and a record from before a seek
      // that crossed it: nothing below the offset asked for, or already handed out, gets through.
      if state.isPaused || message.pointee.offset < state.bound {
        slots[slot] = nil
        rd_kafka_message_destroy(message)
        continue
      }
      state.bound = message.pointee.offset + 1
      state.buffered += 1
      state.isAtEnd = false
      state.isSought = false
    }
  }

  /// What comes in the place of a record: the end of a partition, or an error.
  private func serve(_ message: UnsafeMutablePointer<rd_kafka_message_t>) throws(KafkaError) {
    let state = table.state(of: message)
    if message.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF {
      state?.isAtEnd = true
      return
    }
    let text = rd_kafka_message_errstr(message).map { String(cString: $0) } ?? ""
    var code = message.pointee.err
    if code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET {  // `auto.offset.reset=error`; only the text says why
      if text.contains("out of range") { code = RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE }
      if text.contains("no previously committed offset") { code = RD_KAFKA_RESP_ERR__NO_OFFSET }
    }
    // Reading without a group needs no right to one, though librdkafka asks.
    if group == nil, code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED { return }
    let topic = message.pointee.rkt.flatMap { rd_kafka_topic_name($0) }.map { String(cString: $0) }
    throw KafkaError(
      code, operation: group.map { "consume in group \($0)" } ?? "consume", message: text,
      client: client.handle, topic: topic, partition: topic == nil ? nil : message.pointee.partition)
  }

  /// Drops records at hand that have not been handed out, of one partition or all.
  func discardBuffered(_ only: PartitionState? = nil) {
    for slot in head..<max(head, count) {
      guard let message = slots[slot] else { continue }
      if let only {
        guard let held = slotStates[slot], held._withUnsafeGuaranteedRef({ $0 === only }) else { continue }
        if only.next == nil, message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
          only.next = message.pointee.offset
        }
      }
      slots[slot] = nil
      rd_kafka_message_destroy(message)
    }
    for state in only.map({ [$0] }) ?? table.states {
      state.buffered = 0
      state.bound = state.next ?? .min
      state.epoch += 1
    }
  }
}

/// Stands for errors that concern no partition.
private nonisolated(unsafe) let noPartition = Unmanaged.passRetained(
  PartitionState(TopicPartition("", -1), index: -1, start: .end))
