import Kafka

/// Creates match topics that are missing and waits until they can be written.
final class MatchTopics {
  private let admin: Admin
  private let template: TopicDefinition
  private var existing: Set<String> = []

  init(_ admin: Admin, template: TopicDefinition) throws(KafkaError) {
    self.admin = admin
    self.template = template.limited(toReplicas: try admin.brokerCount())
  }

  /// - Throws: a `KafkaError` if the cluster will not have them.
  func ensure(_ names: Set<String>, isCancelled: () -> Bool) throws {
    let missing = names.subtracting(existing).sorted()
    if missing.isEmpty { return }
    var unknown: [String] = []
    for name in missing {
      if try admin.topic(name) != nil { existing.insert(name) } else { unknown.append(name) }
    }
    if unknown.isEmpty { return }
    let failures = try admin.createTopics(
      unknown.map {
        NewTopic(
          $0, partitions: Int(template.partitions), replication: Int(template.replicas),
          configuration: template.config)
      })
    for (_, error) in failures.sorted(by: { $0.key < $1.key }) where !error.isTopicExists { throw error }
    // Those made by someone else at the same moment; for its own `createTopics` has waited.
    for name in failures.keys.sorted() {
      var tries = 0
      while try admin.topic(name) == nil {
        tries += 1
        if isCancelled() { throw BatchAbandoned() }
        guard tries < 500 else {
          throw KafkaError(.unknownTopic, operation: "wait for the new topic \(name)", isRetriable: true)
        }
        sleepMilliseconds(20)
      }
    }
    existing.formUnion(unknown)
  }
}
