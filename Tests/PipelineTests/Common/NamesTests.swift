import Pipeline
import Testing

struct NamesTests {
  @Test func aPrefixStandsBeforeEverything() {
    let names = Names(prefix: "test")
    #expect(names.topic("feed.football") == "test.feed.football")
    #expect(names.matchTopic("m-1", "xgoals") == "test.match.m-1.xgoals")
    #expect(names.rankingGroup("skill") == "test.ranking-skill")
    #expect(names.transactionalID(group: names.group("xgoals"), instance: "host-up") == "test.xgoals.host-up")
    #expect(Names(prefix: "test.") == names)
  }

  @Test func withoutPrefixNamesAreAsTheFilesSay() {
    let names = Names()
    #expect(names.topic("feed.football") == "feed.football")
    #expect(names.deadLetters(of: names.topic("feed.football")) == "feed.football.dlq")
  }

  @Test func matchTopicsAreRecognised() {
    let names = Names(prefix: "test")
    #expect(
      names.match(ofTopic: "test.match.DFL-MAT-J03WPY.ranking-setpiecethreat")?.match == "DFL-MAT-J03WPY")
    #expect(names.match(ofTopic: "test.match.a.feed")?.name == "feed")
    #expect(names.match(ofTopic: "match.a.feed") == nil)
    #expect(names.match(ofTopic: "test.facts.xgoals") == nil)
    #expect(names.name(ofTopic: "other.feed.football") == nil)
  }
}
