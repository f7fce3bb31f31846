internal import CRdKafka

/// Owns a configuration of librdkafka until a client takes it.
final class RawConfiguration {
  private(set) var handle: OpaquePointer?

  init() { handle = rd_kafka_conf_new() }
  deinit { if let handle { rd_kafka_conf_destroy(handle) } }

  /// To be called when `rd_kafka_new` has taken it over.
  func disown() { handle = nil }

  func set(_ key: String, _ value: String) throws(KafkaError) {
    let problem = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text -> KafkaError? in
      text.initialize(repeating: 0)
      let result = rd_kafka_conf_set(handle, key, value, text.baseAddress, text.count)
      guard result != RD_KAFKA_CONF_OK, let start = text.baseAddress else { return nil }
      var message = String(cString: start)
      if result == RD_KAFKA_CONF_UNKNOWN {
        message = "librdkafka has no property \(key)"
        if let near = nearest(key) { message += "; did you mean \(near)?" }
      }
      return KafkaError(.invalidArgument, operation: "set the Kafka property \(key)", message: message)
    }
    if let problem { throw problem }
  }

  private var names: [String] {
    var count = 0
    guard let dump = rd_kafka_conf_dump(handle, &count) else { return [] }
    defer { rd_kafka_conf_dump_free(dump, count) }
    return stride(from: 0, to: count, by: 2).compactMap { dump[$0].map { String(cString: $0) } }
  }

  /// Second names, which librdkafka does not list.
  private var aliases: [String] {
    [
      "linger.ms", "acks", "retries", "compression.type", "bootstrap.servers",
      "max.partition.fetch.bytes", "delivery.timeout.ms", "sasl.mechanism",
    ]
  }

  private func nearest(_ key: String) -> String? {
    (names + aliases).map { (name: $0, distance: editDistance($0, key)) }
      .filter { $0.distance <= max(2, key.utf8.count / 3) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }
}

private func editDistance(_ a: String, _ b: String) -> Int {
  let b = Array(b.utf8)
  var row = Array(0...b.count)
  for (i, byte) in a.utf8.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in b.enumerated() {
      let substituted = diagonal + (byte == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
    }
  }
  return row[b.count]
}
