import Foundation
import Kafka
import Pipeline
import Testing

/// What goes away comes back, or another takes over: nothing is lost, nothing is refused.
@Suite(
  .serialized,
  .enabled(if: Surroundings.hasAll, "needs KAFKA_HOME, TOUCHLINE_TEST_DATABASE and TOUCHLINE_DATA"))
struct OutageTests {
  @Test(.enabled(if: DatabaseProxy.isThere, "needs toxiproxy in TOUCHLINE_TOOLS"))
  func theDatabaseGoesAwayAndComesBack() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let proxy = try DatabaseProxy()
      defer { proxy.remove() }
      let environment = try TestEnvironment("outage", on: broker)
      defer { environment.remove() }
      let up = try environment.start("up", environment: ["DATABASE_URL": proxy.url])
      let folder = "\(Surroundings.data ?? "")/football/matches/statsbomb_wc2018"
      let matches = "statsbomb-7525,statsbomb-7529,statsbomb-7530"
      let producer = try environment.start(
        "produce", folder, "--parallel", "3", "--match", matches, "--quiet")
      try environment.waitForRecords(in: "facts.xgoals")
      try proxy.toggle()
      sleep(Surroundings.isLong ? 30 : 8)
      #expect(up.isRunning)
      try proxy.toggle()
      #expect(producer.wait(seconds: 120) == 0)
      try environment.waitUntilQuiet()
      #expect(up.output.contains("PostgreSQL 08"))
      up.stop()

      let calm = try TestEnvironment("calm", on: broker)
      defer { calm.remove() }
      try calm.copyFeed(from: environment)
      let again = try calm.start("up")
      try calm.waitUntilQuiet()
      again.stop()
      let state = try FinalState(of: environment)
      #expect(state.differences(from: try FinalState(of: calm)) == [])
      #expect(state.deadLetters.isEmpty)
      #expect(!(state.rows["xgoals"] ?? []).isEmpty)
    }
  }

  /// A worker that dies and is not started again: the other one takes its matches over.
  @Test func aKilledWorkersMatchesMoveOn() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let environment = try TestEnvironment("takeover", on: broker)
      defer { environment.remove() }
      _ = try environment.start("dispatch")
      let matches = (1...8).map { HandMadeMatch(id: "match-\($0)") }
      let workers = try ["a", "b"].map { try environment.start("work", "xgoals", "--instance", $0) }
      for match in matches { try environment.send([match.announcement, match.start], key: match.id) }
      try environment.waitForMembers(2, of: "xgoals")
      workers[0].killHard()
      let start = Date()
      for match in matches {
        try environment.send([match.shot("shot", at: 60, outcome: "saved")], key: match.id)
      }
      let found = try environment.waitForRecords(in: "facts.xgoals", count: matches.count)
      print("taken over \(String(format: "%.1f", Date().timeIntervalSince(start))) s after the kill")
      #expect(found == matches.count)
    }
  }
}

extension TestEnvironment {
  /// Waits for committed records in a global topic; returns how many there are.
  @discardableResult
  func waitForRecords(in topic: String, count: Int = 1, seconds: Double = 60) throws -> Int {
    let admin = try Admin(kafka)
    defer { admin.close() }
    let reader = try Consumer(kafka)
    defer { reader.close() }
    let name = names.topic(topic)
    let partitions = (0..<Int32(try admin.topic(name)?.partitions ?? 0)).map { TopicPartition(name, $0) }
    try reader.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .beginning) }))
    let end = Date().addingTimeInterval(seconds)
    var found = 0
    while found < count, Date() < end {
      try reader.poll(timeout: .milliseconds(100)) { _ in found += 1 }
    }
    guard found >= count else { throw TestFailure("\(found) of \(count) records in \(topic)") }
    return found
  }

  /// Waits until the group has so many members, each with partitions.
  func waitForMembers(_ count: Int, of group: String, seconds: Double = 60) throws {
    let admin = try Admin(kafka)
    defer { admin.close() }
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      // The coordinator may just be in the making.
      let members = (try? admin.describeGroups([names.group(group)]))?.first?.members ?? []
      if members.count == count, members.allSatisfy({ !$0.partitions.isEmpty }) { return }
      usleep(100_000)
    }
    throw TestFailure("the group \(group) never had \(count) members with partitions")
  }
}
