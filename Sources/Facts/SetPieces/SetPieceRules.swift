import Football
import Formats

/// The numbers that say what belongs to a set piece and what it is worth.
public struct SetPieceRules: Sendable {
  /// `setpieces.window_s`: how long after the restart a shot of the same possession still counts, seconds.
  public var window: Double
  /// `setpieces.points_outstanding`, `…_decent`, `…_average`: the points of a grade, where a goal is 1.
  public var outstandingPoints: Double
  public var decentPoints: Double
  public var averagePoints: Double
  /// `setpieces.outstanding_xgoals`: a save of a chance of at least this is outstanding.
  public var outstandingXGoals: Double
  /// `setpieces.decent_xgoals`: a shot wide from a chance of at least this is decent.
  public var decentXGoals: Double

  /// Part of the outcome in a score; the rest is xGoals. As published, so no setting.
  static let outcomeShare = 0.7

  public init(settings: FactSettings = FactSettings()) {
    window = settings.double("setpieces.window_s", default: 20)
    outstandingPoints = settings.double("setpieces.points_outstanding", default: 0.75)
    decentPoints = settings.double("setpieces.points_decent", default: 0.5)
    averagePoints = settings.double("setpieces.points_average", default: 0.25)
    outstandingXGoals = settings.double("setpieces.outstanding_xgoals", default: 0.3)
    decentXGoals = settings.double("setpieces.decent_xgoals", default: 0.15)
  }

  /// What a shot made of its set piece: the feed's own grade where it has one, else derived from outcome and
  /// xGoals. A goal that was cancelled counts as saved.
  public func value(of shot: Shot, xGoals: Double?) -> ShotValue {
    let xGoals = xGoals.map(rounded9)
    let grade = shot.isGoal ? nil : shot.grade ?? derivedGrade(of: shot, xGoals: xGoals ?? 0)
    let points = grade.map(points) ?? 1
    return ShotValue(
      grade: grade, points: points, xGoals: xGoals,
      score: rounded9(Self.outcomeShare * points + (1 - Self.outcomeShare) * (xGoals ?? 0)))
  }

  public func points(_ grade: ChanceGrade) -> Double {
    switch grade {
    case .outstanding: outstandingPoints
    case .decent: decentPoints
    case .average: averagePoints
    case .none: 0
    }
  }

  private func derivedGrade(of shot: Shot, xGoals: Double) -> ChanceGrade {
    switch shot.outcome {
    case .woodwork: .outstanding
    case .saved, .goal: xGoals >= outstandingXGoals ? .outstanding : .decent
    case .wide: xGoals >= decentXGoals ? .decent : .average
    case .blocked, .mishit: .none
    }
  }
}

/// What one shot made of its set piece.
public struct ShotValue: Sendable, Equatable {
  /// Nil of a goal.
  public var grade: ChanceGrade?
  /// 0…1; a goal is 1.
  public var points: Double
  /// 0…1, rounded as published; nil where no model answers.
  public var xGoals: Double?
  /// .7 · points + .3 · xGoals.
  public var score: Double
}
