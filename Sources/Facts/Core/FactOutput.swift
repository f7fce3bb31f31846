import Football
import Formats

/// One record of a fact, ready to be published.
public struct FactRecord: Sendable, Equatable {
  public var id: String
  public var revision: Int64
  public var isWithdrawn: Bool
  /// Event time: what `ce_time` says.
  public var time: Timestamp?
  /// The JSON text.
  public var json: [UInt8]
}

/// What a fact asserts while it takes one record.
///
/// Assertions equal to what is already published are dropped, so a fact may say again what has not changed.
/// All that one log record changes in one id is one revision: the last word stands.
public struct FactOutput: Sendable {
  public let matchID: String
  public let season: String
  /// The revision that everything asserted now gets: the offset in the feed of the record being taken.
  public let revision: Int64
  private var pending: [String: Pending] = [:]
  /// Ids in the order in which they were first spoken of: the order of publication.
  private var order: [String] = []

  private struct Pending: Sendable {
    var record: FactRecord
    /// Of the fact's own content; nil when the record is taken back.
    var hash: UInt64?
  }

  init(matchID: String, season: String, revision: Int64) {
    self.matchID = matchID
    self.season = season
    self.revision = revision
  }

  /// Says that the record `id` has this content; `body` writes the fact's own fields.
  public mutating func assert(
    id: String, period: Int?, clock: Double?, time: Timestamp?, _ body: (inout JSONWriter) -> Void
  ) {
    assert(id: id, time: time) { content in
      content.field("period", period)
      content.field("clock_s", clock.map(rounded9))
      content.field("event_time", time.map { $0.description })
      body(&content)
    }
  }

  /// The same of a race, whose clock is that of the session.
  public mutating func assert(
    id: String, lap: Int, sessionTime: Double, time: Timestamp?, _ body: (inout JSONWriter) -> Void
  ) {
    assert(id: id, time: time) { content in
      content.field("lap", lap)
      content.field("session_s", rounded9(sessionTime))
      content.field("event_time", time.map { $0.description })
      body(&content)
    }
  }

  private mutating func assert(id: String, time: Timestamp?, _ body: (inout JSONWriter) -> Void) {
    var content = JSONWriter(capacity: 768)
    writeHead(id: id, isWithdrawn: false, into: &content)
    let headLength = content.bytes.count
    body(&content)
    content.endObject()
    let json = content.bytes
    add(
      FactRecord(id: id, revision: revision, isWithdrawn: false, time: time, json: json),
      hash: json.withUnsafeBytes { ContentHash.fnv1a64($0[headLength...]) })
  }

  /// Takes the record `id` back, if it was ever asserted.
  public mutating func withdraw(id: String, time: Timestamp? = nil) {
    var content = JSONWriter(capacity: 192)
    writeHead(id: id, isWithdrawn: true, into: &content)
    content.field("event_time", time.map { $0.description })
    content.endObject()
    add(
      FactRecord(id: id, revision: revision, isWithdrawn: true, time: time, json: content.bytes), hash: nil)
  }

  /// What is to be published, given what has been, which is brought up to date.
  consuming func finish(updating published: inout PublishedFacts) -> [FactRecord] {
    var records: [FactRecord] = []
    for id in order {
      guard let change = pending[id], published.hashes[id] != change.hash else { continue }
      published.hashes[id] = change.hash
      records.append(change.record)
    }
    return records
  }

  private mutating func add(_ record: FactRecord, hash: UInt64?) {
    if pending.updateValue(Pending(record: record, hash: hash), forKey: record.id) == nil {
      order.append(record.id)
    }
  }

  private func writeHead(id: String, isWithdrawn: Bool, into content: inout JSONWriter) {
    content.beginObject()
    content.field("match_id", matchID)
    content.field("season", season)
    content.field("id", id)
    content.field("revision", revision)
    content.field("withdrawn", isWithdrawn)
  }
}

/// Content hashes of what is published of one fact of one match: enough to leave out repeats.
struct PublishedFacts: Sendable {
  var hashes: [String: UInt64] = [:]
}
