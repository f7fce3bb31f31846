internal import CRdKafka
import Synchronization

/// What the callbacks of one client read and write; librdkafka holds a pointer to it. (A pointer to a class
/// costs 146 instructions more for each delivery report.)
struct ClientState: ~Copyable {
  let onLog: (@Sendable (KafkaLog) -> Void)?
  let onStatistics: (@Sendable (String) -> Void)?
  let onError: (@Sendable (KafkaError) -> Void)?
  let onDelivery: (@Sendable (Delivery) -> Void)?
  let delivered = Atomic<Int>(0)
  let failed = Atomic<Int>(0)
  let firstFailure = Monitor<KafkaError?>(nil)
  /// Rebalances that the application has not answered yet; only the polling thread touches it.
  var rebalances: [Rebalance] = []

  init(_ configuration: KafkaConfiguration, onDelivery: (@Sendable (Delivery) -> Void)?) {
    onLog = configuration.onLog
    onStatistics = configuration.onStatistics
    onError = configuration.onError
    self.onDelivery = onDelivery
  }
}

/// What the group decided about this member's partitions.
enum Rebalance {
  case assign([TopicPartition])
  case revoke([TopicPartition], lost: Bool)
  case failed(KafkaError)
}

// The callbacks are global, since a closure formed in an isolated context would inherit its isolation and
// die on librdkafka's threads.

private func state(_ opaque: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<ClientState>? {
  opaque?.assumingMemoryBound(to: ClientState.self)
}

let logCallback:
  @convention(c) (OpaquePointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Void = {
    client, level, facility, text in
    guard let log = state(client.flatMap { rd_kafka_opaque($0) })?.pointee.onLog else { return }
    let name = facility.map { String(cString: $0) } ?? ""
    // One list of properties serves all roles: that a consumer ignores a producer's is no news.
    if name == "CONFWARN" { return }
    log(KafkaLog(level: level, facility: name, message: text.map { String(cString: $0) } ?? ""))
  }

let errorCallback:
  @convention(c) (OpaquePointer?, Int32, UnsafePointer<CChar>?, UnsafeMutableRawPointer?) -> Void = {
    client, code, reason, opaque in
    guard let report = state(opaque)?.pointee.onError else { return }
    report(
      KafkaError(
        rd_kafka_resp_err_t(rawValue: code), operation: "keep in touch with Kafka",
        message: reason.map { String(cString: $0) }, client: client))
  }

let statisticsCallback:
  @convention(c) (OpaquePointer?, UnsafeMutablePointer<CChar>?, Int, UnsafeMutableRawPointer?) -> Int32 = {
    _, json, length, opaque in
    if let report = state(opaque)?.pointee.onStatistics, let json {
      json.withMemoryRebound(to: UInt8.self, capacity: length) {
        report(String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self))
      }
    }
    return 0  // librdkafka frees the text
  }

/// Only notes what was decided. `Consumer` answers (`rd_kafka_assign`) when the call that got here has
/// returned: librdkafka waits for it, and by then it is clear which records had been handed out before.
let rebalanceCallback:
  @convention(c) (
    OpaquePointer?, rd_kafka_resp_err_t, UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?,
    UnsafeMutableRawPointer?
  ) -> Void = { client, code, list, opaque in
    guard let client, let state = state(opaque) else { return }
    var partitions: [TopicPartition] = []
    if let list {
      partitions = UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
        .map(\.topicPartition)
    }
    switch code {
    case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS: state.pointee.rebalances.append(.assign(partitions))
    case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
      let lost = rd_kafka_assignment_lost(client) != 0
      state.pointee.rebalances.append(.revoke(partitions, lost: lost))
    default:
      state.pointee.rebalances.append(
        .failed(KafkaError(code, operation: "take part in the group", client: client)))
    }
    rd_kafka_yield(client)
  }

let deliveryCallback:
  @convention(c) (OpaquePointer?, UnsafePointer<rd_kafka_message_t>?, UnsafeMutableRawPointer?) -> Void = {
    client, message, opaque in
    guard let message, let state = state(opaque) else { return }
    if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
      state.pointee.delivered.add(1, ordering: .relaxed)
      if state.pointee.onDelivery == nil { return }
    }
    report(message, client, state)
  }

private func report(
  _ message: UnsafePointer<rd_kafka_message_t>, _ client: OpaquePointer?,
  _ state: UnsafeMutablePointer<ClientState>
) {
  var failure: KafkaError?
  if message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR {
    let error = KafkaError(
      message.pointee.err, operation: "produce", client: client,
      topic: rd_kafka_topic_name(message.pointee.rkt).map { String(cString: $0) },
      partition: message.pointee.partition)
    state.pointee.failed.add(1, ordering: .relaxed)
    state.pointee.firstFailure.with { if $0 == nil { $0 = error } }
    failure = error
  }
  state.pointee.onDelivery?(
    Delivery(
      token: UInt(bitPattern: message.pointee._private), partition: message.pointee.partition,
      offset: message.pointee.offset, latencyMicroseconds: rd_kafka_message_latency(message), error: failure))
}
