import Foundation
import Glibc

/// What the tests need from outside; nil where it is absent, and then they are skipped.
enum Surroundings {
  static let environment = ProcessInfo.processInfo.environment
  static var kafkaHome: String? { environment["KAFKA_HOME"] }
  static var database: String? { environment["TOUCHLINE_TEST_DATABASE"] }
  static var data: String? { environment["TOUCHLINE_DATA"] }
  static var hasServers: Bool { kafkaHome != nil && database != nil }
  static var hasAll: Bool { kafkaHome != nil && database != nil && data != nil }
  /// A crash test of full length takes minutes: all matches, 20 kills.
  static var isLong: Bool { environment["TOUCHLINE_LONG_TESTS"] != nil }

  /// The program under test: TOUCHLINE_PROGRAM, such as an optimized build, else the one beside the test bundle.
  static var program: URL {
    if let given = environment["TOUCHLINE_PROGRAM"] { return URL(fileURLWithPath: given) }
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appending(path: "touchline")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return URL(fileURLWithPath: ".build/debug/touchline")
  }
}

/// A child process that can be killed.
final class Child {
  let process = Process()
  let log: URL

  init(_ program: URL, _ arguments: [String], environment: [String: String], log: URL) throws {
    self.log = log
    process.executableURL = program
    process.arguments = arguments
    process.environment = Surroundings.environment.merging(environment) { $1 }
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  func killHard() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to end; after a minute it is made to.
  func stop() {
    guard process.isRunning else { return }
    process.terminate()
    for _ in 0..<600 where process.isRunning { usleep(100_000) }
    killHard()
  }

  /// - Returns: its exit code; nil if it runs longer.
  func wait(seconds: Double) -> Int32? {
    let end = Date().addingTimeInterval(seconds)
    while process.isRunning, Date() < end { usleep(20_000) }
    return process.isRunning ? nil : process.terminationStatus
  }

  var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }
}

/// One node of Apache Kafka of the test's own, that may be killed.
final class TestBroker {
  let port: Int
  private let folder: URL
  private let home: String
  private var child: Child?

  init() throws {
    guard let home = Surroundings.kafkaHome else { throw TestFailure("KAFKA_HOME is not set") }
    self.home = home
    port = try Self.freePorts()
    folder = FileManager.default.temporaryDirectory.appending(path: "touchline-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try settings.write(to: folder.appending(path: "server.properties"), atomically: true, encoding: .utf8)
    let format = try java([
      "kafka.tools.StorageTool", "format", "-t", "touchline-end-to-endA", "-c",
      "\(folder.path)/server.properties",
    ])
    guard format.wait(seconds: 60) == 0 else {
      throw TestFailure("Kafka could not format: \(format.output.suffix(800))")
    }
    try start()
  }

  var address: String { "127.0.0.1:\(port)" }

  func start() throws {
    child = try java(["kafka.Kafka", "\(folder.path)/server.properties"])
    for _ in 0..<1200 {
      if Self.answers(port) { return }
      guard child?.isRunning == true else { break }
      usleep(50_000)
    }
    throw TestFailure("Kafka did not start: \(child?.output.suffix(800) ?? "")")
  }

  func killHard() { child?.killHard() }

  func remove() {
    child?.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  private func java(_ arguments: [String]) throws -> Child {
    let log = folder.appending(path: "\(arguments[0])-\(UUID().uuidString.prefix(4)).log")
    return try Child(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["java", "-Xms400m", "-Xmx400m", "-XX:+UseG1GC", "-cp", "\(home)/libs/*", "-Dlog4j2.level=ERROR"]
        + arguments,
      environment: [:], log: log)
  }

  private var settings: String {
    """
    process.roles=broker,controller
    node.id=1
    listeners=PLAINTEXT://127.0.0.1:\(port),CONTROLLER://127.0.0.1:\(port + 1)
    controller.listener.names=CONTROLLER
    controller.quorum.voters=1@127.0.0.1:\(port + 1)
    log.dirs=\(folder.path)/log
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=8
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=8
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    auto.create.topics.enable=false
    transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
    broker.heartbeat.interval.ms=250
    broker.session.timeout.ms=1500
    """
  }

  private static func freePorts() throws -> Int {
    for _ in 0..<200 {
      let port = Int.random(in: 24_000..<29_000)
      if !answers(port), !answers(port + 1) { return port }
    }
    throw TestFailure("no free port")
  }

  static func answers(_ port: Int) -> Bool {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}

struct TestFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
