import Formats
import Foundation
import Postgres
import Testing

/// The World Cup 2018, from the source files to the ranking.
@Suite(
  .serialized,
  .enabled(if: Surroundings.hasAll, "needs KAFKA_HOME, TOUCHLINE_TEST_DATABASE and TOUCHLINE_DATA"))
struct WorldCupTests {
  @Test func shotsGoalsAndThreatAreTheSources() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let cup = try TestEnvironment("cup", on: broker)
      defer { cup.remove() }
      let up = try cup.start("up")
      let folder = "\(Surroundings.data ?? "")/football/matches/statsbomb_wc2018"
      try cup.expectDone("produce", folder, "--quiet", seconds: 900)
      try cup.waitUntilQuiet()
      up.stop()

      let connection = try cup.connection()
      defer { connection.close() }
      var stored: [String: Counts] = [:]
      for row in try connection.query(
        "SELECT match_id, count(*), count(*) FILTER (WHERE goal), count(*) FILTER (WHERE penalty) FROM current_xgoals GROUP BY 1"
      ) {
        stored[try row.decode(0)] = Counts(
          shots: try row.decode(1), goals: try row.decode(2), penalties: try row.decode(3))
      }
      let expected = try Self.sourceCounts(folder)
      #expect(expected.count == 56)
      #expect(stored == expected)

      let differences = try connection.query(threatSQL).map { row in
        "\(try row.decode(0, as: String.self)) \(try row.decode(1, as: String.self)) \(String(describing: try row.decode(2, as: Double?.self))) \(String(describing: try row.decode(3, as: Double?.self)))"
      }
      #expect(differences == [])
      let rows = try connection.query("SELECT count(*) FROM current_ranking_setpiecethreat")
      for row in rows { #expect(try row.decode(0, as: Int.self) > 100) }
      #expect(try FinalState(of: cup).deadLetters == [])
    }
  }

  private struct Counts: Equatable {
    var shots = 0
    var goals = 0
    var penalties = 0
  }

  /// Straight from the provider's files: shoot-outs and own goals are no shots.
  private static func sourceCounts(_ folder: String) throws -> [String: Counts] {
    let parser = JSONParser(maxBytes: 64 << 20)
    var counts: [String: Counts] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/events") {
      let bytes = try ByteSource(path: "\(folder)/events/\(file)").readAll(maxBytes: 64 << 20)
      var found = Counts()
      for event in try parser.parse(bytes).elements {
        guard event["type"]?["name"]?.string == "Shot", event["period"]?.int64 != 5 else { continue }
        found.shots += 1
        if event["shot"]?["outcome"]?["name"]?.string == "Goal" { found.goals += 1 }
        if event["shot"]?["type"]?["name"]?.string == "Penalty" { found.penalties += 1 }
      }
      counts["statsbomb-\(file.prefix { $0 != "." })"] = found
    }
    return counts
  }
}
