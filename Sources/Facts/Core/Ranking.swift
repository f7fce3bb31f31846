import Formats

/// A ranking of one season: a pure fold over the facts of that season.
///
/// Its state is a map from (match, id) to the newest revision and so free of order; sums are exact
/// (`ExactSum`) or taken in a fixed order, so that no order of arrival changes a bit.
public protocol Ranking: Sendable {
  /// The ranking's name: its topic `rankings.<name>`, its table `ranking_<name>`, its group `ranking-<name>`.
  static var name: String { get }
  /// The facts it reads.
  static var inputs: [String] { get }
  /// The tables it publishes, e.g. `corner_attack`.
  static var kinds: [String] { get }

  init(season: String, settings: FactSettings)

  /// Takes the newest revision of a fact (or its withdrawal) and returns the kinds that may have changed.
  mutating func apply(_ input: RankingInput) throws(FieldError) -> [String]

  /// The whole table of a kind as it now stands, in order of rank, then subject.
  mutating func entries(kind: String) -> [RankingEntry]
}

/// A fact record as a ranking reads it.
public struct RankingInput {
  public let fact: String
  public let matchID: String
  public let id: String
  public let revision: Int64
  public let isWithdrawn: Bool
  /// Event time, for `as_of`.
  public let time: String?
  /// The whole record; of a withdrawn one only the common fields are there.
  public let record: JSONNode

  public init(fact: String, record: JSONNode) throws(FieldError) {
    self.fact = fact
    self.record = record
    matchID = try record.requireString("match_id")
    id = try record.requireString("id")
    revision = try record.requireInt64("revision")
    isWithdrawn = record["withdrawn"]?.bool ?? false
    time = record["event_time"]?.string
  }
}

/// A subject's row in a ranking.
public struct RankingEntry: Sendable, Equatable {
  /// The team's or player's id.
  public var subject: String
  public var name: String?
  /// Rounded as published.
  public var score: Double?
  public var rank: Int?
  /// JSON object of everything the score was made of.
  public var components: [UInt8]

  /// `components` writes the fields of the object.
  public init(
    subject: String, name: String?, score: Double?, rank: Int?, components: (inout JSONWriter) -> Void
  ) {
    self.subject = subject
    self.name = name
    self.score = score.map(rounded9)
    self.rank = rank
    var writer = JSONWriter(capacity: 256)
    writer.beginObject()
    components(&writer)
    writer.endObject()
    self.components = writer.bytes
  }

  /// - Parameter components: a whole JSON object.
  public init(subject: String, name: String?, score: Double?, rank: Int?, components: [UInt8]) {
    self.subject = subject
    self.name = name
    self.score = score.map(rounded9)
    self.rank = rank
    self.components = components
  }
}
