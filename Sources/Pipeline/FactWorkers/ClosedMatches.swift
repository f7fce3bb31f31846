import Facts
import Football
import Kafka
import Telemetry

/// Finds the state for a record of a match that is not open here: a new one for a match that begins, the old one
/// read again from the match's own log for one that was closed, also where it is announced once more.
///
/// A match has begun before if its announcement came by here, or if its log, which the dispatcher fills, tells of an
/// earlier one. So nobody waits for the dispatcher at a match's beginning unless it lies behind the place from which
/// this member reads.
final class ClosedMatches {
  private let fact: FactKind
  private let settings: PipelineSettings
  private let member: GroupMember
  private let admin: Admin
  private let log: MatchLog
  /// Matches found unknown, by partition: they stay so until their announcement comes by here.
  private var unknown: [TopicPartition: Set<String>] = [:]
  /// Matches whose announcement came by here since `starts`.
  private var begun: [TopicPartition: Set<String>] = [:]
  /// From there on this member has seen everything.
  private var starts: Offsets = [:]
  /// How far the dispatcher is known to have come.
  private var reached: Offsets = [:]
  private static let limit = 10_000

  init(_ fact: FactKind, _ settings: PipelineSettings, _ member: GroupMember, _ admin: Admin) throws {
    self.fact = fact
    self.settings = settings
    self.member = member
    self.admin = admin
    log = try MatchLog(settings)
  }

  func close() { log.close() }

  /// Forgets what came by, for a new assignment that is read from these offsets on.
  func begin(at starts: Offsets) {
    unknown = [:]
    begun = [:]
    self.starts = starts
  }

  /// - Returns: nil if the match is not known at this offset, or the dispatcher refused the record.
  func machine(
    for record: FeedRecord, _ item: RecordBatch.Item
  ) throws -> (any MatchMachineProtocol)? {
    let (id, partition) = (record.matchID, item.partition)
    if record.opening != nil, begun[partition]?.contains(id) != true {
      try waitForDispatcher(toReach: starts[partition] ?? 0, of: partition)
      let first = try log.firstOrigin(id)
      if let first, first.partition != partition { return nil }
      unknown[partition]?.remove(id)
      noteBegun(id, item)
      if first.map({ $0.offset >= item.offset }) ?? true { return fact.makeMachine(settings.facts) }
    }
    if unknown[partition]?.contains(id) == true { return nil }
    if let machine = try member.whilePaused({ try reopen(id, before: item) }) { return machine }
    if unknown[partition]?.count ?? 0 >= Self.limit { unknown[partition] = [] }
    unknown[partition, default: []].insert(id)
    return nil
  }

  private func noteBegun(_ id: String, _ item: RecordBatch.Item) {
    if begun[item.partition]?.count ?? 0 >= Self.limit {
      begun[item.partition] = []
      starts[item.partition] = item.offset
    }
    begun[item.partition, default: []].insert(id)
  }

  /// Reads the match's own log up to just before this record.
  private func reopen(_ id: String, before item: RecordBatch.Item) throws -> (any MatchMachineProtocol)? {
    // Only a log that the dispatcher has filled past the record says all that came before it.
    try waitForDispatcher(toReach: item.offset + 1, of: item.partition)
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

  /// Pauses only if there is something to wait for: to pause drops what was fetched ahead.
  private func waitForDispatcher(toReach offset: Int64, of partition: TopicPartition) throws {
    if try hasReached(offset, of: partition) { return }
    try member.whilePaused {
      while try !hasReached(offset, of: partition) {
        settings.logger.every(5).info(
          "\(fact.name): waiting for the dispatcher to reach a record of a match that is not open",
          [.partition: LogValue(partition.partition), .offset: LogValue(offset)])
        try member.keepPlace()
        sleepMilliseconds(50)
      }
    }
  }

  private func hasReached(_ offset: Int64, of partition: TopicPartition) throws -> Bool {
    if offset <= reached[partition] ?? 0 { return true }
    let group = settings.names.group(Dispatcher.feedsGroup)
    let now = try admin.committedOffsets(of: group, [partition])[partition]?.offset ?? 0
    reached[partition] = now
    return now >= offset
  }
}
