internal import CRdKafka

/// What went wrong with Kafka: where, why, and by `advice` what to do about it.
public struct KafkaError: Error, Sendable, CustomStringConvertible {
  public let code: KafkaErrorCode
  /// What was being done, as a phrase: `commit offsets of group xgoals`.
  public let operation: String
  /// The reason as the client or the broker put it.
  public let message: String
  public var topic: String?
  public var partition: Int32?
  /// The client cannot be used any more: close it and make a new one.
  public let isFatal: Bool
  /// The same call may succeed later, with nothing else changed.
  public let isRetriable: Bool
  /// The transaction cannot be committed: abort it, go back to the committed offsets, begin again.
  public let requiresAbort: Bool

  public init(
    _ code: KafkaErrorCode, operation: String, message: String? = nil, topic: String? = nil,
    partition: Int32? = nil, isFatal: Bool = false, isRetriable: Bool? = nil, requiresAbort: Bool = false
  ) {
    self.code = code
    self.operation = operation
    self.message = message ?? code.text
    self.topic = topic
    self.partition = partition
    self.isFatal = isFatal
    self.isRetriable = isRetriable ?? (!isFatal && code.isTransient)
    self.requiresAbort = requiresAbort
  }

  public var description: String {
    var text = "cannot \(operation)"
    if let topic {
      text += " (\(topic)"
      if let partition, partition >= 0 { text += "[\(partition)]" }
      text += ")"
    }
    text += ": \(message) [\(code.name)]"
    if let advice { text += ". \(advice)" }
    return text
  }
}

extension KafkaError {
  /// Takes over an error object of librdkafka (and frees it); `_FATAL` gives way to the error behind it.
  init(consuming error: OpaquePointer, operation: String, client: OpaquePointer? = nil) {
    var code = KafkaErrorCode(rd_kafka_error_code(error))
    var message = rd_kafka_error_string(error).map { String(cString: $0) }
    let fatal = rd_kafka_error_is_fatal(error) != 0 || code == .fatal
    let retriable = rd_kafka_error_is_retriable(error) != 0
    let abort = rd_kafka_error_txn_requires_abort(error) != 0
    rd_kafka_error_destroy(error)
    if code == .fatal, let client, let cause = Self.fatalCause(of: client) {
      (code, message) = (cause.code, cause.message)
    }
    self.init(
      code, operation: operation, message: message, isFatal: fatal,
      isRetriable: retriable || (!fatal && !abort && code.isTransient), requiresAbort: abort)
  }

  /// From a bare code; `_FATAL` gives way to the error behind it.
  init(
    _ code: rd_kafka_resp_err_t, operation: String, message: String? = nil, client: OpaquePointer?,
    topic: String? = nil, partition: Int32? = nil
  ) {
    let code = KafkaErrorCode(code)
    if code == .fatal, let client, let cause = Self.fatalCause(of: client) {
      self.init(
        cause.code, operation: operation, message: cause.message, topic: topic, partition: partition,
        isFatal: true)
    } else {
      self.init(
        code, operation: operation, message: message, topic: topic, partition: partition,
        isFatal: code == .fatal || code == .fencedInstance)
    }
  }

  private static func fatalCause(of client: OpaquePointer) -> (code: KafkaErrorCode, message: String)? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      buffer.initialize(repeating: 0)
      guard let text = buffer.baseAddress else { return nil }
      let code = KafkaErrorCode(rd_kafka_fatal_error(client, text, buffer.count))
      return code == .none ? nil : (code, String(cString: text))
    }
  }
}
