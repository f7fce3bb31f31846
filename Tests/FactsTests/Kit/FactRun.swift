import Football
import Formats

@testable import Facts

/// Runs a log through a fact and keeps what stands in the end.
struct FactRun {
  private var machine: any MatchMachineProtocol
  private(set) var published: [FactRecord] = []
  private(set) var standing: [String: FactRecord] = [:]
  private var offset: Int64 = 0

  init<Fact: MatchFact>(_ fact: Fact.Type, settings: [String: String] = [:]) {
    machine = MatchMachine<Fact>(settings: FactSettings(values: settings))
  }

  /// Returns what this record changed.
  @discardableResult
  mutating func take(_ record: FeedRecord) -> [FactRecord] {
    let records = machine.take(record, revision: offset)
    offset += 1
    published += records
    for record in records { standing[record.id] = record.isWithdrawn ? nil : record }
    return records
  }

  @discardableResult
  mutating func take(_ event: Event) -> [FactRecord] { take(.event(event)) }

  /// Id to the text of the record, revision apart.
  var content: [String: String] { standing.mapValues { Self.text($0) } }

  static func text(_ record: FactRecord) -> String {
    let text = String(decoding: record.json, as: UTF8.self)
    return text.replacing("\"revision\":\(record.revision),", with: "")
  }

  /// One field of a standing record, as JSON text; nil when the record or field is not there.
  func field(_ id: String, _ name: String) -> String? {
    guard let record = standing[id] else { return nil }
    let node = try? JSONParser(maxBytes: 1 << 20).parse(record.json)
    return (node?[name]).map { String(decoding: $0.rawJSON, as: UTF8.self) }
  }

  static func content<Fact: MatchFact>(_ fact: Fact.Type, _ log: [FeedRecord]) -> [String: String] {
    var run = FactRun(fact)
    for record in log { run.take(record) }
    return run.content
  }

  /// The log after the announcement in another order: each record up to `seconds` away from its place.
  static func shuffled(_ log: [FeedRecord], within seconds: Double, seed: UInt64) -> [FeedRecord] {
    var generator = Generator(seed: seed)
    var moment = 0.0
    let keyed = log.dropFirst().map { record in
      switch record {
      case .event(let event) where !event.isWithdrawn:
        moment = Double(event.period) * 4000 + event.clock
      case .match(let match): moment = Double(match.period ?? 9) * 4000 + (match.clock ?? 0)
      default: break
      }
      return (moment + Double.random(in: 0..<seconds, using: &generator), record)
    }
    return log.prefix(1) + keyed.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
