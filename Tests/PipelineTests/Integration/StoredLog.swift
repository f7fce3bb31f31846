import Facts
import Football
import Formats
import Foundation
import Postgres
import Testing

@testable import Pipeline

/// The tables as a dispatcher would have filled them, without a broker: feed and facts of whole logs.
enum StoredLog {
  static let database = ProcessInfo.processInfo.environment["TOUCHLINE_TEST_DATABASE"] ?? ""
  /// The folder of the shared data.
  static let data = ProcessInfo.processInfo.environment["TOUCHLINE_DATA"]
  static var isPossible: Bool { !database.isEmpty }
  static let absent: Comment = "needs TOUCHLINE_TEST_DATABASE (URL)"

  /// Runs the body with a migrated schema of its own, which is dropped after.
  static func withDatabase(_ body: @escaping @Sendable (Connection) throws -> Void) async throws {
    try await onThread {
      let schema = "test\(UInt32.random(in: 0 ... .max))"
      let connection = try Connection(ConnectionOptions(url: database, schema: schema))
      defer {
        _ = try? connection.execute("DROP SCHEMA IF EXISTS \(schema) CASCADE")
        connection.close()
      }
      try Schema.migrator().apply(connection)
      try body(connection)
    }
  }

  /// Stores a match's log and what the fact `xgoals` says of it; offsets from `offset` on.
  static func store(_ log: [FeedRecord], from offset: Int64 = 0, _ connection: Connection) throws {
    let kind = try #require(Catalogue.fact("xgoals"))
    var machine = kind.makeMachine(FactSettings())
    try connection.transaction(.readCommitted) {
      for (place, record) in log.enumerated() {
        let revision = offset + Int64(place)
        for fact in machine.take(record, revision: revision) {
          try insert(fact, season: machine.season, match: record.matchID, connection)
        }
        if case .frame = record { continue }
        try insert(record, season: machine.season, at: revision, connection)
      }
    }
  }

  private static func insert(
    _ record: FeedRecord, season: String, at offset: Int64, _ connection: Connection
  ) throws {
    var writer = JSONWriter(capacity: 2048)
    record.write(into: &writer)
    let node = try JSONParser(maxBytes: 1 << 20).parse(writer.bytes)
    let id = node["id"]?.string ?? ""
    _ = try connection.query(
      """
      INSERT INTO feed_football
        (match_id, season, id, revision, withdrawn, type, topic, partition, kafka_offset, ingested_at, record)
      VALUES ($1, $2, $3, $4, $5, $6, 'feed.football', 0, $7, now(), $8)
      """,
      [
        .text(record.matchID), .text(season), .text(id), .int(node["revision"]?.int64 ?? 0),
        .bool(node["withdrawn"]?.bool ?? false), node["type"]?.string.map { .text($0) } ?? .null,
        .int(offset),
        .text(String(decoding: writer.bytes, as: UTF8.self)),
      ])
    guard case .match(let moment) = record, moment.moment == .announced else { return }
    _ = try connection.query(
      """
      INSERT INTO matches (match_id, season, topic, partition, first_offset)
      VALUES ($1, $2, 'feed.football', 0, $3) ON CONFLICT DO NOTHING
      """, [.text(record.matchID), .text(season), .int(offset)])
  }

  private static func insert(
    _ fact: FactRecord, season: String, match: String, _ connection: Connection
  ) throws {
    let node = try JSONParser(maxBytes: 1 << 20).parse(fact.json)
    _ = try connection.query(
      """
      INSERT INTO xgoals (match_id, season, id, revision, withdrawn, period, clock_s, topic, partition, kafka_offset,
        ingested_at, record)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 'facts.xgoals', 0, $4, now(), $8)
      """,
      [
        .text(match), .text(season), .text(fact.id), .int(fact.revision), .bool(fact.isWithdrawn),
        node["period"]?.int64.map { .int($0) } ?? .null, node["clock_s"]?.double.map { .double($0) } ?? .null,
        .text(String(decoding: fact.json, as: UTF8.self)),
      ])
  }
}
