import Football
import Foundation
import Kafka
import Telemetry
import Testing

@testable import Pipeline

@Suite struct FeedProductionTests {
  static func settings(_ servers: String = "127.0.0.1:1", prefix: String = "") throws -> PipelineSettings {
    PipelineSettings(
      kafka: KafkaConfiguration(bootstrapServers: servers), databaseURL: "", names: Names(prefix: prefix),
      instance: "test", facts: .init(), topics: try TopicCatalogue.embedded(), logger: Logger(label: "test"))
  }

  @Test func matchesSideBySideKeepTheirOrder() async throws {
    let files = try ["a", "b", "c", "d"].map {
      try TemporaryFile(SmallMatch.lines(SmallMatch.records($0, passes: 300)))
    }
    var options = ProduceOptions(paths: files.map(\.path))
    options.parallel = 3
    let production = FeedProduction(options, try Self.settings())
    let lines = Locked<[String]>([])
    let report = try await WorkThread.run {
      try production.dryRun(until: Cancellation()) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        lines.withLock { $0.append(text) }
      }
    }
    #expect(report.records == 4 * 607 && report.inputsDone == 4 && report.matches == ["a", "b", "c", "d"])
    let all = lines.withLock { $0 }
    for id in ["a", "b", "c", "d"] {
      let own = all.filter { $0.contains("\"match_id\":\"\(id)\"") }
      #expect(own == SmallMatch.lines(SmallMatch.records(id, passes: 300)))
    }
    withExtendedLifetime(files) {}
  }

  @Test func aMissingFileIsSaidSo() throws {
    let production = FeedProduction(ProduceOptions(paths: ["/no/such/folder"]), try Self.settings())
    let error = #expect(throws: ProduceError.self) {
      try production.dryRun(until: Cancellation(), line: nil)
    }
    #expect(error?.kind == .input)
    #expect(error?.description.contains("/no/such/folder") == true)
  }

  @Test func aBrokerThatIsAwayIsWaitedForAndThenUnavailable() async throws {
    let file = try TemporaryFile(SmallMatch.lines(SmallMatch.records("m")))
    var options = ProduceOptions(paths: [file.path])
    options.timeout = .milliseconds(300)
    let production = FeedProduction(options, try Self.settings())
    let error = await #expect(throws: ProduceError.self) {
      try await WorkThread.run { _ = try production.run(until: Cancellation()) }
    }
    #expect(error?.kind == .unavailable)
    #expect(error?.description.contains("127.0.0.1:1") == true)
    withExtendedLifetime(file) {}
  }
}

private let servers = ProcessInfo.processInfo.environment["TOUCHLINE_TEST_KAFKA"] ?? ""

/// A feed topic of the test's own.
private struct TestFeed {
  let settings: PipelineSettings
  let topic: String

  init() throws {
    settings = try FeedProductionTests.settings(
      servers, prefix: "test-produce-\(UInt32.random(in: 0 ... .max))")
    topic = settings.names.topic("feed.football")
    let admin = try Admin(settings.kafka)
    defer { admin.close() }
    let refused = try admin.createTopics([
      NewTopic(topic, partitions: 3, replication: 1, configuration: ["max.message.bytes": "100000"])
    ])
    #expect(refused.isEmpty)
  }

  func remove() { _ = try? Admin(settings.kafka).deleteTopics([topic]) }

  func produce(
    _ lines: [String], until cancellation: Cancellation = Cancellation(),
    _ change: (inout FeedProduction) -> Void = { _ in }
  ) throws -> ProduceReport {
    let file = try TemporaryFile(lines)
    defer { withExtendedLifetime(file) {} }
    var production = FeedProduction(ProduceOptions(paths: [file.path]), settings)
    change(&production)
    return try production.run(until: cancellation)
  }

  /// `key name` of every record, by partition.
  func log() throws -> [Int32: [String]] {
    let consumer = try Consumer(settings.kafka, reportsEnds: true)
    defer { consumer.close() }
    try consumer.assign(
      Dictionary(uniqueKeysWithValues: (0..<3).map { (TopicPartition(topic, $0), .beginning) }))
    var log: [Int32: [String]] = [:]
    let end = ContinuousClock.now + .seconds(30)
    while !consumer.isAtEnd, ContinuousClock.now < end {
      try consumer.poll(timeout: .milliseconds(100)) { message in
        #expect(message.headerText(Header.subject) == message.keyText)
        #expect(message.headerText(Header.specVersion) == "1.0")
        log[message.partition, default: []].append(
          "\(message.keyText ?? "-") \(message.headerText(Header.id) ?? "-")")
      }
    }
    return log
  }
}

