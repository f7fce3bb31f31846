import Foundation

/// A match as lines of our own format, in a file that is removed with it.
final class FeedFile {
  let path: String

  init(_ lines: [String]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "feed-\(UUID().uuidString).jsonl").path
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func produce(_ environment: TestEnvironment) throws {
    try environment.expectDone("produce", path)
  }

  /// What `produce` would send of a path.
  static func lines(of path: String, _ environment: TestEnvironment) throws -> [String] {
    try environment.expectDone("produce", path, "--dry-run", "--json", "-q")
      .split(separator: "\n").map(String.init).filter { $0.hasPrefix("{") }
  }

  /// The first line stays; the others come up to so many seconds too late, the same way for the same seed.
  static func shuffled(_ lines: [String], seconds: Double, seed: UInt64) -> [String] {
    var state = seed
    func random() -> Double {
      // Numerical Recipes' linear congruence: any spread will do, as long as it can be had again.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    var last = 0.0
    let placed = lines.dropFirst().enumerated().map { index, line in
      last = time(of: line) ?? last
      return (at: last + random() * seconds, index: index, line: line)
    }
    return lines.prefix(1) + placed.sorted { ($0.at, $0.index) < ($1.at, $1.index) }.map(\.line)
  }

  /// Puts a shot, a corner and a pass in the place of withdrawn events: before the withdrawal, after it, at the end.
  static func withOriginals(_ lines: [String]) -> [String] {
    let withdrawals = lines.indices.filter { lines[$0].contains("\"withdrawn\":true") }
    var result = lines
    // From behind, so that the places before stay what they are.
    for (count, at) in withdrawals.enumerated().reversed() where count % 7 < 3 {
      guard let id = field("id", of: lines[at]), let match = field("match_id", of: lines[at]) else {
        continue
      }
      let start =
        "{\"match_id\":\"\(match)\",\"id\":\"\(id)\",\"revision\":0,\"period\":1,\"clock_s\":\(300 + count * 30),\"team_id\":\"DFL-CLU-000005\","
      let original =
        switch count % 7 {
        case 0: start + "\"type\":\"shot\",\"x\":45.5,\"y\":1.25,\"direction\":1,\"outcome\":\"goal\"}"
        case 1:
          start
            + "\"type\":\"pass\",\"x\":52.5,\"y\":34,\"direction\":1,\"outcome\":\"complete\",\"restart\":\"corner\"}"
        default:
          start
            + "\"type\":\"shot\",\"x\":41.5,\"y\":0,\"direction\":1,\"outcome\":\"saved\",\"restart\":\"penalty\"}"
        }
      switch count % 3 {
      case 0: result.insert(original, at: at)
      case 1: result.insert(original, at: at + 1)
      default: result.insert(original, at: min(at + 400, result.count - 2))
      }
    }
    return result
  }

  private static func time(of line: String) -> Double? {
    guard let text = field("time", of: line) else { return nil }
    return try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
      .timeIntervalSince1970
  }

  private static func field(_ name: String, of line: String) -> String? {
    guard let start = line.range(of: "\"\(name)\":\"") else { return nil }
    return String(line[start.upperBound...].prefix { $0 != "\"" })
  }
}
