import Boosting
import Football
import Formula1
import Testing
import TouchlineKit

@testable import Facts

@Suite struct PitRecomputeTests {
  private static let race = MadeRace(cars: 5, laps: 18, stops: [0: [13], 1: [12], 3: [14], 4: [13]])

  /// The bundled model with another id and other answers.
  private static func other() throws -> PitModel {
    let name = "PitBattle/Models/\(PitCatalogue.bundled.newest.id).json"
    let text = try #require(EmbeddedFiles.models.first { $0.name == name }).text
    var file = try ModelFile(json: Array(text.utf8))
    file.id = "pitbattle-other"
    file.models = try file.models.map {
      let calibration = Calibration(slope: $0.calibration.slope, intercept: $0.calibration.intercept + 0.7)
      return try BoostedModel(
        name: $0.name, features: $0.features, members: $0.members, calibration: calibration)
    }
    return try PitModel(file)
  }

  private struct Run {
    var machine: MatchMachine<PitBattleFact>
    var offset: Int64 = 0

    init() throws {
      var settings = FactSettings()
      // Both hold from the same day: the race begins with the later id unless it is asked for the first.
      settings.pitModels = try PitCatalogue([PitCatalogue.bundled.newest, PitRecomputeTests.other()])
      machine = MatchMachine(settings: settings)
    }

    mutating func take(_ record: FeedRecord) -> [FactRecord] {
      defer { offset += 1 }
      return machine.take(record, revision: offset)
    }

    mutating func request(_ fact: String, _ model: String?) -> [FactRecord] {
      take(
        .recompute(
          Recompute(matchID: "f1-2026-01", id: "r\(offset)", fact: fact, model: model, sport: "f1")))
    }
  }

  @Test("every battle with an answer is said again with the other model's, and nothing else of it changes")
  func afterTheRace() throws {
    var run = try Run()
    var newest: [String: FactRecord] = [:]
    for record in Self.race.records {
      for said in run.take(record) { newest[said.id] = said }
    }
    let begun = "pitbattle-other"
    let wanted = PitCatalogue.bundled.newest.id
    let answered = newest.values.filter { $0.text("model") != nil }
    #expect(answered.count > 1 && answered.allSatisfy { $0.text("model") == begun })
    #expect(run.request("xgoals", wanted).isEmpty)
    #expect(run.request("pitbattle", "unknown").isEmpty)
    let again = run.request("pitbattle", wanted)
    #expect(again.map(\.id) == answered.map(\.id).sorted())
    for record in again {
      let before = try #require(newest[record.id])
      #expect(record.text("model") == wanted)
      #expect(record.revision > before.revision)
      #expect(record.number("probability") != before.number("probability"))
      for field in ["lap", "session_s", "gap_s", "gap_after_s", "decided_lap", "common_lap"] {
        #expect(record.number(field) == before.number(field), "\(record.id): \(field)")
      }
      #expect(record.time == before.time && record.text("phase") == before.text("phase"))
    }
    // Back again: the same words as at first, but for the revision.
    let back = run.request("pitbattle", begun)
    for record in back {
      #expect(newest[record.id].map { FactRun.text($0) } == FactRun.text(record))
    }
    #expect(run.request("pitbattle", begun).isEmpty, "it is in use already")
  }

  @Test("a race that goes on stays on that model, and says what the model would have said all along")
  func inTheRace() throws {
    let records = Self.race.records
    let middle = try #require(
      records.firstIndex { if case .timing(let timing) = $0 { timing.id == "lap-CAB-12" } else { false } })
    let wanted = PitCatalogue.bundled.newest.id
    var run = try Run()
    for record in records[...middle] { _ = run.take(record) }
    #expect(!run.request("pitbattle", wanted).isEmpty)
    var later: [FactRecord] = []
    for record in records[(middle + 1)...] { later += run.take(record) }
    #expect(later.count > 20)
    #expect(later.allSatisfy { ($0.text("model") ?? wanted) == wanted })

    var other = try Run()
    _ = other.take(records[0])
    _ = other.request("pitbattle", wanted)
    var allAlong: [String: FactRecord] = [:]
    for record in records.dropFirst() { for said in other.take(record) { allAlong[said.id] = said } }
    for (id, last) in Dictionary(grouping: later, by: \.id).compactMapValues(\.last)
    where last.text("phase") == "decided" {
      #expect(allAlong[id].map { FactRun.text($0) } == FactRun.text(last))
    }
  }

  @Test("the newest model is taken where none is named, and the settings know the models")
  func models() throws {
    let settings = FactSettings()
    #expect(FactSettings.factsWithModels.contains("pitbattle"))
    #expect(settings.models(of: "pitbattle") == PitCatalogue.bundled.models.map(\.id))
    #expect(settings.newestModel(of: "pitbattle") == PitCatalogue.bundled.newest.id)
    #expect(
      settings.missingModel(
        of: Recompute(matchID: "m", id: "r", fact: "pitbattle", model: "pitbattle-0", sport: "f1"))
        == "pitbattle-0")
    #expect(PitBattleFact.reads.contains(.raceRecompute))
    var run = try Run()
    _ = run.take(Self.race.records[0])
    _ = run.request("pitbattle", PitCatalogue.bundled.newest.id)
    var said: [FactRecord] = []
    for record in Self.race.records.dropFirst() { said += run.take(record) }
    let models = run.request("pitbattle", nil).compactMap { $0.text("model") }
    #expect(!models.isEmpty && models.allSatisfy { $0 == "pitbattle-other" })
  }

  @Test("a request of a race is told from one of football by its sport")
  func sports() throws {
    func decode(_ json: String, _ type: FeedRecordType?) throws -> FeedRecord {
      try RecordDecoder().decode(Array(json.utf8).span.bytes, type: type, isProtobuf: false)
    }
    let race = #"{"match_id":"f1-2026-01","type":"recompute","sport":"f1","id":"r","fact":"pitbattle"}"#
    let match = #"{"match_id":"m","type":"recompute","id":"r","fact":"xgoals"}"#
    #expect(try decode(race, nil).type == .raceRecompute)
    #expect(try decode(race, .raceRecompute).type == .raceRecompute)
    #expect(try decode(match, nil).type == .recompute)
    #expect(try JSONLinesWriterText.of(decode(race, nil)).contains(#""sport":"f1""#))
    #expect(throws: (any Error).self) { try decode(race, .recompute) }
    #expect(throws: (any Error).self) {
      try decode(race.replacing(#""f1","id""#, with: #""chess","id""#), nil)
    }
  }
}

private enum JSONLinesWriterText {
  static func of(_ record: FeedRecord) -> String {
    var writer = JSONLinesWriter()
    return writer.text(of: record)
  }
}
