import Boosting
import Football

/// A labelled shot of a training file, or of the stored facts.
public struct ShotRow: Sendable {
  public var id: String
  public var match: String
  public var competition: String
  /// The source's own words, for reports.
  public var bodyPart: String
  public var shotType: String
  public var sight: ShotSight
  /// 1 for a goal.
  public var label: Float
  /// The provider's own xG: a yardstick, never a feature.
  public var providerXG: Double?
  /// Who shot and when, where the file says it: for people.
  public var team: String? = nil
  public var player: String? = nil
  /// Minutes played before, over the whole match.
  public var minute: Int? = nil
}

/// Labelled shots; penalties and shoot-outs are counted and left out.
public struct ShotTable: Sendable {
  public var rows: [ShotRow] = []
  public var penalties = 0
  public var penaltyGoals = 0
  /// Shots in the order of play, to see what came just before: penalties too.
  var moments: [Moment] = []

  struct Moment {
    var match: String
    var team: String
    var period: Int
    var second: Double
    var outcome: ShotOutcome
    /// Its place in `rows`; nil for a penalty.
    var row: Int?
  }
  public var shootoutKicks = 0

  public init(rows: [ShotRow] = []) { self.rows = rows }

  /// Tells every row what the team's shot just before ended in; shots of the same second are taken in the order of
  /// the file. Rows without match clock, team or outcome stay without.
  mutating func findRebounds() {
    var last: [String: Moment] = [:]
    let order = moments.indices.sorted { a, b in
      let (a, x, b, y) = (moments[a], a, moments[b], b)
      return (a.match, a.period, a.second, x) < (b.match, b.period, b.second, y)
    }
    for moment in order.map({ moments[$0] }) {
      let key = "\(moment.match) \(moment.team)"
      if let row = moment.row {
        let before = last[key].flatMap { before in
          before.period == moment.period && ShotHistory.isSoon(before.second, moment.second) ? before : nil
        }
        rows[row].sight.set(before.map { Rebound(after: $0.outcome) } ?? Rebound.none)
      }
      last[key] = moment
    }
  }

  /// These rows only; penalties are counted as before.
  func only(_ wanted: [Int]) -> ShotTable {
    var table = self
    table.rows = wanted.map { rows[$0] }
    table.moments = []
    return table
  }

  public var labels: [Float] { rows.map(\.label) }
}
