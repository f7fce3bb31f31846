import Kafka
import Testing

@testable import Pipeline

@Suite struct TopicSelectionTests {
  private let names = Names(prefix: "dev")

  private func catalogue() throws -> TopicCatalogue { try TopicCatalogue.embedded() }

  @Test func withoutWordsAllFactsAndRankings() throws {
    let topics = TopicSelection().topics(try catalogue(), names)
    #expect(topics.contains("dev.facts.xgoals"))
    #expect(topics.contains("dev.rankings.setpiecethreat"))
    #expect(!topics.contains { $0.hasSuffix(".dlq") || $0.contains("feed") })
  }

  @Test func ofAMatchItsOwnTopics() throws {
    let one = TopicSelection(match: "m-1", facts: ["xgoals"]).topics(try catalogue(), names)
    #expect(one == ["dev.match.m-1.xgoals"])
    let all = TopicSelection(match: "m-1").topics(try catalogue(), names)
    #expect(all.contains("dev.match.m-1.appearances"))
    #expect(all.contains("dev.match.m-1.ranking-setpiecethreat"))
  }

  @Test func aFactAloneLeavesRankingsOut() throws {
    let topics = TopicSelection(facts: ["setpieces"]).topics(try catalogue(), names)
    #expect(topics == ["dev.facts.setpieces"])
  }

  @Test(arguments: ["feed.football", "dev.feed.football"])
  func thePrefixOfATopicMayBeLeftOut(_ topic: String) throws {
    #expect(TopicSelection(topic: topic).topics(try catalogue(), names) == ["dev.feed.football"])
  }

  @Test func whatIsNotThereIsToldWithWhatIs() throws {
    let existing = [
      "dev.match.J03WPY.feed", "dev.match.J03WPY.xgoals", "dev.facts.xgoals", "other.facts.duels",
    ]
    let known = TopicSelection(match: "J03WPY", facts: ["setpieces"])
    try known.check(known.topics(catalogue(), names), existing: existing, names)
    let unknown = TopicSelection(match: "J03WPX")
    let error = #expect(throws: UnknownName.self) {
      try unknown.check(unknown.topics(catalogue(), names), existing: existing, names)
    }
    #expect(error?.candidates == ["J03WPY"])
    let topic = TopicSelection(topic: "facts.xgoal")
    let other = #expect(throws: UnknownName.self) {
      try topic.check(topic.topics(catalogue(), names), existing: existing, names)
    }
    #expect(other?.candidates.contains("facts.xgoals") == true)
    #expect(other?.candidates.contains("other.facts.duels") == false)
  }
}
