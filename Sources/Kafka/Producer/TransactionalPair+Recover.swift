extension TransactionalPair {
  /// After an error: gives up everything not yet known to be committed and makes both producers fit again. What
  /// was committed is then final; go back to the committed offsets and begin anew.
  /// - Throws: `isProducerFenced` is not thrown here: a new producer fences whoever fenced this one. So stop
  ///   instead of recovering where the consumer was fenced too (`isInstanceFenced`).
  public func recover() throws(KafkaError) {
    _ = work.wait(until: Deadline(timeout * 2)) { $0.running == nil ? true : nil }
    let (open, failure) = work.with { work in
      work.waiting = []
      return (work.open, work.failure)
    }
    for slot in producers.indices {
      do throws(KafkaError) {
        // A commit whose end is unknown cannot be aborted; a new producer learns how it ended.
        if let failure, failure.isFatal || failure.isTimeout { throw failure }
        if open.contains(slot) { try producers[slot].abort(timeout: timeout) }
      } catch {
        producers[slot].close(timeout: .seconds(1))
        producers[slot] = try make(slot)
      }
    }
    turn = 0
    work.change { work in
      work.open = []
      work.failure = nil
    }
  }

  /// Aborts the transaction that was begun and not handed over; those handed over are committed.
  public func abort() throws(KafkaError) {
    try drain()
    let slot = turn
    guard work.with({ $0.open.contains(slot) }) else { return }
    try producers[slot].abort(timeout: timeout)
    work.with { _ = $0.open.remove(slot) }
  }
}
