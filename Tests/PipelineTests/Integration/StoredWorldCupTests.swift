import Football
import Foundation
import Postgres
import Testing

@testable import Facts
@testable import Pipeline

/// Stored matches teach what the files of labelled shots and passes of the same matches teach.
@Suite(
  .enabled(
    if: StoredLog.isPossible && StoredLog.data != nil,
    "needs TOUCHLINE_TEST_DATABASE and TOUCHLINE_DATA"))
struct StoredWorldCupTests {
  static let count = 16
  /// Of these the file of shots has places of another release, a few centimetres off.
  static let ofAnotherRelease: Set<String> = ["statsbomb-7539", "statsbomb-7567"]

  @Test func theSameAsFromFiles() async throws {
    let folder = try #require(StoredLog.data)
    try await StoredLog.withDatabase { connection in
      let source = try FeedSource.open(
        path: "\(folder)/football/matches/statsbomb_wc2018", format: .statsbomb)
      var matches: Set<String> = []
      for match in source.matches where matches.count < Self.count {
        var log: [FeedRecord] = []
        try match.read { log.append($0) }
        let id = try #require(log.first?.matchID)
        if Self.ofAnotherRelease.contains(id) { continue }
        try StoredLog.store(log, from: Int64(matches.count) * 10_000, connection)
        matches.insert(id)
      }
      let stored = StoredTraining(connection)
      try Self.compareShots(try stored.shots { _ in }.table, "\(folder)/football/shots.jsonl.gz", matches)
      try Self.comparePasses(try stored.passes { _ in }.table, "\(folder)/football/passes.csv.gz", matches)
      // The same database, the same rows.
      #expect(
        try stored.shots { _ in }.table.rows.map(\.id) == stored.shots { _ in }.table.rows.map(\.id))
    }
  }

  private static func compareShots(_ stored: ShotTable, _ path: String, _ matches: Set<String>) throws {
    var file = try ShotTable(path: path)
    file.rows = file.rows.compactMap { row in
      var row = row
      row.match = "statsbomb-\(row.match)"
      return matches.contains(row.match) ? row : nil
    }
    let places = Dictionary(uniqueKeysWithValues: file.rows.enumerated().map { ($1.id, $0) })
    #expect(stored.rows.count == file.rows.count && stored.rows.count > count * 15)
    file.rows = try stored.rows.map { row in file.rows[try #require(places[row.id], "\(row.id)")] }
    for (own, other) in zip(stored.rows, file.rows) {
      #expect(
        StoredTrainingTests.columns(own.sight.features) == StoredTrainingTests.columns(other.sight.features),
        "\(own.id)")
      #expect(own.label == other.label && own.sight.hasPositions)
    }
    // A yardstick only, and the feed's is of another release than the file's.
    var stored = stored
    for place in stored.rows.indices {
      stored.rows[place].providerXG = nil
      file.rows[place].providerXG = nil
    }
    var options = XGoalsOptions(data: "")
    options.rounds = 40
    options.members = 1
    options.folds = 3
    options.parameters["eta"] = "0.1"
    options.source = "of the World Cup"
    let fromStored = try XGoalsTrainer.train(options, stored) { _ in }.file
    let fromFile = try XGoalsTrainer.train(options, file) { _ in }.file
    let isSame = fromStored.json == fromFile.json
    #expect(isSame, "the model files differ")
    #expect(fromStored.models.map(\.name) == ["positions", "events"])
  }

  private static func comparePasses(_ stored: PassTable, _ path: String, _ matches: Set<String>) throws {
    var file = try PassTable(path: path)
    file.rows = file.rows.compactMap { row in
      var row = row
      row.match = "statsbomb-\(row.match)"
      return matches.contains(row.match) ? row : nil
    }
    .enumerated().sorted { ($0.element.match, $0.offset) < ($1.element.match, $1.offset) }.map(\.element)
    #expect(stored.rows.count == file.rows.count && stored.rows.count > count * 500)
    var others = 0
    for (own, other) in zip(stored.rows, file.rows) {
      let isSame =
        own.match == other.match && own.label == other.label
        && PassFeature.allCases.allSatisfy { feature in
          let (a, b) = (PassFeatures(own.situation), PassFeatures(other.situation))
          return a.column(feature.index) == b.column(feature.index) || a[feature].isNaN && b[feature].isNaN
        }
      others += isSame ? 0 : 1
    }
    #expect(others == 0, "\(others) of \(stored.rows.count)")
    var options = XPassOptions(data: "")
    options.rounds = 10
    options.comparesEndPoint = false
    var same = file
    same.leftOut = stored.leftOut
    let isSame =
      try XPassTrainer.train(options, stored) { _ in }.file.json
      == XPassTrainer.train(options, same) { _ in }.file.json
    #expect(isSame, "the model files differ")
  }
}
