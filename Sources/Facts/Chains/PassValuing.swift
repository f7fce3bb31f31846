import Football

/// What gives a pass its probability of success, fed with the log of one match.
///
/// A fact that carries xPass holds one of these and passes it every record, so that it needs no other fact.
public protocol PassValuing: Sendable {
  /// The record types it looks at.
  static var reads: Set<FeedRecordType> { get }

  init(settings: FactSettings)

  /// Takes the next record of the log. Returns the ids of the passes whose value may have changed, apart from that
  /// of the pass that the record tells.
  mutating func take(_ record: FeedRecord) -> [String]

  /// What a pass in force was worth at its moment; nil where no model answers.
  func value(ofPass pass: Event) -> PassWorth?
}

/// What a pass was worth.
public struct PassWorth: Sendable, Equatable {
  /// Probability that it is completed, 0…1, rounded as published.
  public var xPass: Double
  /// Less likely than the threshold to be completed.
  public var isDifficult: Bool

  public init(xPass: Double, isDifficult: Bool) {
    self.xPass = xPass
    self.isDifficult = isDifficult
  }
}

extension PassValuer: PassValuing {
  public func value(ofPass pass: Event) -> PassWorth? {
    value(of: pass.id).map { PassWorth(xPass: $0.xPass, isDifficult: $0.isDifficult) }
  }
}
