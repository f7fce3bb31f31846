import Facts
import Foundation
import Kafka
import Pipeline
import Postgres

/// One environment on the test's broker and database: a prefix and a schema of its own.
final class TestEnvironment {
  let name: String
  let broker: TestBroker
  let kafka: KafkaConfiguration
  let names: Names
  private let folder: URL
  private var children: [Child] = []

  init(_ name: String, on broker: TestBroker) throws {
    self.name = name + String(UUID().uuidString.prefix(6).lowercased())
    self.broker = broker
    kafka = KafkaConfiguration(bootstrapServers: broker.address)
    names = Names(prefix: self.name)
    folder = FileManager.default.temporaryDirectory.appending(path: "touchline-\(self.name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try expectDone("topics", "apply")
    try expectDone("migrate")
  }

  func start(_ arguments: String..., environment: [String: String] = [:]) throws -> Child {
    try start(arguments, environment: environment)
  }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Child {
    let child = try Child(
      Surroundings.program, arguments,
      environment: [
        "KAFKA_BOOTSTRAP_SERVERS": broker.address, "DATABASE_URL": Surroundings.database ?? "",
        "TOUCHLINE_PREFIX": name, "TOUCHLINE_SCHEMA": name,
      ].merging(environment) { $1 },
      log: folder.appending(path: "\(children.count)-\(arguments[0]).log"))
    children.append(child)
    return child
  }

  @discardableResult
  func expectDone(_ arguments: String..., seconds: Double = 300) throws -> String {
    try expectDone(arguments, seconds: seconds)
  }

  @discardableResult
  func expectDone(_ arguments: [String], seconds: Double = 300) throws -> String {
    let child = try Child(
      Surroundings.program, arguments,
      environment: [
        "KAFKA_BOOTSTRAP_SERVERS": broker.address, "DATABASE_URL": Surroundings.database ?? "",
        "TOUCHLINE_PREFIX": name, "TOUCHLINE_SCHEMA": name,
      ], log: folder.appending(path: "\(UUID().uuidString.prefix(4)).log"))
    guard let code = child.wait(seconds: seconds) else {
      child.killHard()
      throw TestFailure(
        "touchline \(arguments.joined(separator: " ")) did not end: \(child.output.suffix(2000))")
    }
    guard code == 0 else {
      throw TestFailure(
        "touchline \(arguments.joined(separator: " ")) ended with \(code): \(child.output.suffix(2000))")
    }
    return child.output
  }

  func connection() throws -> Connection {
    try Connection(ConnectionOptions(url: Surroundings.database ?? "", schema: name, applicationName: "test"))
  }

  /// Ends what runs and removes what it made.
  func remove() {
    for child in children { child.stop() }
    if let connection = try? connection() {
      _ = try? connection.execute("DROP SCHEMA IF EXISTS \(SQL.identifier(name)) CASCADE")
      connection.close()
    }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Waits until every group has read all there is, twice in a row.
  func waitUntilQuiet(seconds: Double = 300) throws {
    let admin = try Admin(kafka)
    defer { admin.close() }
    let end = Date().addingTimeInterval(seconds)
    var quiet = 0
    var behind: [String] = []
    while Date() < end {
      do { behind = try lags(admin) } catch let error as KafkaError
        where error.isRetriable || error.isTimeout
      {
        // A coordinator being made, a broker just killed, a transaction under way.
        behind = ["\(error)"]
      }
      quiet = behind.isEmpty ? quiet + 1 : 0
      if quiet == 3 { return }
      usleep(500_000)
    }
    throw TestFailure(
      "still behind after \(seconds) s: \(behind.prefix(5)). Last logs: \(children.filter(\.isRunning).map { $0.output.suffix(1500) })"
    )
  }

  private func lags(_ admin: Admin) throws -> [String] {
    let catalogue = try TopicCatalogue.embedded()
    var wanted: [(group: String, topic: TopicDefinition)] = []
    for topic in catalogue.dispatched {
      wanted.append((topic.kind == .feed ? Dispatcher.feedsGroup : Dispatcher.factsGroup, topic))
      if topic.kind == .feed {
        for fact in Catalogue.facts where fact.sport == topic.sport { wanted.append((fact.name, topic)) }
      }
      for ranking in Catalogue.rankings where ranking.inputs.contains(where: { topic.name == "facts.\($0)" })
      {
        wanted.append(("ranking-\(ranking.name)", topic))
      }
    }
    var behind: [String] = []
    for (group, topic) in wanted {
      let partitions = (0..<topic.partitions).map { TopicPartition(names.topic(topic.name), $0) }
      let committed = try admin.committedOffsets(of: names.group(group), partitions)
      for (partition, end) in try admin.endOffsets(partitions) where end > committed[partition]?.offset ?? 0 {
        behind.append("\(group) \(partition) \(committed[partition]?.offset ?? 0)<\(end)")
      }
    }
    return behind
  }

  /// Copies the feed log of another environment, offset by offset.
  func copyFeed(from other: TestEnvironment, topic: String = "feed.football") throws {
    let reader = try Consumer(kafka, reportsEnds: true)
    defer { reader.close() }
    let writer = try Producer(kafka)
    defer { writer.close() }
    let partitions = try writer.partitionCount(of: other.names.topic(topic))
    try reader.assign(
      Dictionary(
        uniqueKeysWithValues: (0..<Int32(partitions)).map {
          (TopicPartition(other.names.topic(topic), $0), .beginning)
        }))
    var headers = HeaderList()
    while !reader.isAtEnd {
      try reader.poll(timeout: .milliseconds(200)) { message in
        headers.removeAll()
        headers.append(contentsOf: message)
        try writer.produce(
          to: names.topic(topic), partition: message.partition, key: message.key, value: message.value,
          headers: headers)
      }
    }
    try writer.flush()
  }
}
