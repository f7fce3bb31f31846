import Pipeline
import Testing

struct TopicFileTests {
  private func file(_ name: String, partitions: String = "6", dispatch: String = "") -> String {
    """
    apiVersion: kafka.strimzi.io/v1
    kind: KafkaTopic
    metadata:
      name: x
      annotations:
        touchline.io/sport: football
        touchline.io/match-topic: x
        touchline.io/dispatch: |
          \(dispatch)
    spec:
      topicName: \(name)
      partitions: \(partitions)
      replicas: 3
      config:
        min.insync.replicas: 2
        retention.ms: -1
    """
  }

  @Test func rulesAreReadFromTheAnnotation() throws {
    let text = file("rankings.x", dispatch: "football.ranking-x: table=ranking_x republish=yes rows=entries")
    let topic = try #require(try TopicFile.parse(text, file: "x.yaml").first)
    #expect(topic.kind == .ranking)
    #expect(topic.partitions == 6)
    #expect(topic.config["retention.ms"] == "-1")
    let rule = DispatchRule(table: "ranking_x", isRepublished: true, rows: "entries")
    #expect(topic.rules == ["football.ranking-x": rule])
  }

  @Test func noTableIsNone() throws {
    let text = file("feed.x", dispatch: "football.frame: table=none republish=yes")
    let rule = try #require(try TopicFile.parse(text, file: "x.yaml").first?.rules["football.frame"])
    #expect(rule.table == nil)
    #expect(rule.isRepublished)
  }

  @Test(arguments: [
    ("football.frame table=none", "is no dispatch rule"), ("football.frame: tabel=none", "tabel=none"),
  ])
  func aMistypedRuleIsNamed(rule: String, part: String) {
    let error = failure { _ = try TopicFile.parse(file("feed.x", dispatch: rule), file: "x.yaml") }
    #expect(error?.description.contains(part) == true)
    #expect(error?.description.contains("x.yaml") == true)
  }

  @Test func factTopicsMustAgreeOnPartitions() throws {
    let topics =
      try TopicFile.parse(file("facts.a"), file: "a")
      + TopicFile.parse(file("facts.b", partitions: "12"), file: "b")
      + TopicFile.parse(file("match.template"), file: "m")
    let error = failure { _ = try TopicCatalogue(topics) }
    #expect(error?.description.contains("all facts.* must have as many") == true)
  }

  @Test func aSmallClusterGetsWhatItCanHold() throws {
    let topic = try #require(try TopicFile.parse(file("feed.x"), file: "x").first)
    let one = topic.limited(toReplicas: 1)
    #expect(one.replicas == 1)
    #expect(one.config["min.insync.replicas"] == "1")
    #expect(topic.limited(toReplicas: 3) == topic)
  }

  @Test func theFilesInsideTheProgramAreWhole() throws {
    let catalogue = try TopicCatalogue.embedded()
    let feed = try #require(catalogue["feed.football"])
    #expect(
      Set(feed.rules.keys) == ["football.match", "football.event", "football.frame", "football.recompute"])
    for topic in catalogue.dispatched {
      #expect(catalogue[topic.name + ".dlq"] != nil, "no dead letters for \(topic.name)")
      #expect(topic.rules.isEmpty == false)
    }
  }

  private func failure(_ body: () throws -> Void) -> PipelineError? {
    do {
      try body()
      return nil
    } catch { return error as? PipelineError }
  }
}
