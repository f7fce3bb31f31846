/// Every name on the Kafka cluster. A prefix keeps several environments apart on one cluster.
public struct Names: Sendable, Equatable {
  /// Before every topic, group and transactional id, with a dot; empty for none.
  public var prefix: String

  public init(prefix: String = "") {
    self.prefix = prefix.isEmpty || prefix.hasSuffix(".") ? prefix : prefix + "."
  }

  /// The topic on the cluster of what the topic files call `name`.
  public func topic(_ name: String) -> String { prefix + name }

  /// What the topic files call a topic of the cluster; nil for one of another environment.
  public func name(ofTopic topic: String) -> String? {
    topic.hasPrefix(prefix) ? String(topic.dropFirst(prefix.count)) : nil
  }

  /// A match's own topic of a fact, of `feed` or of `ranking-<name>`.
  public func matchTopic(_ match: String, _ name: String) -> String { "\(prefix)match.\(match).\(name)" }

  /// The match and the fact of a match topic.
  public func match(ofTopic topic: String) -> (match: String, name: String)? {
    guard let name = name(ofTopic: topic), name.hasPrefix("match.") else { return nil }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3 ? (String(parts[1]), String(parts[2])) : nil
  }

  public func deadLetters(of topic: String) -> String { topic + ".dlq" }

  public func group(_ name: String) -> String { prefix + name }
  public func rankingGroup(_ ranking: String) -> String { group("ranking-\(ranking)") }

  /// Stable for a slot, so that a restart fences its predecessor at once.
  public func transactionalID(group: String, instance: String) -> String { "\(group).\(instance)" }
}
