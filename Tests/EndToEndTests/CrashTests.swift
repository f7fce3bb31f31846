import Facts
import Foundation
import Testing

/// Kill any process at any moment: tables, match topics and newest rankings equal those of a calm run over the
/// same log.
@Suite(
  .serialized,
  .enabled(if: Surroundings.hasAll, "needs KAFKA_HOME, TOUCHLINE_TEST_DATABASE and TOUCHLINE_DATA"))
struct CrashTests {
  /// Each with a match of its own, so that there is something to break.
  private static let failpoints = [
    ("dispatcher.stored:2", "statsbomb-7531"), ("dispatcher.produced:3", "statsbomb-7532"),
    ("offsets-sent:5", "statsbomb-7533"), ("dispatcher.stored:4", "statsbomb-7534"),
    ("offsets-sent:2", "statsbomb-7535"),
  ]

  @Test func killsChangeNothing() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let storm = try TestEnvironment("storm", on: broker)
      defer { storm.remove() }
      try Self.feed(storm)
      try Self.killAtRandom(storm, broker)
      try Self.killAtFailpoints(storm)
      try Self.killInRebalances(storm)
      let last = try storm.start("up")
      try storm.waitUntilQuiet()
      last.stop()

      let calm = try TestEnvironment("calm", on: broker)
      defer { calm.remove() }
      try calm.copyFeed(from: storm)
      let up = try calm.start("up")
      try calm.waitUntilQuiet()
      up.stop()

      let state = try FinalState(of: storm)
      let expected = try FinalState(of: calm)
      #expect(state.differences(from: expected) == [])
      #expect(!expected.rows["xgoals", default: []].isEmpty)
      #expect(!expected.rankings.isEmpty)
      #expect(!expected.topics.isEmpty)
    }
  }

  private static var folder: String { "\(Surroundings.data ?? "")/football/matches/statsbomb_wc2018" }

  private static var matches: [String] {
    Surroundings.isLong ? [] : ["statsbomb-7525", "statsbomb-7529", "statsbomb-7530", "statsbomb-8658"]
  }

  /// The log is filled while the first kills fall.
  private static func feed(_ environment: TestEnvironment) throws {
    if matches.isEmpty {
      _ = try environment.start("produce", folder, "--parallel", "4")
    } else {
      _ = try environment.start(
        "produce", folder, "--parallel", "4", "--match", matches.joined(separator: ","))
    }
  }

  private static func killAtRandom(_ environment: TestEnvironment, _ broker: TestBroker) throws {
    var generator = SystemRandomNumberGenerator()
    let kills = Surroundings.isLong ? 20 : 4
    let brokerKills: Set<Int> = Surroundings.isLong ? [5, 11, 16] : [2]
    for kill in 0..<kills {
      // A rebuild needs open matches: they are there while the log is being filled.
      let failpoint = kill == 1 ? ["TOUCHLINE_FAILPOINT": "worker.rebuilding:1"] : [:]
      let up = try environment.start("up", environment: failpoint)
      usleep(UInt32.random(in: 500_000...4_000_000, using: &generator))
      if brokerKills.contains(kill) {
        broker.killHard()
        usleep(500_000)
        try broker.start()
        usleep(UInt32.random(in: 500_000...4_000_000, using: &generator))
      }
      up.killHard()
    }
  }

  private static func killAtFailpoints(_ environment: TestEnvironment) throws {
    for (failpoint, match) in failpoints {
      let up = try environment.start("up", environment: ["TOUCHLINE_FAILPOINT": failpoint])
      try environment.expectDone("produce", folder, "--match", match, "--quiet")
      let code = up.wait(seconds: 60)
      #expect(code == SIGKILL, "\(failpoint) was not reached: \(up.output.suffix(500))")
      up.killHard()
    }
  }

  /// Two dispatchers and two workers of each fact: whenever one dies, the others take over.
  private static func killInRebalances(_ environment: TestEnvironment) throws {
    let allFacts = ["work"] + Catalogue.facts.map(\.name)
    let steady = [
      try environment.start("dispatch", "--instance", "d1"),
      try environment.start(allFacts + ["--instance", "w1"]),
      try environment.start(["rank"] + Catalogue.rankings.map(\.name) + ["--instance", "r1"]),
    ]
    for round in 0..<(Surroundings.isLong ? 4 : 1) {
      let failpoint = ["TOUCHLINE_FAILPOINT": "rebalance.revoked:\(round % 2 + 1)"]
      let second = try environment.start("dispatch", "--instance", "d2", environment: failpoint)
      let worker = try environment.start(
        allFacts + ["--instance", "w2"], environment: failpoint)
      _ = second.wait(seconds: 4)
      let third = try environment.start("dispatch", "--instance", "d3")
      _ = worker.wait(seconds: 3)
      second.killHard()
      worker.killHard()
      third.killHard()
    }
    for child in steady { child.killHard() }
  }
}

/// Runs blocking work on a thread of its own, so that the pool of the test runner stays free.
func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    let thread = Thread { continuation.resume(with: Result(catching: body)) }
    thread.stackSize = 4 << 20
    thread.start()
  }
}
