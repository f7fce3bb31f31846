import Formats

/// One kind's table: threats and ranks from the forms of all teams.
struct ThreatTable: Sendable {
  struct Row: Sendable {
    /// Place of the team in the order of ids.
    var team: Int
    var form: TeamForm
    /// Rounded as published, so that equal threats on paper share a rank.
    var threat: Double
    var rank: Int
  }

  /// By rank, then in the order of teams.
  private(set) var rows: [Row] = []
  /// The plain mean of the teams' scores.
  private(set) var mean = 0.0

  /// - Parameter forms: by team, in the order of ids; nil of a team without such a set piece.
  init(_ forms: [TeamForm?], isAttack: Bool) {
    rows.reserveCapacity(forms.count)
    var sum = 0.0
    for (team, form) in forms.enumerated() {
      guard let form else { continue }
      sum += form.score
      rows.append(Row(team: team, form: form, threat: 0, rank: 1))
    }
    guard !rows.isEmpty else { return }
    mean = sum / Double(rows.count)
    if mean > 0 {
      for place in rows.indices {
        let share = rows[place].form.score / mean
        rows[place].threat = rounded9(isAttack ? share - 1 : 1 - share)
      }
    }
    rows.sort { ($1.threat, $0.team) < ($0.threat, $1.team) }
    for place in rows.indices.dropFirst() {
      let isShared = rows[place].threat == rows[place - 1].threat
      rows[place].rank = isShared ? rows[place - 1].rank : place + 1
    }
  }
}
