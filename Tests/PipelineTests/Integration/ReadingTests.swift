import Facts
import Football
import Formats
import Kafka
import Telemetry
import Testing
import TouchlineKit

@testable import Pipeline

/// What people do with a running pipeline: consume, replay, look at rankings, matches, dead letters and status.
@Suite(.serialized, .enabled(if: RunningPipeline.isPossible, RunningPipeline.absent))
struct ReadingTests {
  @Test func consumeReplayAndTheRest() async throws {
    try await onThread {
      let pipeline = try RunningPipeline()
      do {
        try pipeline.produce(Self.match())
        let status = try pipeline.waitUntilQuiet()
        Self.check(status)
        try Self.checkReading(pipeline)
        try Self.checkReplay(pipeline)
        try Self.checkTables(pipeline)
        try Self.checkDeadLetters(pipeline)
      } catch {
        _ = pipeline.end()
        throw error
      }
      #expect(pipeline.end() == [])
    }
  }

  private static let id = "reading-1"

  private static func match() -> MatchBuilder {
    var match = MatchBuilder(id: id)
    match.start(1)
    match.corner(.home, at: 60)
    let shot = match.shot(.home, at: 63, .goal, origin: .corner)
    match.freeKick(.away, at: 400)
    match.shot(.away, at: 404, .saved)
    match.cancelGoal(shot, at: 600)
    match.end(1)
    match.start(2)
    match.corner(.away, at: 1080)
    match.shot(.away, at: 1083, .goal)
    match.end(2)
    match.finish()
    return match
  }

  private static func check(_ status: PipelineStatus) {
    #expect(status.database?.pendingMigrations == 0)
    #expect(status.database?.matches == 1)
    #expect(status.deadLetters == 0)
    #expect(status.broker?.clusterID.isEmpty == false)
    #expect(status.latencies.contains { $0.topic.hasSuffix("facts.xgoals") && $0.count >= 3 })
    #expect(status.rates.contains { $0.topic.hasSuffix("feed.football") && $0.offsets > 0 })
  }

  private static func checkReading(_ pipeline: RunningPipeline) throws {
    let selection = TopicSelection(match: id)
    let topics = selection.topics(pipeline.settings.topics, pipeline.settings.names)
    let all = try pipeline.read(topics)
    #expect(all.count > 10)
    #expect(all.map(\.timestamp) == all.map(\.timestamp).sorted())
    // A match without positions has no sprints, and none has pit battles.
    let found = Set(all.map(\.partition.topic))
    #expect(found.isSubset(of: topics))
    for last in ["xgoals", "setpieces", "appearances", "ranking-setpiecethreat"] {
      #expect(found.contains(pipeline.settings.names.matchTopic(id, last)))
    }
    let last = try pipeline.read(topics, from: .last(3))
    #expect(last.map(\.offset) == all.suffix(3).map(\.offset))
    #expect(try pipeline.read(topics, from: .now).isEmpty)
    #expect(try pipeline.read(topics, from: .time(all[0].timestamp)).count == all.count)
    let feed = pipeline.settings.names.matchTopic(id, "feed")
    let log = try pipeline.read([feed])
    #expect(log.count == Self.match().records.count)
    #expect(try pipeline.read([feed], from: .offset(log[2].offset)).first?.offset == log[2].offset)
    #expect(throws: PipelineError.self) { try pipeline.read([feed], from: .offset(1_000_000)) }
  }

  private static func replay(
    _ pipeline: RunningPipeline, _ plan: ReplayPlan
  ) throws -> (facts: [ReplayedFact], summary: ReplaySummary) {
    var facts: [ReplayedFact] = []
    let summary = try Replay(pipeline.settings, plan, admin: pipeline.admin).run(cancellation: Cancellation())
    {
      facts.append($0)
    }
    return (facts, summary)
  }

