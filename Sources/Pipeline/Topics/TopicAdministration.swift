import Kafka

/// Something that differs between a topic's file and the cluster.
public struct TopicChange: Sendable, CustomStringConvertible {
  public enum Kind: Sendable {
    case create(partitions: Int, replicas: Int, config: [String: String])
    case alter([String: String])
    /// Nobody but a person should do this.
    case refused(String)
  }

  /// Without prefix.
  public var topic: String
  public var kind: Kind

  public var description: String {
    switch kind {
    case .create(let partitions, let replicas, _):
      "create \(topic) with \(partitions) partitions, \(replicas) replicas"
    case .alter(let changes):
      "set \(changes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")) on \(topic)"
    case .refused(let reason): "\(topic): \(reason)"
    }
  }
}

/// Brings the topics of a cluster in line with their files.
public struct TopicAdministration {
  private let admin: Admin
  private let names: Names

  public init(_ kafka: KafkaConfiguration, names: Names) throws(KafkaError) {
    admin = try Admin(kafka)
    self.names = names
  }

  /// What has to be done. Replicas are limited to the brokers there are, or to `maxReplicas`.
  public func changes(
    toward catalogue: TopicCatalogue, maxReplicas: Int?, maxPartitions: Int?
  ) throws -> [TopicChange] {
    let replicas = try maxReplicas ?? admin.brokerCount()
    let existing = Dictionary(uniqueKeysWithValues: try admin.topics().map { ($0.name, $0) })
    let wanted = catalogue.topics.filter { existing[names.topic($0.name)] != nil }
    let configs = try admin.describeConfigurations(wanted.map { names.topic($0.name) })
    var changes: [TopicChange] = []
    for topic in catalogue.topics {
      let topic = topic.limited(toReplicas: replicas)
      let config = topic.config
      let partitions = min(Int(topic.partitions), maxPartitions ?? Int.max)
      guard let found = existing[names.topic(topic.name)] else {
        changes.append(
          TopicChange(
            topic: topic.name,
            kind: .create(
              partitions: partitions, replicas: Int(topic.replicas), config: config)))
        continue
      }
      if found.partitions != partitions {
        changes.append(
          TopicChange(
            topic: topic.name,
            kind: .refused(
              "has \(found.partitions) partitions, its file says \(partitions). A partition count is never changed: matches would move and their order be lost"
            )))
      }
      let current = configs[names.topic(topic.name)] ?? [:]
      let differing = config.filter { current[$0.key]?.value != $0.value }
      if !differing.isEmpty { changes.append(TopicChange(topic: topic.name, kind: .alter(differing))) }
    }
    return changes
  }

  public func apply(_ changes: [TopicChange]) throws {
    var new: [NewTopic] = []
    for change in changes {
      switch change.kind {
      case .create(let partitions, let replicas, let config):
        new.append(
          NewTopic(
            names.topic(change.topic), partitions: partitions, replication: replicas, configuration: config))
      case .alter(let settings):
        try admin.alterConfiguration(of: names.topic(change.topic), settings.mapValues { $0 })
      case .refused(let reason): throw PipelineError("\(change.topic): \(reason)")
      }
    }
    if new.isEmpty { return }
    for (topic, error) in try admin.createTopics(new) where !error.isTopicExists {
      throw PipelineError("the topic \(topic) was not created: \(error)")
    }
    for topic in new {
      var tries = 0
      while try admin.topic(topic.name) == nil, tries < 500 {
        sleepMilliseconds(20)
        tries += 1
      }
    }
  }

  /// The topics of this environment.
  public func list() throws -> [TopicDescription] {
    try admin.topics().filter { topic in
      guard let name = names.name(ofTopic: topic.name) else { return false }
      return TopicKind(name: name) != .other || name.hasPrefix("replay.")
    }.sorted { $0.name < $1.name }
  }

  /// What the cluster has of a topic; empty if it is not there.
  public func settings(of name: String) throws -> [String: String] {
    let topic = names.topic(name)
    guard let found = try admin.topic(topic) else { return [:] }
    var settings = try admin.describeConfigurations([topic])[topic]?.compactMapValues(\.value) ?? [:]
    settings["partitions"] = String(found.partitions)
    settings["replicas"] = String(found.replication)
    return settings
  }

  /// Removes a match's own topics and says which.
  public func prune(match: String) throws -> [String] {
    let topics = try admin.topics().map(\.name).filter { names.match(ofTopic: $0)?.match == match }.sorted()
    guard !topics.isEmpty else { return [] }
    for (topic, error) in try admin.deleteTopics(topics) where !error.isUnknownTopic {
      throw PipelineError("the topic \(topic) was not removed: \(error)")
    }
    return topics
  }
}
