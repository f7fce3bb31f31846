import Boosting
import Football
import Formula1
import Postgres
import Testing
import TouchlineKit

@testable import Facts
@testable import Pipeline

/// Stored pit battles come to another model by a record of type `f1.recompute` in the race's own log, and the race
/// stays on that model.
@Suite(.serialized, .enabled(if: RunningPipeline.isPossible, RunningPipeline.absent))
struct RaceRecomputeTests {
  private static let race = MadeRace(cars: 5, laps: 18, stops: [0: [10], 1: [9], 2: [14], 3: [13], 4: [15]])
  private static let other = "pitbattle-other"

  @Test func aRaceThatGoesOnStaysOnTheModelAskedFor() async throws {
    try await onThread {
      var facts = FactSettings()
      let bundled = PitCatalogue.bundled.newest
      // A start takes the later id of the two.
      facts.pitModels = try PitCatalogue([bundled, Self.otherModel()])
      let pipeline = try RunningPipeline(facts: facts)
      do { try Self.run(pipeline, begun: Self.other, asked: bundled.id) } catch {
        _ = pipeline.end()
        throw error
      }
      #expect(pipeline.end() == [])
    }
  }

  private static func run(_ pipeline: RunningPipeline, begun: String, asked: String) throws {
    let id = race.announcement.matchID
    let records = race.records
    let half = records.firstIndex { if case .timing(let timing) = $0 { timing.raceLap > 12 } else { false } }
    let middle = try #require(half)
    try pipeline.produce(records[..<middle], to: "feed.f1")
    _ = try pipeline.waitUntilQuiet()
    let before = try rows(pipeline)
    #expect(before.contains { $0.phase == "decided" } && before.contains { $0.phase != "decided" })
    #expect(models(before) == [begun])

    func recompute(_ model: String, match: String? = nil, season: String? = nil) throws {
      let targets = try Recomputation.targets(
        matches: match.map { [$0] } ?? [], season: season, pipeline.connection)
      #expect(targets.map(\.match) == [id])
      let request = Recomputation(fact: "pitbattle", model: model, id: "request-\(model)")
      #expect(try request.append(to: targets, pipeline.settings) == 1)
      _ = try pipeline.waitUntilQuiet()
    }
    try recompute(asked, match: id)
    let after = try rows(pipeline)
    #expect(after.map(\.id) == before.map(\.id))
    let answered = after.filter { $0.model != nil }
    #expect(models(after) == [asked])
    #expect(Set(answered.map(\.revision)).count == 1, "all that one record changes is one revision")
    #expect((answered.first?.revision ?? 0) > (before.map(\.revision).max() ?? 0))
    #expect(answered.map(\.probability) != before.filter { $0.model != nil }.map(\.probability))
    #expect(after.map(\.phase) == before.map(\.phase) && after.map(\.gapAfter) == before.map(\.gapAfter))
    try expectRequest(pipeline, asked)

    // The workers read the log again from its start, request included.
    try pipeline.restart()
    try pipeline.produce(records[middle...], to: "feed.f1")
    _ = try pipeline.waitUntilQuiet()
    let end = try rows(pipeline)
    #expect(end.allSatisfy { ["decided", "off"].contains($0.phase) })
    #expect(end.count { $0.phase == "decided" } > before.count { $0.phase == "decided" })
    #expect(models(end) == [asked])

    // Over and closed, the race follows a request for its season.
    try recompute(begun, season: race.announcement.season)
    let back = try rows(pipeline)
    #expect(back.map(\.id) == end.map(\.id) && models(back) == [begun])
    let dead = try pipeline.admin.topics().map(\.name).filter { $0.hasSuffix(".dlq") }
    #expect(try pipeline.read(dead.filter { $0.hasPrefix(pipeline.settings.names.prefix) }).isEmpty)
  }

  /// The request is in the race's log, stored as such and republished to the race's topic.
  private static func expectRequest(_ pipeline: RunningPipeline, _ model: String) throws {
    let stored = try pipeline.connection.query(
      "SELECT record::json ->> 'model' FROM feed_f1 WHERE type = 'recompute'"
    ).map { try $0.decode(0, as: String.self) }
    #expect(stored == [model])
    let topics = try pipeline.admin.topics().map(\.name).filter {
      pipeline.settings.names.match(ofTopic: $0)?.match == race.announcement.matchID
    }
    let told = try pipeline.read(topics.filter { $0.hasSuffix(".feed") })
    #expect(told.count { $0.type == "f1.recompute" } == 1)
  }

  private struct Row: Equatable {
    var id: String
    var revision: Int64
    var model: String?
    var phase: String
    var probability: Double?
    var gapAfter: Double?
  }

  private static func models(_ rows: [Row]) -> Set<String> { Set(rows.compactMap(\.model)) }

  private static func rows(_ pipeline: RunningPipeline) throws -> [Row] {
    try pipeline.connection.query(
      "SELECT id, revision, model, phase, probability, gap_after_s FROM current_pitbattle ORDER BY id"
    ).map {
      Row(
        id: try $0.decode(0), revision: try $0.decode(1), model: try $0.decode(2), phase: try $0.decode(3),
        probability: try $0.decode(4), gapAfter: try $0.decode(5))
    }
  }

  /// The bundled model with another id and other answers.
  private static func otherModel() throws -> PitModel {
    let name = "PitBattle/Models/\(PitCatalogue.bundled.newest.id).json"
    let text = try #require(Facts.EmbeddedFiles.models.first { $0.name == name }).text
    var file = try ModelFile(json: Array(text.utf8))
    file.id = other
    file.models = try file.models.map {
      let calibration = Calibration(slope: $0.calibration.slope, intercept: $0.calibration.intercept + 0.7)
      return try BoostedModel(
        name: $0.name, features: $0.features, members: $0.members, calibration: calibration)
    }
    return try PitModel(file)
  }
}
