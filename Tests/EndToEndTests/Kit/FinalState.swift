import Facts
import Foundation
import Kafka
import Pipeline
import Postgres

/// Everything that must be the same whatever happened on the way: rows, match topics, dead letters, newest rankings.
struct FinalState: Equatable {
  /// By table: every row, times of ingest and offsets apart.
  var rows: [String: [String]] = [:]
  /// By match topic without prefix: the committed values in their order.
  var topics: [String: [String]] = [:]
  var deadLetters: [String] = []
  var rankings: [String] = []

  init(of environment: TestEnvironment) throws {
    let connection = try environment.connection()
    defer { connection.close() }
    for table in ["feed_football"] + Catalogue.facts.filter({ $0.sport == "football" }).map(\.name) {
      let found = try connection.query(
        "SELECT match_id, id, revision, withdrawn, record FROM \(table) ORDER BY 1, 2, 3")
      rows[table] = try found.map { row in
        "\(try row.decode(0, as: String.self)) \(try row.decode(1, as: String.self)) \(try row.decode(2, as: Int64.self)) \(try row.decode(4, as: String.self))"
      }
    }
    rankings = try connection.query(
      """
      SELECT season || ' ' || kind || ' ' || subject || ' ' || coalesce(score::text, '-') || ' '
        || coalesce(rank::text, '-') || ' ' || components::text
      FROM current_ranking_setpiecethreat ORDER BY 1
      """
    ).map { try $0.decode(0, as: String.self) }
    try readTopics(environment)
  }

  private mutating func readTopics(_ environment: TestEnvironment) throws {
    let admin = try Admin(environment.kafka)
    defer { admin.close() }
    var partitions: [TopicPartition: StartOffset] = [:]
    for topic in try admin.topics() {
      guard let name = environment.names.name(ofTopic: topic.name) else { continue }
      let isRanking = environment.names.match(ofTopic: topic.name)?.name.hasPrefix("ranking-") ?? false
      if (name.hasPrefix("match.") && !isRanking) || name.hasSuffix(".dlq") {
        for partition in 0..<Int32(topic.partitions) {
          partitions[TopicPartition(topic.name, partition)] = .beginning
        }
      }
    }
    guard !partitions.isEmpty else { return }
    let reader = try Consumer(environment.kafka, reportsEnds: true)
    defer { reader.close() }
    try reader.assign(partitions)
    while !reader.isAtEnd {
      try reader.poll(timeout: .milliseconds(200)) { message in
        let name = environment.names.name(ofTopic: message.topic) ?? message.topic
        let value = message.value?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } ?? "-"
        if name.hasSuffix(".dlq") {
          deadLetters.append("\(name) \(message.headerText(Header.deadReason) ?? "") \(value)")
        } else {
          topics[name, default: []].append(value)
        }
      }
    }
    deadLetters.sort()
  }

  /// What differs, in a few words.
  func differences(from other: FinalState) -> [String] {
    var found: [String] = []
    for table in Set(rows.keys).union(other.rows.keys).sorted() {
      let (mine, theirs) = (Set(rows[table] ?? []), Set(other.rows[table] ?? []))
      if mine != theirs {
        found.append(
          "\(table): \(mine.subtracting(theirs).count) rows more, \(theirs.subtracting(mine).count) fewer: \(mine.symmetricDifference(theirs).sorted().prefix(2).map { $0.prefix(300) })"
        )
      }
    }
    for topic in Set(topics.keys).union(other.topics.keys).sorted() where topics[topic] != other.topics[topic]
    {
      found.append(
        "\(topic): \(topics[topic]?.count ?? 0) records, not \(other.topics[topic]?.count ?? 0), or another order"
      )
    }
    if deadLetters != other.deadLetters {
      found.append("dead letters: \(deadLetters.count), not \(other.deadLetters.count)")
    }
    if rankings != other.rankings {
      let changed = zip(rankings, other.rankings).first { $0 != $1 }
      found.append(
        "rankings: \(rankings.count), not \(other.rankings.count), e.g. \(String(describing: changed))")
    }
    return found
  }
}
