import Boosting
import Football

/// A labelled shot of a training file.
public struct ShotRow: Sendable {
  public var id: String
  public var match: String
  public var competition: String
  /// The file's own words, for reports.
  public var bodyPart: String
  public var shotType: String
  public var situation: ShotSituation
  /// 1 for a goal.
  public var label: Float
  /// The provider's own xG: a yardstick, never a feature.
  public var providerXG: Double?
}

/// The shots of a training file; penalties and shoot-outs are counted and left out.
public struct ShotTable: Sendable {
  public var rows: [ShotRow] = []
  public var penalties = 0
  public var penaltyGoals = 0
  public var shootoutKicks = 0

  public init(rows: [ShotRow] = []) { self.rows = rows }

  public var labels: [Float] { rows.map(\.label) }
}
