internal import CRdKafka

extension Consumer {
  /// The next offset to read, past transaction markers: what to commit. nil until the first record if the
  /// partition did not begin at a given offset, or if it is not assigned.
  public func position(_ partition: TopicPartition) -> Int64? {
    guard let state = table[partition] else { return nil }
    if state.isFrozen { return state.next }
    if state.isPaused, let next = state.next { return next }
    if state.buffered > 0 { return state.next ?? firstBuffered(state) }
    guard let raw = rawPosition(partition) else { return state.next }
    // After a seek librdkafka tells the old position until the first record comes.
    if state.isSought, raw == state.beforeSeek { return state.next }
    return max(raw, state.next ?? raw)
  }

  /// The positions of all assigned partitions, as far as known.
  public func positions() -> Offsets {
    var result: Offsets = [:]
    for state in table.states { result[state.topicPartition] = position(state.topicPartition) }
    return result
  }

  private func firstBuffered(_ state: PartitionState) -> Int64? {
    for slot in head..<max(head, count) {
      if let message = slots[slot], let held = slotStates[slot],
        held._withUnsafeGuaranteedRef({ $0 === state })
      {
        return message.pointee.offset
      }
    }
    return nil
  }

  private func rawPosition(_ partition: TopicPartition) -> Int64? {
    guard let handle = try? client.open("ask for a position"), let list = try? PartitionList([partition]),
      list.lend({ rd_kafka_position(handle, $0) }) == RD_KAFKA_RESP_ERR_NO_ERROR,
      let offset = list.elements.first?.offset, offset >= 0
    else { return nil }
    return offset
  }

  /// Goes on from there, for partitions that are assigned; what is at hand of them is dropped. May be called within `poll`.
  public func seek(
    _ offsets: [TopicPartition: StartOffset], timeout: Duration = .seconds(10)
  ) throws(KafkaError) {
    let operation = "seek"
    let handle = try client.open(operation)
    let deadline = Deadline(timeout)
    let offsets = try resolveLast(offsets, timeout: timeout)
    for (partition, offset) in offsets {
      guard let state = table[partition] else {
        throw KafkaError(
          .state, operation: operation, message: "the partition is not assigned", topic: partition.topic,
          partition: partition.partition)
      }
      discardBuffered(state)
      state.beforeSeek = rawPosition(partition)
      state.isSought = true
      state.isAtEnd = false
      state.start = offset
      state.next = offset.absolute
      state.bound = offset.absolute ?? .min
    }
    var left = offsets
    while !left.isEmpty {
      let list = try PartitionList(left)
      let wait = max(1, deadline.milliseconds())
      if let error = list.lend({ rd_kafka_seek_partitions(handle, $0, wait) }) {
        let failure = KafkaError(consuming: error, operation: operation, client: handle)
        // librdkafka 2.0.2 takes the milliseconds for microseconds, and gives up that early: once more, a seek
        // repeated does no harm.
        guard failure.code == .timedOut, !deadline.isOver else { throw failure }
        continue
      }
      // A partition just assigned is not being fetched yet, and refuses to seek until it is.
      for element in list.elements where element.code != RD_KAFKA_RESP_ERR__STATE {
        guard element.code == RD_KAFKA_RESP_ERR_NO_ERROR else {
          throw KafkaError(element, operation: operation, client: handle)
        }
        left[element.partition] = nil
      }
      if left.isEmpty { return }
      guard !deadline.isOver else { break }
      sleep(milliseconds: 2)
    }
    if let error = left.keys.first {
      throw KafkaError(
        .timedOut, operation: operation, message: "the partition is not being fetched yet",
        topic: error.topic, partition: error.partition)
    }
  }

  /// `.last` made an offset. Not left to librdkafka, which in 2.0.2 goes on subtracting it: after a start at the last
  /// 3, a seek to the beginning went to the beginning less 3, and was out of range.
  func resolveLast(
    _ offsets: [TopicPartition: StartOffset], timeout: Duration
  ) throws(KafkaError) -> [TopicPartition: StartOffset] {
    var counts: [TopicPartition: Int64] = [:]
    for case (let partition, .last(let count)) in offsets { counts[partition] = max(0, count) }
    if counts.isEmpty { return offsets }
    let ends = try client.listOffsets(counts.mapValues { _ in StartOffset.end.raw }, timeout: timeout)
    let beginnings = try client.listOffsets(
      counts.mapValues { _ in StartOffset.beginning.raw }, timeout: timeout)
    var resolved = offsets
    for (partition, count) in counts {
      resolved[partition] = .offset(max((ends[partition] ?? 0) - count, beginnings[partition] ?? 0))
    }
    return resolved
  }

  /// Hands out nothing of these until `resume`; records at hand are fetched again then. May be called within `poll`.
  public func pause(_ partitions: some Collection<TopicPartition>) throws(KafkaError) {
    let operation = "pause"
    let handle = try client.open(operation)
    let list = try PartitionList(partitions)
    let code = list.lend { rd_kafka_pause_partitions(handle, $0) }
    if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code, operation: operation, client: handle) }
    if let error = list.firstError(operation, client: handle) { throw error }
    for partition in partitions {
      guard let state = table[partition], !state.isPaused else { continue }
      state.next = position(partition)
      if state.next == nil { state.next = try end(state) }
      state.isPaused = true
      discardBuffered(state)
    }
  }

  /// The end now, for a partition that began at its end and has handed out nothing yet: what comes during a
  /// pause belongs to what follows.
  private func end(_ state: PartitionState) throws(KafkaError) -> Int64? {
    guard state.start == .end, state.buffered == 0 else { return nil }
    let partition = state.topicPartition
    return try client.listOffsets([partition: state.start.raw], timeout: .seconds(10))[partition]
  }

  /// Goes on where `pause` stopped.
  public func resume(
    _ partitions: some Collection<TopicPartition>, timeout: Duration = .seconds(10)
  ) throws(KafkaError) {
    let operation = "resume"
    let handle = try client.open(operation)
    let list = try PartitionList(partitions)
    let code = list.lend { rd_kafka_resume_partitions(handle, $0) }
    if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code, operation: operation, client: handle) }
    if let error = list.firstError(operation, client: handle) { throw error }
    // librdkafka goes on after what it handed over, of which the pause dropped some, and forgets a seek that
    // came just before the pause: say where.
    var starts: [TopicPartition: StartOffset] = [:]
    for partition in partitions {
      guard let state = table[partition], state.isPaused else { continue }
      state.isPaused = false
      starts[partition] = state.next.map { .offset($0) } ?? state.start
    }
    if !starts.isEmpty { try seek(starts, timeout: timeout) }
  }

  public func isPaused(_ partition: TopicPartition) -> Bool { table[partition]?.isPaused ?? false }

  /// Whether the end was reached and nothing came since. Needs `reportsEnds`.
  public func isAtEnd(_ partition: TopicPartition) -> Bool {
    guard let state = table[partition] else { return false }
    return state.isAtEnd && state.buffered == 0
  }
  /// Whether all assigned partitions are at their end; false without any.
  public var isAtEnd: Bool {
    !table.states.isEmpty && table.states.allSatisfy { $0.isAtEnd && $0.buffered == 0 }
  }
}
