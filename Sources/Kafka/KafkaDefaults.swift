/// What every client is told unless the user says otherwise.
public enum KafkaDefaults {
  public enum Role: Sendable, CaseIterable { case consumer, producer, admin }

  public struct Setting: Sendable {
    public let key: String
    public let value: String
    public let reason: String
    init(_ key: String, _ value: String, _ reason: String) {
      self.key = key
      self.value = value
      self.reason = reason
    }
  }

  public static func settings(_ role: Role) -> [Setting] {
    switch role {
    case .consumer: common + consumer
    case .producer: common + producer
    case .admin: common
    }
  }

  static let common = [
    Setting("socket.timeout.ms", "10000", "a dead broker is noticed within this"),
    Setting("socket.nagle.disable", "true", "small requests leave at once"),
    Setting("socket.keepalive.enable", "true", "firewalls drop silent connections"),
    Setting("reconnect.backoff.max.ms", "1000", "back within a second after an outage"),
    Setting("topic.metadata.refresh.interval.ms", "5000", "new topics and leaders are seen within this"),
    Setting("log.connection.close", "false", "brokers close idle connections: no news"),
    Setting("receive.message.max.bytes", "1000000000", "some brokers ignore fetch limits"),
  ]
  static let consumer = [
    Setting("isolation.level", "read_committed", "nothing of an open or aborted transaction is seen"),
    Setting("auto.offset.reset", "error", "never a silent reset"),
    Setting(
      "partition.assignment.strategy", "range", "equal partitions of several topics meet in one member"),
    Setting("session.timeout.ms", "6000", "a killed member's partitions move on after this"),
    Setting("heartbeat.interval.ms", "1500", "a quarter of the session"),
    Setting("fetch.wait.max.ms", "50", "a seek or resume waits for the fetch under way"),
    Setting("fetch.error.backoff.ms", "50", "soon again after a change of leader"),
    Setting("queued.max.messages.kbytes", "8192", "bounds what is fetched ahead"),
    Setting("fetch.max.bytes", "4194304", "bounds an answer: a process may hold a dozen consumers"),
    Setting("fetch.message.max.bytes", "262144", "bounds what a pause throws away"),
    Setting("allow.auto.create.topics", "false", "a mistyped topic is an error"),
  ]
  static let producer = [
    Setting("partitioner", "murmur2_random", "as the Java clients; librdkafka's own choice differs"),
    Setting("acks", "all", "acknowledged means kept"),
    Setting("enable.idempotence", "true", "a retry neither doubles nor reorders"),
    Setting("linger.ms", "0.5", "latency before throughput"),
    Setting("retry.backoff.ms", "5", "a transaction right after the last one is refused at first"),
    Setting("message.max.bytes", "10000000", "the topic's max.message.bytes decides"),
    Setting("queue.buffering.max.messages", "500000", "bounds what waits for the broker"),
    Setting("queue.buffering.max.kbytes", "131072", "bounds what waits for the broker"),
    Setting("topic.metadata.propagation.max.ms", "10000", "a topic just created may be unknown so long"),
  ]
  public static let transactional = [
    Setting("transaction.timeout.ms", "5000", "an unfinished transaction hides later records so long")
  ]

  /// What a transactional producer needs: no request and no record may outlast the transaction, while one list of
  /// properties serves all clients.
  static func transactional(_ properties: [String: String]) -> [(String, String)] {
    let timeout = properties["transaction.timeout.ms"] ?? transactional[0].value
    var required = [("transaction.timeout.ms", timeout)]
    guard let most = Int(timeout) else { return required }  // refused by librdkafka
    let socket = properties["socket.timeout.ms"].flatMap { Int($0) } ?? 10_000
    required.append(("socket.timeout.ms", "\(min(socket, most))"))
    if let given = properties["message.timeout.ms"].flatMap({ Int($0) }), given == 0 || given > most {
      required.append(("message.timeout.ms", timeout))
    }
    return required
  }

  /// Properties that cannot be set freely, and why.
  static let decidedElsewhere: [String: String] = [
    "bootstrap.servers": "the brokers' addresses have an option of their own",
    "metadata.broker.list": "the brokers' addresses have an option of their own",
    "enable.auto.commit": "offsets are committed with the results, never by time",
    "auto.commit.enable": "offsets are committed with the results, never by time",
    "enable.auto.offset.store": "offsets are committed with the results, never by time",
    "group.id": "the group is named by what runs in it",
    "group.instance.id": "it is the name of the instance",
    "transactional.id": "it is made from the name of the instance",
    "enable.partition.eof": "the reader says whether it wants to know the end",
    "delivery.report.only.error": "every delivery is counted",
  ]
}
