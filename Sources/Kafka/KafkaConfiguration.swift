internal import CRdKafka

/// How to reach a cluster, and what librdkafka is told beside the defaults in `KafkaDefaults`.
public struct KafkaConfiguration: Sendable {
  /// `host:port`, several with commas between.
  public var bootstrapServers: String
  /// The name under which brokers log this client.
  public var clientID: String
  /// Properties of librdkafka given by the user; they win over the defaults. Change them with `set`.
  public private(set) var properties: [String: String] = [:]
  /// Called on librdkafka's threads; without it its log is dropped.
  public var onLog: (@Sendable (KafkaLog) -> Void)?
  /// JSON every `statistics.interval.ms` (a property; 0, which is never, by default), on the polling thread.
  public var onStatistics: (@Sendable (String) -> Void)?
  /// Troubles that librdkafka goes on from by itself (a broker away, a wrong password), on the polling thread.
  public var onError: (@Sendable (KafkaError) -> Void)?

  public init(bootstrapServers: String, clientID: String = "rdkafka") {
    self.bootstrapServers = bootstrapServers
    self.clientID = clientID
  }

  /// Sets any property of librdkafka, as `-X key=value` does.
  /// - Throws: if there is no such property, the value does not fit, or the client needs another value.
  public mutating func set(_ key: String, _ value: String) throws(KafkaError) {
    try Self.check(key, value)
    properties[key] = value
  }

  private static func check(_ key: String, _ value: String) throws(KafkaError) {
    if let reason = KafkaDefaults.decidedElsewhere[key] {
      throw KafkaError(
        .invalidArgument, operation: "set the Kafka property \(key)", message: "\(reason)")
    }
    if key == "partition.assignment.strategy", value.contains("cooperative") {
      throw KafkaError(
        .invalidArgument, operation: "set the Kafka property \(key)",
        message:
          "\(value): only range and roundrobin, which give up all partitions before new ones are handed out")
    }
    try RawConfiguration().set(key, value)
  }

  /// The configuration of a client: defaults, then the user's properties, then what the caller must have.
  func raw(_ role: KafkaDefaults.Role, required: [(String, String)]) throws(KafkaError) -> RawConfiguration {
    let raw = RawConfiguration()
    for setting in KafkaDefaults.settings(role) { try raw.set(setting.key, setting.value) }
    for (key, value) in properties.sorted(by: { $0.key < $1.key }) { try raw.set(key, value) }
    try raw.set("bootstrap.servers", bootstrapServers)
    try raw.set("client.id", clientID)
    for (key, value) in required { try raw.set(key, value) }
    return raw
  }
}

/// A line of librdkafka's log.
public struct KafkaLog: Sendable {
  /// As in syslog: 3 error, 4 warning, 5 notice, 6 information, 7 debugging.
  public let level: Int32
  /// What it is about, such as `FAIL` or `REBALANCE`.
  public let facility: String
  public let message: String
}
