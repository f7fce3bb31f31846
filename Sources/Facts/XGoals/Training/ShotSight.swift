import Football

/// What a labelled shot is known by: that which its features are computed from, or the features themselves.
public enum ShotSight: Sendable {
  /// Of a training file.
  case situation(ShotSituation)
  /// Of a stored record: as they were computed live, also from position frames, which nobody stores.
  case recorded(ShotFeatures, hasPositions: Bool)

  public var features: ShotFeatures {
    switch self {
    case .situation(let situation): ShotFeatures(situation)
    case .recorded(let features, _): features
    }
  }

  /// The places of the others were known.
  public var hasPositions: Bool {
    switch self {
    case .situation(let situation): situation.players != nil
    case .recorded(_, let hasPositions): hasPositions
    }
  }

  /// Nil of a stored record.
  public var situation: ShotSituation? {
    if case .situation(let situation) = self { situation } else { nil }
  }

  /// What the team's shot just before ended in; a stored record knows it already.
  mutating func set(_ rebound: Rebound) {
    guard case .situation(var situation) = self else { return }
    situation.rebound = rebound
    self = .situation(situation)
  }
}

extension ShotRow {
  /// For reports: what the shot came from, by the marks that the models know.
  var origin: String {
    if let situation = sight.situation { return situation.origin?.rawValue ?? "unknown" }
    let features = sight.features
    if features[.fromCorner].isNaN { return "unknown" }
    let marks: [(ShotFeature, ShotOrigin)] = [
      (.fromCorner, .corner), (.fromFreeKick, .freeKick), (.fromThrowIn, .throwIn),
      (.fromCounterAttack, .counterAttack),
    ]
    return (marks.first { features[$0.0] == 1 }?.1 ?? .openPlay).rawValue
  }
}
