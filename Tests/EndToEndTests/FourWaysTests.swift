import Foundation
import Kafka
import Pipeline
import Testing

/// A real match (DFL J03WPY) by four ways: the final state is the same.
@Suite(
  .serialized,
  .enabled(if: Surroundings.hasAll, "needs KAFKA_HOME, TOUCHLINE_TEST_DATABASE and TOUCHLINE_DATA"))
struct FourWaysTests {
  private static let match = "DFL-MAT-J03WPY"
  private static var folder: String { "\(Surroundings.data ?? "")/football/matches/dfl_J03WPY" }

  @Test func allWaysEndInTheSameState() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let plain = try Self.run("plain", broker) { try $0.expectDone("produce", Self.folder) }
      #expect(plain.shots.count == 26)
      #expect(plain.corners == 11)
      #expect(plain.shotsInTopic == 26)
      #expect(plain.cornersInTopic == 11)
      #expect(plain.deadLetters == 0)
      #expect(!plain.ranking.isEmpty)

      let paced = try Self.run("paced", broker) {
        try $0.expectDone("produce", Self.folder, "--speed", Surroundings.isLong ? "50" : "600")
      }
      #expect(paced.differences(from: plain) == [])

      let halves = try Self.runInHalves(broker)
      #expect(halves.differences(from: plain) == [])

      let shuffled = try Self.run("shuffled", broker) { environment in
        let lines = try FeedFile.lines(of: Self.folder, environment)
        try FeedFile(FeedFile.shuffled(lines, seconds: 30, seed: 7)).produce(environment)
      }
      #expect(shuffled.differences(from: plain) == [])

      // Events that the feed withdraws: before, after and around their withdrawal nothing of them is left.
      let injected = try Self.run("injected", broker) { environment in
        let lines = try FeedFile.lines(of: Self.folder, environment)
        try FeedFile(FeedFile.withOriginals(lines)).produce(environment)
      }
      #expect(injected.differences(from: plain) == [])
    }
  }

  private static func run(
    _ name: String, _ broker: TestBroker, _ produce: (TestEnvironment) throws -> Void
  ) throws -> SettledState {
    let environment = try TestEnvironment(name, on: broker)
    defer { environment.remove() }
    let up = try environment.start("up")
    try produce(environment)
    try environment.waitUntilQuiet()
    up.stop()
    return try SettledState(of: match, in: environment)
  }

  /// The first half from lines; `up` is killed; the rest from the originals, without what is there.
  private static func runInHalves(_ broker: TestBroker) throws -> SettledState {
    let environment = try TestEnvironment("halves", on: broker)
    defer { environment.remove() }
    let first = try environment.start("up")
    let lines = try FeedFile.lines(of: folder, environment)
    let end = try #require(lines.firstIndex { $0.contains("\"period_ended-1\"") })
    try FeedFile(Array(lines[...end])).produce(environment)
    usleep(500_000)
    first.killHard()
    let summary = try environment.expectDone("produce", folder, "--resume", "--json", "-q")
    #expect(summary.contains("\"already_there\":\(end + 1),"))
    #expect(summary.contains("\"records\":\(lines.count - end - 1),"))
    let second = try environment.start("up")
    try environment.waitUntilQuiet()
    second.stop()
    return try SettledState(of: match, in: environment)
  }
}
