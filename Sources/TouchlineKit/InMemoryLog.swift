import Facts
import Football

/// A feed topic in memory: records at offsets 0, 1, 2, …, and facts computed over them as the runtime would.
public struct InMemoryLog: Sendable {
  public private(set) var records: [FeedRecord] = []

  public init(_ records: [FeedRecord] = []) { self.records = records }

  /// Returns the record's offset.
  @discardableResult
  public mutating func append(_ record: FeedRecord) -> Int64 {
    records.append(record)
    return Int64(records.count - 1)
  }

  public mutating func append(contentsOf more: [FeedRecord]) { records += more }

  /// Everything that a fact publishes over the whole log, in order; one machine for each match, and the revision of each
  /// record is the offset that caused it.
  public func run<Fact: MatchFact>(_ fact: Fact.Type, settings: FactSettings = FactSettings()) -> [FactRecord]
  {
    run(FactKind(fact), settings: settings)
  }

  public func run(_ kind: FactKind, settings: FactSettings = FactSettings()) -> [FactRecord] {
    var machines: [String: any MatchMachineProtocol] = [:]
    var published: [FactRecord] = []
    for (offset, record) in records.enumerated()
    where kind.reads.contains(record.type) || record.type == .match {
      var machine = machines[record.matchID] ?? kind.makeMachine(settings)
      published += machine.take(record, revision: Int64(offset))
      machines[record.matchID] = machine
    }
    return published
  }

  /// What stands after all that was published: the newest revision of each id, without the withdrawn.
  public static func current(_ published: [FactRecord]) -> [String: FactRecord] {
    var current: [String: FactRecord] = [:]
    for record in published where record.revision >= current[record.id]?.revision ?? .min {
      current[record.id] = record
    }
    return current.filter { !$0.value.isWithdrawn }
  }
}
