import Foundation
import Postgres
import Testing

/// What a referee takes back is gone from facts and ranking, as if it had never been.
@Suite(.serialized, .enabled(if: Surroundings.hasServers, "needs KAFKA_HOME and TOUCHLINE_TEST_DATABASE"))
struct CorrectionTests {
  @Test func correctionsEndAsIfTheyHadAlwaysBeenSo() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let match = HandMadeMatch(id: "m-1")
      let play = { (shots: [String]) in
        [match.announcement, match.start, match.corner("c1", at: 60), match.corner("c2", at: 300)]
          + [match.corner("c3", at: 900, team: "away")] + shots
      }
      let late = [
        match.shot("s1", at: 64, outcome: "goal", revision: 1, cancelled: true),
        match.withdrawal("s2"), match.withdrawal("c3"),
      ]
      let corrected = try Self.outcome(on: broker, "late") { environment in
        try environment.send(
          play([
            match.shot("s1", at: 64, outcome: "goal"), match.shot("s2", at: 303, outcome: "goal"),
            match.shot("s3", at: 904, outcome: "saved", team: "away"), match.closed,
          ]), key: match.id)
        try environment.waitUntilQuiet()
        // The match is closed and dropped by now: it is read again from its own log.
        try environment.send(late, key: match.id)
      }
      let fromTheStart = try Self.outcome(on: broker, "early") { environment in
        try environment.send(
          [match.announcement, match.withdrawal("s2"), match.withdrawal("c3")]
            + play([
              match.shot("s1", at: 64, outcome: "goal", revision: 1, cancelled: true),
              match.shot("s3", at: 904, outcome: "saved", team: "away"), match.closed,
            ]).dropFirst(), key: match.id)
      }
      #expect(corrected == fromTheStart)
      #expect(corrected.contains { $0.contains("xgoals s1 false") })
      #expect(!corrected.contains { $0.contains("s2") })
    }
  }

  /// Newest facts and ranking, revisions apart.
  private static func outcome(
    on broker: TestBroker, _ name: String, _ body: (TestEnvironment) throws -> Void
  ) throws -> [String] {
    let environment = try TestEnvironment(name, on: broker)
    defer { environment.remove() }
    let up = try environment.start("up")
    try body(environment)
    try environment.waitUntilQuiet()
    up.stop()
    let connection = try environment.connection()
    defer { connection.close() }
    return try connection.query(
      """
      SELECT 'xgoals ' || id || ' ' || goal || ' ' || xgoals || ' ' || (record::jsonb -> 'totals') FROM current_xgoals
      UNION ALL SELECT 'setpieces ' || id || ' ' || score || ' ' || coalesce(grade, '-') FROM current_setpieces
      UNION ALL SELECT kind || ' ' || subject || ' ' || score || ' ' || rank || ' ' || (components - 'previous_rank')
        FROM current_ranking_setpiecethreat
      ORDER BY 1
      """
    ).map { try $0.decode(0, as: String.self) }
  }
}
