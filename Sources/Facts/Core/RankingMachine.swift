import Formats

/// One update of a ranking: the rows of one kind that changed.
public struct RankingRecord: Sendable, Equatable {
  public var kind: String
  public var revision: Int64
  public var asOf: String?
  public var trigger: RankingTrigger
  public var json: [UInt8]
  /// The end of `ce_type` of a message that is no update of a table, e.g. `skill-badge`; nil: `ranking-<name>`.
  public var type: String? = nil
}

/// The fact record that caused an update.
public struct RankingTrigger: Sendable, Equatable {
  public var matchID: String
  public var fact: String
  public var id: String
  public var revision: Int64
  public init(matchID: String, fact: String, id: String, revision: Int64) {
    self.matchID = matchID
    self.fact = fact
    self.id = id
    self.revision = revision
  }
}

/// One ranking of one season: takes each fact revision once, remembers what is published and publishes what
/// changed.
public struct RankingMachine<R: Ranking>: RankingMachineProtocol {
  public let season: String
  private var ranking: R
  /// Newest revision taken of each fact's (match, id).
  private var newest: [String: Int64] = [:]
  /// Each kind's rows as published, by subject.
  private var published: [String: [String: RankingEntry]] = [:]
  private var touched: Set<String> = []
  private var trigger: RankingTrigger?
  private var asOf: String?

  public init(season: String, settings: FactSettings) {
    self.season = season
    ranking = R(season: season, settings: settings)
  }

  public mutating func take(_ input: RankingInput) throws(FieldError) {
    let key = "\(input.fact)/\(input.matchID)/\(input.id)"
    if let seen = newest[key], seen >= input.revision { return }
    let kinds = try ranking.apply(input)
    newest[key] = input.revision
    guard !kinds.isEmpty else { return }
    touched.formUnion(kinds)
    trigger = RankingTrigger(
      matchID: input.matchID, fact: input.fact, id: input.id, revision: input.revision)
    asOf = input.time
  }

  public mutating func update(revision: Int64) -> [RankingRecord] {
    guard let trigger else { return [] }
    let kinds = R.kinds.filter(touched.contains)
    touched.removeAll()
    self.trigger = nil
    return kinds.compactMap { record(kind: $0, revision: revision, trigger: trigger) }
  }

  public mutating func markPublished() {
    for kind in R.kinds {
      published[kind] = Dictionary(
        ranking.entries(kind: kind).map { ($0.subject, $0) }, uniquingKeysWith: { _, last in last })
    }
    touched.removeAll()
    trigger = nil
  }

  private mutating func record(
    kind: String, revision: Int64, trigger: RankingTrigger
  ) -> RankingRecord? {
    let entries = ranking.entries(kind: kind)
    var before = published[kind] ?? [:]
    var now: [String: RankingEntry] = [:]
    now.reserveCapacity(entries.count)
    var writer = JSONWriter(capacity: 512 + 320 * entries.count)
    RankingHead(ranking: R.name, season: season, kind: kind, revision: revision, asOf: asOf, trigger: trigger)
      .begin(&writer)
    writer.key("entries")
    writer.beginArray()
    var count = 0
    for entry in entries {
      now[entry.subject] = entry
      if before.removeValue(forKey: entry.subject) == entry { continue }
      count += 1
      write(entry, into: &writer)
    }
    for subject in before.keys.sorted() {
      count += 1
      writer.beginObject()
      writer.field("subject", subject)
      writer.field("withdrawn", true)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    published[kind] = now
    guard count > 0 else { return nil }
    return RankingRecord(
      kind: kind, revision: revision, asOf: asOf, trigger: trigger, json: writer.bytes)
  }

  private func write(_ entry: RankingEntry, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("subject", entry.subject)
    writer.field("withdrawn", false)
    writer.field("name", entry.name)
    writer.field("score", entry.score)
    writer.field("rank", entry.rank)
    writer.key("components")
    writer.raw(entry.components)
    writer.endObject()
  }
}

/// A season's state of any ranking, as the runtime holds it.
public protocol RankingMachineProtocol: Sendable {
  var season: String { get }
  /// Takes a fact record; older revisions than one already taken change nothing.
  mutating func take(_ input: RankingInput) throws(FieldError)
  /// What changed since the last update; `revision` is the sum of the input positions.
  mutating func update(revision: Int64) -> [RankingRecord]
  /// Declares what stands now as already published (after loading from the store).
  mutating func markPublished()
}

/// A ranking as the runtime knows it: by name, without its type.
public struct RankingKind: Sendable {
  public let name: String
  public let inputs: [String]
  public let kinds: [String]
  /// It goes out before the others where the brokers are busy.
  public let isAwaited: Bool
  public let makeMachine: @Sendable (_ season: String, FactSettings) -> any RankingMachineProtocol

  public init<R: Ranking>(_ ranking: R.Type, isAwaited: Bool = false) {
    name = R.name
    inputs = R.inputs
    kinds = R.kinds
    self.isAwaited = isAwaited
    makeMachine = { RankingMachine<R>(season: $0, settings: $1) }
  }

  /// A ranking with a machine of its own.
  public init(
    name: String, inputs: [String], kinds: [String],
    makeMachine: @escaping @Sendable (_ season: String, FactSettings) -> any RankingMachineProtocol
  ) {
    self.name = name
    self.inputs = inputs
    self.kinds = kinds
    isAwaited = false
    self.makeMachine = makeMachine
  }
}
