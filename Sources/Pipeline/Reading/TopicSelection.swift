import Kafka

/// Which topics to read, as a person says it.
public struct TopicSelection: Sendable {
  public var match: String?
  /// Any topic, with or without the prefix.
  public var topic: String?
  public var facts: [String]
  public var rankings: [String]

  public init(match: String? = nil, topic: String? = nil, facts: [String] = [], rankings: [String] = []) {
    self.match = match
    self.topic = topic
    self.facts = facts
    self.rankings = rankings
  }

  /// The topics' full names. Without facts and rankings those of all that there are.
  public func topics(_ catalogue: TopicCatalogue, _ names: Names) -> [String] {
    if let topic { return [names.name(ofTopic: topic) == nil ? names.topic(topic) : topic] }
    let isAll = facts.isEmpty && rankings.isEmpty
    let facts = isAll ? catalogue.names(of: .fact) : self.facts
    let rankings = isAll ? catalogue.names(of: .ranking) : self.rankings
    guard let match else {
      return facts.map { names.topic("facts.\($0)") } + rankings.map { names.topic("rankings.\($0)") }
    }
    return facts.map { names.matchTopic(match, $0) }
      + rankings.map { names.matchTopic(match, "ranking-\($0)") }
  }

  /// Says what is not there.
  /// - Throws: `UnknownName` if none of the topics exists.
  public func check(_ topics: [String], existing: [String], _ names: Names) throws(UnknownName) {
    if topics.contains(where: Set(existing).contains) { return }
    let ours = existing.compactMap(names.name(ofTopic:))
    if let match {
      let known = Names.matches(ofTopics: ours)
      if known.contains(match) { return }
      throw UnknownName(kind: "match", name: match, candidates: known)
    }
    throw UnknownName(kind: "topic", name: topic ?? topics.first ?? "", candidates: ours)
  }
}

/// A name that nothing bears.
public struct UnknownName: Error, Sendable, CustomStringConvertible {
  public let kind: String
  public let name: String
  /// What there is.
  public let candidates: [String]

  public init(kind: String, name: String, candidates: [String]) {
    self.kind = kind
    self.name = name
    self.candidates = candidates
  }

  public var description: String { "there is no \(kind) \(name)" }
}

extension TopicCatalogue {
  /// The facts or rankings that have a topic, by name.
  public func names(of kind: TopicKind) -> [String] {
    topics.filter { $0.kind == kind }.map {
      $0.name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? ""
    }
  }
}

extension Names {
  /// The matches that have topics of their own, of names without prefix.
  static func matches(ofTopics topics: [String]) -> [String] {
    var matches: Set<String> = []
    for topic in topics { if let found = Names().match(ofTopic: topic) { matches.insert(found.match) } }
    return matches.sorted()
  }
}
