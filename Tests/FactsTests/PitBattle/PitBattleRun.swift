import Football
import Formats

@testable import Facts

extension [FeedRecord] {
  /// What the fact publishes of a log.
  func pitBattles() -> [FactRecord] {
    var machine = MatchMachine<PitBattleFact>(settings: FactSettings())
    return enumerated().flatMap { machine.take($0.element, revision: Int64($0.offset)) }
  }
}

extension FactRecord {
  /// Parsed; only good in the closure.
  func read<R>(_ body: (JSONNode) throws -> R) rethrows -> R? {
    guard let node = try? JSONParser(maxBytes: 1 << 20).parse(json) else { return nil }
    return try body(node)
  }

  func text(_ name: String) -> String? { read { $0[name]?.string } ?? nil }
  func number(_ name: String) -> Double? { read { $0[name]?.double } ?? nil }
}
