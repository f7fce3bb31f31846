internal import CRdKafka

/// Owns a client of librdkafka and what its callbacks need. Everything that uses the handle keeps this alive.
final class Client: @unchecked Sendable {
  let handle: OpaquePointer
  let state: UnsafeMutablePointer<ClientState>
  /// What is left of the client once `close` began.
  private let closing = Monitor(Closing.open)
  private enum Closing { case open, begun, done }

  init(
    _ type: rd_kafka_type_t, _ configuration: KafkaConfiguration, role: KafkaDefaults.Role,
    required: [(String, String)] = [], onDelivery: (@Sendable (Delivery) -> Void)? = nil
  ) throws(KafkaError) {
    let raw = try configuration.raw(role, required: required)
    let state = UnsafeMutablePointer<ClientState>.allocate(capacity: 1)
    state.initialize(to: ClientState(configuration, onDelivery: onDelivery))
    rd_kafka_conf_set_opaque(raw.handle, UnsafeMutableRawPointer(state))
    rd_kafka_conf_set_log_cb(raw.handle, logCallback)
    rd_kafka_conf_set_error_cb(raw.handle, errorCallback)
    rd_kafka_conf_set_stats_cb(raw.handle, statisticsCallback)
    if role == .consumer { rd_kafka_conf_set_rebalance_cb(raw.handle, rebalanceCallback) }
    if role == .producer { rd_kafka_conf_set_dr_msg_cb(raw.handle, deliveryCallback) }

    var reason = ""
    let made = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text -> OpaquePointer? in
      text.initialize(repeating: 0)
      let made = rd_kafka_new(type, raw.handle, text.baseAddress, text.count)
      if made == nil, let start = text.baseAddress { reason = String(cString: start) }
      return made
    }
    guard let made else {
      state.deinitialize(count: 1)
      state.deallocate()
      throw KafkaError(.invalidArgument, operation: "start a Kafka client", message: reason)
    }
    raw.disown()
    handle = made
    self.state = state
  }

  deinit { close(timeout: .seconds(5)) }

  var isClosed: Bool { closing.with { $0 != .open } }

  /// Ends the client's threads, which can take as long as a request in flight: after `timeout` they are left
  /// to end by themselves. Does nothing the second time.
  func close(timeout: Duration) {
    guard
      closing.with({ now in
        defer { if now == .open { now = .begun } }
        return now == .open
      })
    else { return }
    nonisolated(unsafe) let handle = handle
    nonisolated(unsafe) let state = state
    let closing = closing
    let destroy: @Sendable () -> Void = {
      rd_kafka_destroy_flags(handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
      state.deinitialize(count: 1)
      state.deallocate()
      closing.change { $0 = .done }
    }
    guard runOnThread(destroy) else { return destroy() }
    _ = closing.wait(until: Deadline(timeout)) { $0 == .done ? true : nil }
  }

  /// Refuses what would touch a client that is gone.
  func open(_ operation: String) throws(KafkaError) -> OpaquePointer {
    if isClosed { throw KafkaError(.destroyed, operation: operation, isFatal: true) }
    return handle
  }
}
