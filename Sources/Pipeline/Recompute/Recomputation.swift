import Facts
import Football
import Formats
import Kafka
import Postgres

/// Brings stored facts to another model: appends a record to each match's log, on which the workers publish the
/// match's facts again, at that record's offset, and stay on that model.
public struct Recomputation: Sendable {
  public var fact: String
  /// Always named, so that the log says the same when the catalogue has grown.
  public var model: String
  /// Names the request within each match, e.g. a time.
  public var id: String

  /// A match with the place of its log.
  public struct Target: Sendable, Equatable {
    public var match: String
    public var isPruned: Bool
    var home: TopicPartition
  }

  public init(fact: String, model: String, id: String) {
    self.fact = fact
    self.model = model
    self.id = id
  }

  /// Matches by id, or all of a season, in order of kick-off.
  ///
  /// - Throws: `UnknownName` for a match or season that is not stored.
  public static func targets(
    matches: [String], season: String?, _ connection: Connection
  ) throws -> [Target] {
    let all = try connection.query(
      "SELECT match_id, season, pruned_at IS NOT NULL, topic, partition FROM matches ORDER BY kick_off, match_id"
    ).map { row in
      (
        season: try row.decode(1, as: String.self),
        target: Target(
          match: try row.decode(0), isPruned: try row.decode(2),
          home: TopicPartition(try row.decode(3), Int32(try row.decode(4, as: Int.self))))
      )
    }
    for match in matches where !all.contains(where: { $0.target.match == match }) {
      throw UnknownName(kind: "match", name: match, candidates: all.map(\.target.match))
    }
    if let season, !all.contains(where: { $0.season == season }) {
      throw UnknownName(kind: "season", name: season, candidates: Set(all.map(\.season)).sorted())
    }
    return all.filter { $0.season == season || matches.contains($0.target.match) }.map(\.target)
  }

  /// Appends the request to the logs; pruned matches have none any more.
  ///
  /// - Returns: how many it was appended to.
  public func append(to targets: [Target], _ settings: PipelineSettings) throws -> Int {
    let producer = try Producer(settings.kafka)
    defer { producer.close() }
    var encoder = FeedRecordEncoder()
    var count = 0
    for target in targets where !target.isPruned {
      let request = FeedRecord.recompute(
        Recompute(
          matchID: target.match, id: id, fact: fact, model: model,
          sport: Catalogue.fact(fact)?.sport ?? "football"))
      try encoder.encode(request) { key, value, headers in
        try producer.produce(
          to: target.home.topic, partition: target.home.partition, key: key, value: value, headers: headers)
      }
      count += 1
    }
    try producer.flush()
    return count
  }
}
