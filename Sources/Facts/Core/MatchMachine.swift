import Football
import Formats

/// One fact of one match: feeds the fact each (id, revision) of the log once and only newer revisions of an id,
/// and publishes what changed.
public struct MatchMachine<Fact: MatchFact>: MatchMachineProtocol {
  public private(set) var isAnnounced = false
  public private(set) var isClosed = false
  public private(set) var season = ""
  private var fact: Fact
  private var published = PublishedFacts()
  /// Newest revision seen of each id, tombstones of withdrawn events included.
  private var newest: [String: Int64] = [:]

  public init(settings: FactSettings) { fact = Fact(settings: settings) }

  public mutating func take(_ record: FeedRecord, revision: Int64) -> [FactRecord] {
    guard isNews(record) else { return [] }
    if let opening = record.opening {
      // Another season would be another key: the dispatcher refuses it too.
      if isAnnounced, opening.season != season { return [] }
      isAnnounced = true
      season = opening.season
    }
    // A closed match stays closed: a late correction is taken, but nothing more is expected.
    if record.isClosing { isClosed = true }
    var output = FactOutput(matchID: record.matchID, season: season, revision: revision)
    fact.apply(record, into: &output)
    return output.finish(updating: &published)
  }

  private mutating func isNews(_ record: FeedRecord) -> Bool {
    switch record {
    case .match(let moment): isNews("match/\(moment.id)", moment.revision)
    case .event(let event): isNews(event.id, event.revision)
    case .recompute(let request): isNews("recompute/\(request.id)", request.revision)
    case .session(let record): isNews("session/\(record.id)", record.revision)
    case .timing(let timing): isNews(timing.id, timing.revision)
    case .frame: true  // a fact that keeps frames knows them by period and number
    }
  }

  private mutating func isNews(_ id: String, _ revision: Int64) -> Bool {
    if let seen = newest[id], seen >= revision { return false }
    newest[id] = revision
    return true
  }
}

/// A match's state of any fact, as the runtime holds it.
public protocol MatchMachineProtocol: Sendable {
  /// The match's announcement has been taken. Nothing else may be taken before it.
  var isAnnounced: Bool { get }
  /// Nothing more is expected: the state may be dropped.
  var isClosed: Bool { get }
  /// The key under which the records are published.
  var season: String { get }
  /// Takes the next record of the log; `revision` is its offset in the feed topic.
  mutating func take(_ record: FeedRecord, revision: Int64) -> [FactRecord]
}

/// A fact as the runtime knows it: by name, without its type.
public struct FactKind: Sendable {
  public let name: String
  public let reads: Set<FeedRecordType>
  /// Of the feeds that it reads.
  public let sport: String
  /// It goes out before the others where the brokers are busy.
  public let isAwaited: Bool
  public let makeMachine: @Sendable (FactSettings) -> any MatchMachineProtocol

  public init<Fact: MatchFact>(_ fact: Fact.Type, isAwaited: Bool = false) {
    name = Fact.name
    reads = Fact.reads
    sport = Fact.reads.map(\.sport).min() ?? ""
    self.isAwaited = isAwaited
    makeMachine = { MatchMachine<Fact>(settings: $0) }
  }
}
