import Football

/// A fact of one match: a pure state machine over the match's log.
///
/// The same log gives the same records, bit for bit, live or replayed: no clock, no random number, no order of
/// a hash table may reach a record. What a fact asserts must not depend on the order in which the events
/// arrived, only on what is known by now.
public protocol MatchFact: Sendable {
  /// The fact's name: its topic `facts.<name>`, its table and its consumer group.
  static var name: String { get }
  /// The record types it reads; others are skipped before they are decoded.
  static var reads: Set<FeedRecordType> { get }

  init(settings: FactSettings)

  /// Takes the next record of the log and says what is now true.
  ///
  /// Each (id, revision) comes once, in the order of the log; the announcement is always first.
  mutating func apply(_ record: FeedRecord, into output: inout FactOutput)
}

/// What facts may be told from outside, the same for every process of a deployment.
public struct FactSettings: Sendable {
  /// Every setting by name, e.g. `setpieces.window_s`, as `touchline config` lists them.
  public var values: [String: String]
  /// Models of xGoals in place of those compiled in, to try one out on a replay.
  public var xGoalsModels: XGoalsCatalogue?
  /// The same of pit battles.
  public var pitModels: PitCatalogue?
  /// The same of xPass.
  public var xPassModels: XPassCatalogue?
  /// Told of each setting that is asked for and its default: so `touchline config` knows them all.
  public var onAsked: (@Sendable (_ name: String, _ default: String) -> Void)?
  public init(values: [String: String] = [:]) { self.values = values }

  public func double(_ name: String, default value: Double) -> Double {
    onAsked?(name, "\(value)")
    return values[name].flatMap(Double.init) ?? value
  }

  /// A list of words with commas between them.
  public func words(_ name: String, default value: [String]) -> [String] {
    onAsked?(name, value.joined(separator: ","))
    guard let text = values[name] else { return value }
    return text.split { $0 == "," || $0 == " " }.map(String.init)
  }
}
