import Facts
import Kafka

/// Writes replayed facts to topics of their own, `replay.<run>.<fact>`, made like match topics.
public final class ReplayTopics {
  private let producer: Producer
  private var publishers: [String: FactPublisher] = [:]
  public let topics: [String]

  /// Creates the topics that are missing.
  public init(_ settings: PipelineSettings, run: String, facts: [String], admin: Admin) throws {
    for fact in facts {
      publishers[fact] = FactPublisher(
        fact: fact, topic: settings.names.topic("replay.\(run).\(fact)"),
        sport: settings.topics["facts.\(fact)"]?.sport ?? "football")
    }
    topics = publishers.values.map(\.topic).sorted()
    try MatchTopics(admin, template: settings.topics.matchTemplate).ensure(Set(topics)) { false }
    producer = try Producer(settings.kafka)
  }

  public func publish(_ fact: ReplayedFact, match: String) throws {
    try publishers[fact.fact]?.publish(
      PendingFact(
        record: fact.record, matchID: match, season: fact.season, ingestedAt: fact.timestamp * 1000),
      with: producer)
  }

  /// Waits until all is kept.
  public func finish() throws {
    defer { producer.close() }
    try producer.flush()
  }
}
