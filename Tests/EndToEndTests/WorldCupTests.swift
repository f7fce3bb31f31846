import Formats
import Foundation
import Testing

/// The World Cup 2018 in one go: shots, goals and penalties of every match agree with the source files.
@Suite(
  .serialized,
  .enabled(if: Surroundings.hasAll, "needs KAFKA_HOME, TOUCHLINE_TEST_DATABASE and TOUCHLINE_DATA"))
struct WorldCupTests {
  private struct Tally: Equatable {
    var shots = 0
    var goals = 0
    var penalties = 0
  }

  @Test func everyMatchAgreesWithItsSource() async throws {
    try await onThread {
      var expected = try Self.tallies()
      #expect(expected.count == 56)
      var arguments = ["\(Self.folder)", "--parallel", "4"]
      if !Surroundings.isLong {
        // Two penalties and an own goal; a shoot-out, a penalty and an own goal; the final.
        let some = ["statsbomb-7530", "statsbomb-7582", "statsbomb-8658"]
        expected = expected.filter { some.contains($0.key) }
        arguments += ["--match", some.joined(separator: ",")]
      }
      let broker = try TestBroker()
      defer { broker.remove() }
      let environment = try TestEnvironment("cup", on: broker)
      defer { environment.remove() }
      let up = try environment.start("up")
      try environment.expectDone(["produce"] + arguments)
      try environment.waitUntilQuiet(seconds: 900)
      up.stop()
      let stored = try Self.stored(environment)
      #expect(stored == expected, "\(Self.clues(environment, up))")
      #expect(try threatDifferences(environment) == [])
      #expect(try xGoalsRows(environment) > 40)
      #expect(try xGoalsDifferences(environment) == [])
    }
  }

  /// What else there is to see when a match is not as it should be.
  private static func clues(_ environment: TestEnvironment, _ up: Child) -> String {
    let dead = (try? environment.expectDone("deadletters", "list", "--json")) ?? ""
    return "dead letters: \(dead.prefix(1500)); log: \(up.output.suffix(1500))"
  }

  private static var folder: String { "\(Surroundings.data ?? "")/football/matches/statsbomb_wc2018" }

  private static func stored(_ environment: TestEnvironment) throws -> [String: Tally] {
    let connection = try environment.connection()
    defer { connection.close() }
    var tallies: [String: Tally] = [:]
    for row in try connection.query(
      """
      SELECT match_id, count(*), count(*) FILTER (WHERE goal), count(*) FILTER (WHERE penalty)
      FROM current_xgoals GROUP BY match_id
      """)
    {
      tallies[try row.decode(0)] = Tally(
        shots: try row.decode(1), goals: try row.decode(2), penalties: try row.decode(3))
    }
    return tallies
  }

  /// By match, straight from StatsBomb's files; shots of a shoot-out do not count.
  private static func tallies() throws -> [String: Tally] {
    var tallies: [String: Tally] = [:]
    let parser = JSONParser(maxBytes: 64 << 20)
    for case let url as URL in try #require(
      FileManager.default.enumerator(at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil))
    {
      let id = url.lastPathComponent.prefix { $0.isNumber }
      guard !id.isEmpty, url.pathExtension == "gz" || url.pathExtension == "json" else { continue }
      let events = try parser.parse(ByteSource(path: url.path).readAll(maxBytes: 64 << 20))
      var tally = Tally()
      var isEvents = false
      for event in events.elements {
        guard let type = event["type"]?["name"]?.string else { continue }
        isEvents = true
        guard type == "Shot", event["period"]?.int64 != 5 else { continue }
        tally.shots += 1
        if event["shot"]?["outcome"]?["name"]?.string == "Goal" { tally.goals += 1 }
        if event["shot"]?["type"]?["name"]?.string == "Penalty" { tally.penalties += 1 }
      }
      if isEvents { tallies["statsbomb-\(id)"] = tally }
    }
    return tallies
  }
}
