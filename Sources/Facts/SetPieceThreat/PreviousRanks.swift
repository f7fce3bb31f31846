/// The ranks that stood before a kick-off, worked out once for each kick-off until a fact of an earlier match
/// changes: while matches are played, the past does not.
struct PreviousRanks: Sendable {
  /// Of each kind: cut-off to the rank of every team, by its place in the order of ids.
  private var ranks = [[Int64: [Int?]]](repeating: [:], count: ThreatKind.allCases.count)

  mutating func forgetAll() {
    for kind in ranks.indices { ranks[kind].removeAll(keepingCapacity: true) }
  }

  /// A set piece of a match kicked off then has changed.
  mutating func forget(_ kind: ThreatKind, after kickOff: Int64) {
    guard ranks[kind.index].keys.contains(where: { $0 > kickOff }) else { return }
    ranks[kind.index] = ranks[kind.index].filter { $0.key <= kickOff }
  }

  mutating func rank(
    of team: Int, _ kind: ThreatKind, before cutOff: Int64, teams: [TeamSeason], decay: Double
  ) -> Int? {
    if let known = ranks[kind.index][cutOff] { return known[team] }
    let forms = teams.map { $0.form(kind, decay: decay, before: cutOff) }
    var found = [Int?](repeating: nil, count: teams.count)
    for row in ThreatTable(forms, isAttack: kind.isAttack).rows { found[row.team] = row.rank }
    ranks[kind.index][cutOff] = found
    return found[team]
  }
}