  private static func checkReplay(_ pipeline: RunningPipeline) throws {
    let (facts, summary) = try replay(pipeline, ReplayPlan(match: id))
    #expect(summary.records == match().records.count)
    #expect(summary.facts == facts.count)
    #expect(try replay(pipeline, ReplayPlan(match: id)).facts.map(\.record.json) == facts.map(\.record.json))
    // What was published live, byte by byte.
    for fact in Catalogue.facts {
      let live = try pipeline.read([pipeline.settings.names.matchTopic(id, fact.name)]).map(\.value)
      #expect(live == facts.filter { $0.fact == fact.name }.map(\.record.json))
    }
    let later = try replay(pipeline, ReplayPlan(match: id, from: .clock(MatchPosition(period: 2, clock: 1))))
    #expect(later.facts.count < facts.count && !later.facts.isEmpty)
    #expect(facts.suffix(later.facts.count).map(\.record.json) == later.facts.map(\.record.json))
    let early = try replay(pipeline, ReplayPlan(match: id, to: .clock(MatchPosition(period: 1, clock: 100))))
    #expect(early.facts.allSatisfy { ($0.record.revision) < (facts.map(\.record.revision).max() ?? 0) })
    #expect(throws: UnknownName.self) { try replay(pipeline, ReplayPlan(match: "reading-2")) }

    #expect(try differences(pipeline, facts, summary).isEmpty)
    _ = try pipeline.connection.execute(
      "UPDATE xgoals SET record = replace(record, '\"goal\":true', '\"goal\":false') WHERE id IN (SELECT id FROM current_xgoals WHERE goal)"
    )
    _ = try pipeline.connection.execute(
      "DELETE FROM setpieces WHERE revision = (SELECT max(revision) FROM setpieces)")
    let found = try differences(pipeline, facts, summary)
    #expect(found.contains { $0.kind == .content && $0.text.contains("goal false → true") })
    #expect(found.contains { $0.kind == .notStored && $0.fact == "setpieces" })
  }

  private static func differences(
    _ pipeline: RunningPipeline, _ facts: [ReplayedFact], _ summary: ReplaySummary
  ) throws -> [ReplayDifference] {
    var comparison = ReplayComparison()
    for fact in facts { comparison.add(fact) }
    return try comparison.differences(
      match: id, facts: Catalogue.facts.map(\.name), revisions: summary.revisions, pipeline.connection
    ).differences
  }

  private static func checkTables(_ pipeline: RunningPipeline) throws {
    let match = try StoredMatches(pipeline.connection).all().first
    #expect(match?.id == id)
    #expect(match?.state == "finished")
    #expect(match?.homeGoals == 0 && match?.awayGoals == 1)
    #expect(try StoredMatches(pipeline.connection).all(liveOnly: true).isEmpty)
    let rankings = StoredRankings(pipeline.connection)
    #expect(try rankings.seasons() == ["test-2026"])
    let rows = try rankings.rows(of: "setpiecethreat", season: "test-2026")
    #expect(rows.first?.kind == "corner_attack" && rows.first?.name == "away" && rows.first?.rank == 1)
    #expect(rows.first?.components.contains { $0.name == "goals" && $0.value == 1 && $0.isWhole } == true)
    let kinds = try rankings.kinds(of: "setpiecethreat", season: "test-2026")
    #expect(Set(rows.map(\.kind)) == Set(kinds))
    let one = try rankings.rows(of: "setpiecethreat", season: "test-2026", kinds: ["free_kick_attack"])
    #expect(Set(one.map(\.kind)) == ["free_kick_attack"])
    // As it stood when only the first half had been played. Which updates were published on the way is chance.
    let halfTime = Self.match().time(1, 2700)
    let half = try rankings.rows(
      of: "setpiecethreat", season: "test-2026", kinds: ["corner_attack"], at: halfTime)
    #expect(half.allSatisfy { row in row.asOf.map { $0 <= halfTime } ?? false })
  }

  private static func checkDeadLetters(_ pipeline: RunningPipeline) throws {
    let box = DeadLetterBox(pipeline.settings, admin: pipeline.admin, pipeline.connection)
    func letters(_ filter: DeadLetterFilter = DeadLetterFilter()) throws -> [DeadLetter] {
      var letters: [DeadLetter] = []
      try box.forEach(filter, cancellation: Cancellation()) { letter in
        letters.append(letter)
        return true
      }
      return letters
    }
    try pipeline.produce("kaputt", key: id)
    _ = try pipeline.waitUntilQuiet()
    let first = try letters()
    #expect(first.map(\.match) == [id])
    #expect(first.first?.valueLines().first?.hasSuffix("kaputt") == true)
    try box.retry(first)
    _ = try pipeline.waitUntilQuiet()
    let second = try letters()
    #expect(second.count == 1 && second.first?.id != first.first?.id)
    #expect(second.first?.record.headers.count { $0.name == "origin_topic" } == 1)
    #expect(second.first?.record.header("mine") == "x")
    #expect(second.first?.record.value == first.first?.record.value)
    var other = DeadLetterFilter()
    other.match = "nobody"
    #expect(try letters(other).isEmpty)
    other.topic = "feed.foot"
    #expect(throws: UnknownName.self) { try letters(other) }
    try box.discard(second)
    #expect(try letters().isEmpty)
  }
}
