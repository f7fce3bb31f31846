/// A topic as its file under `topics/` describes it.
public struct TopicDefinition: Sendable, Equatable {
  /// Without prefix, e.g. `feed.football`.
  public var name: String
  public var partitions: Int32
  public var replicas: Int16
  /// Kafka's topic settings, e.g. `retention.ms`.
  public var config: [String: String]
  public var sport: String?
  /// The last part of the match topics' names: `feed`, `xgoals`, `ranking-setpiecethreat`; nil if the
  /// dispatcher does not read this topic.
  public var matchTopic: String?
  /// What the dispatcher does with a record, by `ce_type`.
  public var rules: [String: DispatchRule]

  /// What the name says it is.
  public var kind: TopicKind { TopicKind(name: name) }

  /// Of past matches, beside the live ones.
  public var isHistory: Bool { Self.isHistory(name) }

  static func isHistory(_ name: String) -> Bool { name.hasSuffix(".history") }

  /// The same for a small cluster. With fewer replicas than `min.insync.replicas` nothing could be written.
  public func limited(toReplicas most: Int) -> TopicDefinition {
    guard Int(replicas) > most else { return self }
    var topic = self
    topic.replicas = Int16(clamping: max(1, most))
    if let needed = config["min.insync.replicas"].flatMap({ Int($0) }), needed >= most {
      topic.config["min.insync.replicas"] = String(max(1, most - 1))
    }
    return topic
  }
}

public enum TopicKind: String, Sendable {
  case feed, fact, ranking, deadLetters, matchTemplate, other

  init(name: String) {
    if name.hasSuffix(".dlq") {
      self = .deadLetters
    } else if name.hasPrefix("feed.") {
      self = .feed
    } else if name.hasPrefix("facts.") {
      self = .fact
    } else if name.hasPrefix("rankings.") {
      self = .ranking
    } else if name.hasPrefix("match.") {
      self = .matchTemplate
    } else {
      self = .other
    }
  }
}

/// What the dispatcher does with records of one type.
public struct DispatchRule: Sendable, Equatable {
  /// The table that gets a row; nil for none.
  public var table: String?
  public var isRepublished: Bool
  /// The array of the record whose elements are the rows; nil if the record itself is the row.
  public var rows: String?

  public init(table: String?, isRepublished: Bool, rows: String? = nil) {
    self.table = table
    self.isRepublished = isRepublished
    self.rows = rows
  }
}
