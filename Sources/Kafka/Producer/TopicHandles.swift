internal import CRdKafka

/// librdkafka's handles by topic name: it finds them in a list, one by one, which with a season's thousands
/// of match topics costs more than the record.
final class TopicHandles: @unchecked Sendable {
  private let client: Client
  private let handles = Monitor(Generations())
  /// Twice as many are kept at most, so that a process that runs for years does not grow.
  private static let limit = 4096

  private struct Generations {
    var young: [String: OpaquePointer] = [:]
    var old: [String: OpaquePointer] = [:]
  }

  init(_ client: Client) { self.client = client }

  func handle(_ topic: String) throws(KafkaError) -> OpaquePointer {
    try handles.with { (handles: inout Generations) throws(KafkaError) -> OpaquePointer in
      if let handle = handles.young[topic] { return handle }
      if handles.young.count >= Self.limit {
        // Another thread may be about to use a young one; an old one was not asked for in a long time.
        for handle in handles.old.values { rd_kafka_topic_destroy(handle) }
        (handles.old, handles.young) = (handles.young, [:])
      }
      let client = try client.open("produce")
      guard let handle = handles.old.removeValue(forKey: topic) ?? rd_kafka_topic_new(client, topic, nil)
      else {
        throw KafkaError(rd_kafka_last_error(), operation: "produce", client: client, topic: topic)
      }
      handles.young[topic] = handle
      return handle
    }
  }

  /// To be called before the client closes.
  func removeAll() {
    handles.with {
      for handle in $0.young.values { rd_kafka_topic_destroy(handle) }
      for handle in $0.old.values { rd_kafka_topic_destroy(handle) }
      $0 = Generations()
    }
  }
}
