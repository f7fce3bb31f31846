import Football

/// What gives a shot its xGoals, fed with the log of one match.
///
/// A fact that carries xGoals holds one of these and passes it every record, so that it needs no other fact.
public protocol ShotValuing: Sendable {
  /// The record types it looks at.
  static var reads: Set<FeedRecordType> { get }

  init(settings: FactSettings)

  /// Takes the next record of the log. Returns the ids of the shots whose value may have changed.
  mutating func take(_ record: FeedRecord) -> [String]

  /// 0…1, of a shot in force; nil where there is none.
  func xGoals(ofShot id: String) -> Double?
}
