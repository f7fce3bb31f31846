import Foundation
import Postgres
import Testing

/// Stored facts come to another model, and corrections of the match go on from there.
@Suite(.serialized, .enabled(if: Surroundings.hasServers, "needs KAFKA_HOME and TOUCHLINE_TEST_DATABASE"))
struct RecomputeTests {
  private struct Row: Equatable {
    var id: String
    var revision: Int64
    var model: String
    var outcome: String
  }

  @Test func correctionsGoOnFromTheRecomputedState() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let match = HandMadeMatch(id: "m-1")
      let pass = { (id: String, clock: Double, revision: Int, outcome: String) in
        """
        {"match_id":"m-1","type":"pass","id":"\(id)","revision":\(revision),"period":1,"clock_s":\(clock),\
        "team_id":"home","x":10,"y":5,"end_x":22,"end_y":9,"direction":1,"outcome":"\(outcome)","height":"ground"}
        """
      }
      let environment = try TestEnvironment("again", on: broker)
      defer { environment.remove() }
      var up = try environment.start("up")
      try environment.send(
        [match.announcement, match.start]
          + (1...3).map { pass("p\($0)", Double($0) * 10, 0, "complete") } + [match.closed], key: match.id)
      try environment.waitUntilQuiet()
      try Self.waitForPasses(environment, count: 3)
      let before = try Self.rows(environment)
      #expect(before.map(\.id) == ["p1", "p2", "p3"])
      #expect(Set(before.map(\.model)) == ["xpass-2026-1"])

      // A closed match: its state is dropped and read again from its own log.
      try environment.expectDone("recompute", "xpass", "--match", match.id, "--model", "xpass-open-2026-2")
      try environment.waitUntilQuiet()
      try Self.wait(environment) { $0.allSatisfy { $0.model == "xpass-open-2026-2" } }
      let after = try Self.rows(environment)
      #expect(after.map(\.id) == before.map(\.id))
      #expect(Set(after.map(\.revision)).count == 1, "all that one record changes is one revision")
      #expect((after.first?.revision ?? 0) > (before.map(\.revision).max() ?? 0))

      // A correction, after a restart: it stays on that model.
      up.stop()
      up = try environment.start("up")
      try environment.send([pass("p2", 20, 1, "incomplete")], key: match.id)
      try environment.waitUntilQuiet()
      try Self.wait(environment) { $0.contains { $0.id == "p2" && $0.outcome == "incomplete" } }
      let corrected = try Self.rows(environment)
      #expect(Set(corrected.map(\.model)) == ["xpass-open-2026-2"])
      #expect(corrected.first { $0.id == "p1" } == after.first { $0.id == "p1" })
      #expect(corrected.first { $0.id == "p2" }.map { $0.revision > after[0].revision } == true)

      // The log alone gives the same.
      try environment.expectDone("replay", "--match", match.id, "--fact", "xpass", "--compare")
      up.stop()
    }
  }

  @Test func whatIsNotThereIsRefused() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let environment = try TestEnvironment("refuse", on: broker)
      defer { environment.remove() }
      for arguments in [
        ["recompute", "xpass", "--match", "nowhere"], ["recompute", "xpass", "--season", "nowhere"],
        ["recompute", "xpass", "--match", "m", "--model", "xpass-1"],
        ["recompute", "appearances", "--match", "m"],
      ] {
        #expect(throws: TestFailure.self, "\(arguments)") {
          try environment.expectDone(arguments, seconds: 30)
        }
      }
    }
  }

  private static func rows(_ environment: TestEnvironment) throws -> [Row] {
    let connection = try environment.connection()
    defer { connection.close() }
    return try connection.query("SELECT id, revision, model, outcome FROM current_xpass ORDER BY id").map {
      Row(
        id: try $0.decode(0), revision: try $0.decode(1), model: try $0.decode(2), outcome: try $0.decode(3))
    }
  }

  private static func waitForPasses(_ environment: TestEnvironment, count: Int) throws {
    try wait(environment) { $0.count >= count }
  }

  /// The group of `xpass` is none of those that `waitUntilQuiet` knows.
  private static func wait(_ environment: TestEnvironment, _ isDone: ([Row]) -> Bool) throws {
    let end = Date().addingTimeInterval(120)
    while Date() < end {
      if isDone(try rows(environment)) { return }
      usleep(200_000)
    }
    throw TestFailure("still waiting: \(try rows(environment))")
  }
}
