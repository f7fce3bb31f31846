import Facts
import Football
import Kafka
import Telemetry

/// Finds the state for a record of a match that is not open here: a new one for a match that begins, the old one
/// read again from the match's own log for one that was closed.
final class ClosedMatches {
  private let fact: FactKind
  private let settings: PipelineSettings
  private let member: GroupMember
  private let admin: Admin
  private let log: MatchLog
  /// Matches found unknown, by partition: they stay so until their announcement comes by here.
  private var unknown: [TopicPartition: Set<String>] = [:]
  private static let unknownLimit = 10_000

  init(_ fact: FactKind, _ settings: PipelineSettings, _ member: GroupMember, _ admin: Admin) throws {
    self.fact = fact
    self.settings = settings
    self.member = member
    self.admin = admin
    log = try MatchLog(settings, admin)
  }

  func close() { log.close() }

  func forget() { unknown = [:] }

  /// - Returns: nil if the match is not known at this offset, or the dispatcher refused the record.
  func machine(
    for record: FeedRecord, _ item: RecordBatch.Item
  ) throws -> (any MatchMachineProtocol)? {
    let (id, partition) = (record.matchID, item.partition)
    if record.opening != nil {
      let first = try log.firstOrigin(id)
      if let first, first.partition != partition { return nil }
      unknown[partition]?.remove(id)
      if first.map({ $0.offset >= item.offset }) ?? true { return fact.makeMachine(settings.facts) }
    }
    if unknown[partition]?.contains(id) == true { return nil }
    if let machine = try member.whilePaused({ try reopen(id, before: item) }) { return machine }
    if unknown[partition]?.count ?? 0 >= Self.unknownLimit { unknown[partition] = [] }
    unknown[partition, default: []].insert(id)
    return nil
  }

  /// Reads the match's own log up to just before this record.
  private func reopen(_ id: String, before item: RecordBatch.Item) throws -> (any MatchMachineProtocol)? {
    try waitForDispatcher(past: item)
    var machine = fact.makeMachine(settings.facts)
    var isThere = false
    try log.read(id, upTo: item.offset, of: item.partition) { record, origin in
      try member.keepPlace()
      if origin == item.offset {
        isThere = true
        return false
      }
      if let record {
        try settings.facts.checkModel(of: record, for: fact)
        _ = machine.take(record, revision: origin)
      }
      return true
    }
    return isThere && machine.isAnnounced ? machine : nil
  }

  /// Only a log that the dispatcher has filled past the record says all that came before it.
  private func waitForDispatcher(past item: RecordBatch.Item) throws {
    let group = settings.names.group(Dispatcher.feedsGroup)
    while true {
      let offset = try admin.committedOffsets(of: group, [item.partition])[item.partition]?.offset ?? 0
      if offset > item.offset { return }
      settings.logger.every(5).info(
        "\(fact.name): waiting for the dispatcher to reach a record of a match that is not open",
        [.partition: LogValue(item.partition.partition), .offset: LogValue(item.offset)])
      try member.keepPlace()
      sleepMilliseconds(50)
    }
  }
}
