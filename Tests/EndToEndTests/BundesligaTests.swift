import Testing

/// A league season from another source: its ranking of goals against xGoals is the one that SQL computes.
@Suite(
  .serialized,
  .enabled(if: Surroundings.hasAll, "needs KAFKA_HOME, TOUCHLINE_TEST_DATABASE and TOUCHLINE_DATA"))
struct BundesligaTests {
  @Test func theRankingAgreesWithSQL() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let environment = try TestEnvironment("league", on: broker)
      defer { environment.remove() }
      var arguments = [
        "produce", "\(Surroundings.data ?? "")/football/season_wyscout_bundesliga_2017_18", "--parallel", "4",
      ]
      if !Surroundings.isLong {
        arguments += ["--match", "wyscout-2516739,wyscout-2516740,wyscout-2516741,wyscout-2516742"]
      }
      let up = try environment.start("up")
      try environment.expectDone(arguments, seconds: 900)
      try environment.waitUntilQuiet(seconds: 1800)
      up.stop()
      #expect(try xGoalsRows(environment) > (Surroundings.isLong ? 300 : 40))
      #expect(try xGoalsDifferences(environment) == [])
      #expect(try skillDifferences(environment) == [])
      #expect(try threatDifferences(environment) == [])
    }
  }
}

/// Rows of the published ranking.
func xGoalsRows(_ environment: TestEnvironment) throws -> Int {
  let connection = try environment.connection()
  defer { connection.close() }
  let rows = try connection.query("SELECT count(*) FROM current_ranking_xgoals")
  return try rows.first?.decode(0, as: Int.self) ?? 0
}

/// Where the published ranking differs from the one that SQL computes from the stored facts.
func xGoalsDifferences(_ environment: TestEnvironment) throws -> [String] {
  let connection = try environment.connection()
  defer { connection.close() }
  return try connection.query(xGoalsSQL).map { row in
    let (expected, published) = (try row.decode(2, as: Double?.self), try row.decode(3, as: Double?.self))
    return "\(try row.decode(0, as: String.self)) \(try row.decode(1, as: String.self)): "
      + "\(expected.map { "\($0)" } ?? "none") by SQL, \(published.map { "\($0)" } ?? "none") published"
  }
}