@Suite(.enabled(if: !servers.isEmpty, "TOUCHLINE_TEST_KAFKA does not name a running Kafka broker"))
struct FeedProductionOnKafkaTests {
  private func withFeed(_ body: @escaping @Sendable (TestFeed) throws -> Void) async throws {
    try await WorkThread.run {
      let feed = try TestFeed()
      defer { feed.remove() }
      try body(feed)
    }
  }

  @Test func liveMatchesAreSeenByTheirFeeds() async throws {
    try await withFeed { feed in
      let play = try LivePlay(feed.settings)
      defer { play.close() }
      #expect(play.isOn == nil && play.pace.isBesideLive)
      func lookUntil(_ isOn: Bool) {
        for _ in 0..<100 where play.isOn != isOn {
          play.look()
          usleep(50_000)
        }
        #expect(play.isOn == isOn && play.pace.isBesideLive == isOn)
      }
      lookUntil(false)
      _ = try feed.produce(SmallMatch.lines(SmallMatch.records("m")))
      lookUntil(true)
      // A few seconds without a record.
      lookUntil(false)
    }
  }

  @Test func aMatchStaysInOnePartitionAndInOrder() async throws {
    try await withFeed { feed in
      let (a, b) = (SmallMatch.records("match-a", passes: 500), SmallMatch.records("match-b", passes: 500))
      let report = try feed.produce(SmallMatch.lines(zip(a, b).flatMap { [$0, $1] }))
      #expect(report.records == a.count + b.count)
      let log = try feed.log()
      for records in [a, b] {
        let id = records[0].matchID
        let own = log.filter { $0.value.contains { $0.hasPrefix(id) } }
        #expect(own.count == 1)
        #expect(own.keys.first == KeyPartition.murmur2(Array(id.utf8).span.bytes, partitions: 3))
        #expect(own.values.first?.filter { $0.hasPrefix(id) } == records.map { "\(id) \($0.name)" })
      }
    }
  }

  @Test func stoppedAndResumedItIsTheSameLog() async throws {
    try await withFeed { feed in
      let records = SmallMatch.records("m", passes: 2000)
      let lines = SmallMatch.lines(records)
      let stop = Cancellation()
      let first = try feed.produce(lines, until: stop) { production in
        production.options.speed = .times(4000)
        production.onProgress = { if $0.records > 300 { stop.cancel() } }
      }
      #expect(first.isInterrupted && first.records > 300 && first.records < records.count)
      let second = try feed.produce(lines) { $0.options.resume = true }
      #expect(second.alreadyThere == first.records)
      #expect(second.records == records.count - first.records)
      #expect(try feed.log().values.map { $0 } == [records.map { "m \($0.name)" }])
      let third = try feed.produce(lines) { $0.options.resume = true }
      #expect(third.records == 0 && third.alreadyThere == records.count)
    }
  }

  @Test func aRecordTooLargeIsNamedAndTheOthersAreThere() async throws {
    try await withFeed { feed in
      let records = SmallMatch.records("m")
      var lines = SmallMatch.lines(records)
      lines.insert(
        "{\"match_id\":\"m\",\"type\":\"other\",\"id\":\"big\",\"period\":1,\"clock_s\":1,\"name\":\"\(String(repeating: "x", count: 99_000))\"}",
        at: 4)
      let problems = Locked<[String]>([])
      let report = try feed.produce(lines) { production in
        production.onProblem = { problem in problems.withLock { $0.append(problem) } }
      }
      #expect(report.refused == 1 && report.records == records.count)
      #expect(problems.withLock { $0 }.first?.contains("line 5: longer than the 97952 bytes allowed") == true)
      #expect(try feed.log().values.map(\.count) == [records.count])
    }
  }

  @Test func aMissingTopicIsSaidSo() async throws {
    try await withFeed { feed in
      let error = #expect(throws: ProduceError.self) {
        try feed.produce(SmallMatch.lines(SmallMatch.records("m"))) { $0.options.history = true }
      }
      #expect(error?.description.contains("touchline topics apply") == true)
    }
  }
}
