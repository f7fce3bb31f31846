import Foundation

/// A door between the program and PostgreSQL that can be shut: toxiproxy from `TOUCHLINE_TOOLS`.
final class DatabaseProxy {
  static var isThere: Bool {
    FileManager.default.isExecutableFile(atPath: tool("toxiproxy-server")) && upstream != nil
  }

  private let server: Child
  private let folder: URL
  private let port = Int.random(in: 29_000..<30_000)
  private let door = Int.random(in: 30_000..<31_000)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "touchline-proxy-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    server = try Child(
      URL(fileURLWithPath: Self.tool("toxiproxy-server")), ["-host", "127.0.0.1", "-port", "\(port)"],
      environment: [:], log: folder.appending(path: "server.log"))
    for _ in 0..<200 where !TestBroker.answers(port) { usleep(20_000) }
    try tell("create", "-l", "127.0.0.1:\(door)", "-u", Self.upstream ?? "", "database")
  }

  /// The database's address, through the door.
  var url: String { (Surroundings.database ?? "").replacing(Self.upstream ?? "", with: "127.0.0.1:\(door)") }

  /// Shuts the door, which breaks every connection, or opens it again.
  func toggle() throws { try tell("toggle", "database") }

  func remove() {
    server.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  private func tell(_ arguments: String...) throws {
    let child = try Child(
      URL(fileURLWithPath: Self.tool("toxiproxy-cli")), ["-h", "127.0.0.1:\(port)"] + arguments,
      environment: [:], log: folder.appending(path: "cli.log"))
    guard child.wait(seconds: 10) == 0 else { throw TestFailure("toxiproxy: \(child.output)") }
  }

  private static func tool(_ name: String) -> String {
    "\(Surroundings.environment["TOUCHLINE_TOOLS"] ?? "")/\(name)"
  }

  /// Host and port in the database's URL.
  private static var upstream: String? {
    Surroundings.database?.firstMatch(of: #/[A-Za-z0-9.]+:\d+(?=\/)/#).map { String($0.0) }
  }
}
