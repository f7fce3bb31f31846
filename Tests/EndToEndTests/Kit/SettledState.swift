import Foundation
import Kafka
import Pipeline
import Postgres

/// What is in force of a match in the end, revisions and offsets apart.
struct SettledState: Equatable {
  var feed: [String] = []
  var shots: [String] = []
  var setPieces: [String] = []
  var appearances: [String] = []
  /// Kind, subject, score, rank and components.
  var ranking: [String] = []
  var corners = 0
  /// Ids in the match's topic whose newest record is not withdrawn.
  var shotsInTopic = 0
  var cornersInTopic = 0
  var deadLetters = 0

  init(of match: String, in environment: TestEnvironment) throws {
    let connection = try environment.connection()
    defer { connection.close() }
    func records(_ view: String) throws -> [String] {
      try connection.query("SELECT id, record FROM \(view) WHERE match_id = $1 ORDER BY id", [.text(match)])
        .map {
          "\(try $0.decode(0, as: String.self)) \(Self.withoutRevisions(try $0.decode(1, as: String.self)))"
        }
    }
    feed = try records("current_feed_football")
    shots = try records("current_xgoals")
    setPieces = try records("current_setpieces")
    appearances = try records("current_appearances")
    corners = setPieces.count { $0.contains("\"kind\":\"corner\"") }
    ranking = try connection.query(
      """
      SELECT concat_ws(' ', season, kind, subject, score, rank, components)
      FROM current_ranking_setpiecethreat ORDER BY 1
      """
    ).map { Self.withoutRevisions(try $0.decode(0, as: String.self)) }
    shotsInTopic = try Self.newest(environment.names.matchTopic(match, "xgoals"), environment).count
    cornersInTopic = try Self.newest(environment.names.matchTopic(match, "setpieces"), environment)
      .count { $0.contains("\"kind\":\"corner\"") }
    deadLetters = try Self.deadLetters(environment)
  }

  /// What differs, in a few words.
  func differences(from other: SettledState) -> [String] {
    var found: [String] = []
    func compare(_ name: String, _ mine: [String], _ theirs: [String]) {
      let (more, fewer) = (Set(mine).subtracting(theirs).sorted(), Set(theirs).subtracting(mine).sorted())
      guard mine != theirs else { return }
      found.append(
        "\(name): \(mine.count) rows, not \(theirs.count); here alone \(more.prefix(2)), there alone \(fewer.prefix(2))"
      )
    }
    compare("feed", feed, other.feed)
    compare("shots", shots, other.shots)
    compare("set pieces", setPieces, other.setPieces)
    compare("appearances", appearances, other.appearances)
    compare("ranking", ranking, other.ranking)
    if (shotsInTopic, cornersInTopic) != (other.shotsInTopic, other.cornersInTopic) {
      found.append("topics: \(shotsInTopic) shots and \(cornersInTopic) corners")
    }
    if deadLetters != other.deadLetters {
      found.append("dead letters: \(deadLetters), not \(other.deadLetters)")
    }
    return found
  }

  private static func withoutRevisions(_ record: String) -> String {
    record.replacing(#/"(revision|feed_offset|kafka_offset)": ?\d+,?/#, with: "")
  }

  /// The newest record of each id, if that is not withdrawn.
  private static func newest(_ topic: String, _ environment: TestEnvironment) throws -> [String] {
    var newest: [String: (revision: Int, record: String)] = [:]
    try read([topic], environment) { message in
      let record = message.valueText ?? ""
      guard let id = record.firstMatch(of: #/"id":"([^"]+)"/#)?.1,
        let revision = record.firstMatch(of: #/"revision":(\d+)/#).flatMap({ Int($0.1) })
      else { return }
      if revision >= newest[String(id)]?.revision ?? 0 { newest[String(id)] = (revision, record) }
    }
    return newest.values.map(\.record).filter { !$0.contains("\"withdrawn\":true") }
  }

  private static func deadLetters(_ environment: TestEnvironment) throws -> Int {
    let admin = try Admin(environment.kafka)
    defer { admin.close() }
    let topics = try admin.topics().map(\.name).filter {
      environment.names.name(ofTopic: $0)?.hasSuffix(".dlq") == true
    }
    var count = 0
    try read(topics, environment) { _ in count += 1 }
    return count
  }

  private static func read(
    _ topics: [String], _ environment: TestEnvironment, _ body: (borrowing MessageView) throws -> Void
  ) throws {
    let admin = try Admin(environment.kafka)
    defer { admin.close() }
    var partitions: [TopicPartition: StartOffset] = [:]
    for topic in topics {
      for partition in 0..<Int32(try admin.topic(topic)?.partitions ?? 0) {
        partitions[TopicPartition(topic, partition)] = .beginning
      }
    }
    guard !partitions.isEmpty else { return }
    let reader = try Consumer(environment.kafka, reportsEnds: true)
    defer { reader.close() }
    try reader.assign(partitions)
    let end = Date().addingTimeInterval(60)
    while !reader.isAtEnd {
      guard Date() < end else { throw TestFailure("the end of \(topics.prefix(3)) was not reached") }
      try reader.poll(timeout: .milliseconds(200), body)
    }
  }
}
