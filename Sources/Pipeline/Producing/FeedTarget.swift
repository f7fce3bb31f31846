import Kafka
import Telemetry

/// The topic that a feed goes to, as the cluster has it.
struct FeedTarget {
  let topic: String
  /// `max.message.bytes`; nil if we may not ask.
  let maxMessageBytes: Int?
  /// What headers, key and the batch around a single record may take of `max.message.bytes`.
  static let overhead = 2048

  /// Waits for the brokers, `timeout` at most.
  /// - Throws: `ProduceError` if they do not answer or the topic is missing; `CancellationError`.
  static func find(
    _ topic: String, _ settings: PipelineSettings, timeout: Duration, _ cancellation: Cancellation,
    onWait: (String) -> Void
  ) throws -> FeedTarget {
    // In short turns, so that Ctrl-C is heard.
    let admin = try Admin(settings.kafka, timeout: min(timeout, .seconds(1)))
    defer { admin.close() }
    let end = ContinuousClock.now + timeout
    while true {
      if cancellation.isCancelled { throw CancellationError() }
      do {
        guard try admin.topic(topic) != nil else {
          throw ProduceError(
            .failed, "the topic \(topic) does not exist: `touchline topics apply` creates it")
        }
        return FeedTarget(topic: topic, maxMessageBytes: try maxMessageBytes(topic, admin))
      } catch let error as KafkaError where error.isRetriable || error.isTimeout || error.isConnection {
        guard ContinuousClock.now < end else {
          throw ProduceError(
            .unavailable,
            "Kafka at \(settings.kafka.bootstrapServers) does not answer within \(timeout): \(error.message)")
        }
        onWait("waiting for Kafka at \(settings.kafka.bootstrapServers)")
        _ = cancellation.wait(seconds: 0.1)
      }
    }
  }

  private static func maxMessageBytes(_ topic: String, _ admin: Admin) throws(KafkaError) -> Int? {
    do {
      return try admin.describeConfigurations([topic])[topic]?["max.message.bytes"]?.value.flatMap { Int($0) }
    } catch  where error.isAuthorization { return nil }
  }

  /// The most bytes that a record's value may have, and which setting says so.
  func limit(_ settings: PipelineSettings, _ options: ProduceOptions) -> (bytes: Int, name: String) {
    let broker = maxMessageBytes.map { max(1, $0 - Self.overhead) } ?? .max
    if options.unchecked || broker < settings.maxRecordBytes {
      return broker == .max ? (1 << 20, "a record") : (broker, "max.message.bytes of \(topic)")
    }
    return (settings.maxRecordBytes, "the longest record")
  }

  /// Tuned for what is sent, where the user says nothing else.
  func producerConfiguration(
    _ kafka: KafkaConfiguration, _ options: ProduceOptions
  ) throws(KafkaError) -> KafkaConfiguration {
    var kafka = kafka
    func prefer(_ key: String, _ value: String) throws(KafkaError) {
      if kafka.properties[key] == nil { try kafka.set(key, value) }
    }
    // A record that cannot be delivered shall not leave a gap: all behind it fail too.
    try prefer("enable.gapless.guarantee", "true")
    try prefer("message.timeout.ms", "\(max(1000, options.timeout.components.seconds * 1000))")
    // Nobody waits for a past match, and brokers pay by the request.
    if options.history { try prefer("linger.ms", "100") }
    if options.speed == .max, !options.paths.contains("-") { try prefer("linger.ms", "5") }
    if let maxMessageBytes {
      try prefer("message.max.bytes", "\(min(max(maxMessageBytes, 1000), 1_000_000_000))")
      try prefer("batch.size", "\(min(max(maxMessageBytes / 2, 1), 1_000_000))")
    }
    return kafka
  }
}
