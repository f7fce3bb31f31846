import Football

/// What became of the team's own shot just before: goalkeepers on the ground, defenders out of place.
public enum Rebound: String, Sendable, CaseIterable {
  /// No shot of the team in the seconds before, or one that let nothing drop.
  case none
  case save
  case block
  case woodwork

  /// So long ago the shot before may be, seconds (*ours*).
  public static let window = 5.0

  /// - Parameter outcome: of the shot before.
  public init(after outcome: ShotOutcome) {
    self =
      switch outcome {
      case .saved: .save
      case .blocked: .block
      case .woodwork: .woodwork
      case .goal, .wide, .mishit: .none
      }
  }
}

extension ShotSituation {
  /// 1 if the shot follows a shot of the team that ended so, at most 5 s before; penalties count as shots.
  func follows(_ wanted: Rebound) -> Double { rebound.map { $0 == wanted ? 1 : 0 } ?? .nan }
}
