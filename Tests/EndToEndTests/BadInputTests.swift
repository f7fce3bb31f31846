import Foundation
import Kafka
import Postgres
import Testing

/// A bad record becomes a dead letter that says why and where from; the match goes on.
@Suite(.serialized, .enabled(if: Surroundings.hasServers, "needs KAFKA_HOME and TOUCHLINE_TEST_DATABASE"))
struct BadInputTests {
  @Test func eachIsADeadLetterAndTheMatchGoesOn() async throws {
    try await onThread {
      let broker = try TestBroker()
      defer { broker.remove() }
      let environment = try TestEnvironment("bad", on: broker)
      defer { environment.remove() }
      let up = try environment.start("up")
      let match = HandMadeMatch(id: "m-1")
      try environment.send([match.announcement, match.start, match.corner("c1", at: 60)], key: match.id)

      let bad: [(record: [UInt8], reason: String)] = [
        (Array("{\"match_id\":\"m-1\",\"type\":".utf8), "not JSON"),
        (
          Array(match.shot("s2", at: 70, outcome: "goal").replacing("\"shot\"", with: "\"header\"").utf8),
          "type"
        ),
        (
          Array(match.shot("s3", at: 70, outcome: "goal").replacing("\"x\":44,\"y\":3,", with: "").utf8),
          "\"x\""
        ),
        (
          Array(match.shot("s4", at: 70, outcome: "goal").replacing("70.0", with: "\"soon\"").utf8), "clock_s"
        ),
        (Array(match.shot("s5", at: 70, outcome: "goal").replacing("m-1", with: "nobody").utf8), "not known"),
        (
          Array(#"{"match_id":"m-1","id":"x"#.utf8) + [0xFF, 0xFE] + Array(#"","type":"touch"}"#.utf8),
          "not JSON"
        ),
        (Array(match.shot("s\\u0000", at: 70, outcome: "goal").utf8), "id"),
        (Array(match.corner("c1", at: 61).utf8), "other content"),
      ]
      try environment.send(bad.map(\.record), key: match.id)
      let large =
        Array(match.shot("s6", at: 70, outcome: "goal").utf8) + [UInt8](repeating: 32, count: 1_500_000)
      try environment.send([large], key: match.id)
      try environment.send([match.shot("s1", at: 64, outcome: "goal")], key: match.id)
      try environment.waitUntilQuiet()
      up.stop()

      let letters = try Self.deadLetters(environment)
      #expect(letters.count == bad.count + 1)
      for (index, expected) in bad.enumerated() where index < letters.count {
        #expect(letters[index].reason.contains(expected.reason), "\(letters[index].reason)")
        #expect(letters[index].value == expected.record)
        #expect(letters[index].origin.hasPrefix("\(environment.names.topic("feed.football")) "))
      }
      #expect(letters.last?.reason.contains("more than the") == true)
      #expect(letters.last?.value.count == 64 << 10)
      #expect(letters.last?.hash?.count == 64)

      let connection = try environment.connection()
      defer { connection.close() }
      let shots = try connection.query("SELECT id FROM current_xgoals").map {
        try $0.decode(0, as: String.self)
      }
      #expect(shots == ["s1"])
    }
  }

  private struct Letter {
    var reason: String
    var origin: String
    var hash: String?
    var value: [UInt8]
  }

  private static func deadLetters(_ environment: TestEnvironment) throws -> [Letter] {
    let reader = try Consumer(environment.kafka, reportsEnds: true)
    defer { reader.close() }
    try reader.assign([TopicPartition(environment.names.topic("feed.football.dlq"), 0): .beginning])
    var letters: [Letter] = []
    while !reader.isAtEnd {
      try reader.poll(timeout: .milliseconds(200)) { message in
        let origin = ["origin_topic", "origin_partition", "origin_offset"].map {
          message.headerText($0) ?? "-"
        }
        letters.append(
          Letter(
            reason: message.headerText("dlq_reason") ?? "", origin: origin.joined(separator: " "),
            hash: message.headerText("dlq_sha256"), value: message.value?.withUnsafeBytes { Array($0) } ?? [])
        )
      }
    }
    return letters
  }
}
