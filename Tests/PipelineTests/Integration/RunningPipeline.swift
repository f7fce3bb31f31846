import Facts
import Football
import Foundation
import Kafka
import Postgres
import Telemetry
import Testing
import TouchlineKit

@testable import Pipeline

/// A whole pipeline in this process, on the servers that the environment names, with topics, groups and a schema
/// of its own that are removed afterwards.
final class RunningPipeline: @unchecked Sendable {
  static let brokers = ProcessInfo.processInfo.environment["TOUCHLINE_TEST_KAFKA"] ?? ""
  static let database = ProcessInfo.processInfo.environment["TOUCHLINE_TEST_DATABASE"] ?? ""
  static var isPossible: Bool { !brokers.isEmpty && !database.isEmpty }
  static let absent: Comment = "needs TOUCHLINE_TEST_KAFKA (host:port) and TOUCHLINE_TEST_DATABASE (URL)"

  let settings: PipelineSettings
  let admin: Admin
  let connection: Connection
  private(set) var cancellation = Cancellation()
  private var threads: [Thread] = []
  private let left = Locked(0)
  private let failures = Locked<[String]>([])

  /// - Parameters:
  ///   - dispatches: false to start the dispatcher later.
  ///   - facts: settings of the facts, such as other models.
  init(dispatches: Bool = true, facts: FactSettings = FactSettings()) throws {
    let name = "test\(UInt32.random(in: 0 ... .max))"
    settings = PipelineSettings(
      kafka: KafkaConfiguration(bootstrapServers: Self.brokers, clientID: name), databaseURL: Self.database,
      schema: name, names: Names(prefix: name), instance: "reading", facts: facts,
      topics: try TopicCatalogue.embedded(), logger: Logger(label: "test"))
    admin = try Admin(settings.kafka)
    connection = try Connection(settings.connectionOptions)
    try Schema.migrator().apply(connection)
    let administration = try TopicAdministration(settings.kafka, names: settings.names)
    try administration.apply(
      try administration.changes(toward: settings.topics, maxReplicas: nil, maxPartitions: nil))
    if dispatches { startDispatcher() }
    startWorkers()
  }

  func startDispatcher() { start(Dispatcher.services(settings)) }

  private func startWorkers() {
    start(
      Catalogue.facts.map { FactWorker.service($0, settings) }
        + Catalogue.rankings.map { RankingWorker.service($0, settings) })
  }

  /// Ends all of it and starts it again; what the workers held in memory is gone.
  func restart() throws {
    stop()
    guard left.withLock({ $0 }) == 0 else { throw PipelineError("the services do not end") }
    cancellation = Cancellation()
    startDispatcher()
    startWorkers()
  }

  private func stop() {
    cancellation.cancel()
    let end = ContinuousClock.now + .seconds(30)
    while left.withLock({ $0 }) > 0, ContinuousClock.now < end { usleep(20_000) }
  }

  private func start(_ services: [any Service]) {
    left.withLock { $0 += services.count }
    for service in services {
      let thread = Thread { [cancellation, left, failures] in
        do { try service.run(until: cancellation) } catch { failures.withLock { $0.append("\(error)") } }
        left.withLock { $0 -= 1 }
      }
      threads.append(thread)
      thread.start()
    }
  }

  /// Ends it and removes what it made. Returns what went wrong in it.
  func end() -> [String] {
    stop()
    _ = try? connection.execute("DROP SCHEMA IF EXISTS \(settings.schema) CASCADE")
    connection.close()
    let ours = (try? admin.topics().map(\.name).filter { $0.hasPrefix(settings.names.prefix) }) ?? []
    _ = try? admin.deleteTopics(ours)
    let groups = (try? admin.groups().filter { $0.hasPrefix(settings.names.prefix) }) ?? []
    _ = try? admin.deleteGroups(groups)
    admin.close()
    return failures.withLock { $0 }
  }

  func produce(_ match: MatchBuilder) throws { try produce(match.records, to: "feed.football") }

  func produce(_ records: some Sequence<FeedRecord>, to topic: String) throws {
    let producer = try Producer(settings.kafka)
    defer { producer.close() }
    var encoder = FeedRecordEncoder()
    for record in records {
      try encoder.encode(record) { key, value, headers in
        try producer.produce(to: settings.names.topic(topic), key: key, value: value, headers: headers)
      }
    }
    try producer.flush()
  }

  func produce(_ text: String, key: String) throws {
    let producer = try Producer(settings.kafka)
    defer { producer.close() }
    try producer.produce(
      to: settings.names.topic("feed.football"), key: Array(key.utf8).span.bytes,
      value: Array(text.utf8).span.bytes, headers: HeaderList([("ce_type", "football.event"), ("mine", "x")]))
    try producer.flush()
  }

  /// Waits until every group has dealt with everything, twice in a row.
  func waitUntilQuiet() throws -> PipelineStatus {
    let probe = StatusProbe(settings, timeout: .seconds(10), cancellation: cancellation)
    defer { probe.close() }
    var quiet = 0
    for _ in 0..<60 {
      let status = probe.look()
      if let trouble = status.brokerTrouble ?? status.databaseTrouble { throw PipelineError(trouble) }
      let hasRead = status.lags.contains { !$0.isNew && $0.partitions.contains { $0.end > 0 } }
      quiet = hasRead && status.lags.allSatisfy { $0.total == 0 } ? quiet + 1 : 0
      if quiet == 2 { return status }
    }
    throw PipelineError("the pipeline does not come to rest: \(failures.withLock { $0 })")
  }

  /// The records of topics up to their present ends.
  func read(_ topics: [String], from start: ReadStart = .beginning) throws -> [ReadRecord] {
    let reader = try RecordReader(settings.kafka, admin: admin, topics: topics, follows: false)
    defer { reader.close() }
    var records: [ReadRecord] = []
    try reader.run(from: start, cancellation: Cancellation()) { record in
      records.append(record)
      return true
    }
    return records
  }
}

/// Blocking work runs on a thread of its own: on the cooperative pool it would starve other tests.
func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
