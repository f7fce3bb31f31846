import Formats

/// Shots of one side added up, in whole units of 1e-9: the order does not matter.
struct ShotTally: Sendable, Equatable {
  private(set) var shots = 0
  private(set) var goals = 0
  private(set) var penalties = 0
  private(set) var penaltyGoals = 0
  private var all = ExactSum()
  private var ofPenalties = ExactSum()

  mutating func add(_ shot: CountedShot) { count(shot, 1) }
  mutating func remove(_ shot: CountedShot) { count(shot, -1) }

  private mutating func count(_ shot: CountedShot, _ sign: Int) {
    shots += sign
    if shot.isGoal { goals += sign }
    if sign > 0 { all.add(shot.xGoals) } else { all.remove(shot.xGoals) }
    guard shot.isPenalty else { return }
    penalties += sign
    if shot.isGoal { penaltyGoals += sign }
    if sign > 0 { ofPenalties.add(shot.xGoals) } else { ofPenalties.remove(shot.xGoals) }
  }

  var xGoals: Double { all.value }
  var penaltyXGoals: Double { ofPenalties.value }
  /// Without penalties.
  var xGoalsInPlay: Double { Double(all.units - ofPenalties.units) / 1e9 }
  var goalsInPlay: Int { goals - penaltyGoals }

  /// Goals above xGoals.
  var difference: Double { rounded9(Double(goals) - xGoals) }

  /// The same in percent of xGoals; nil where there are none.
  var percent: Double? { xGoals > 0 ? rounded9((Double(goals) / xGoals - 1) * 100) : nil }

  /// xGoals faced less goals conceded, penalties apart: what a goalkeeper saved.
  var prevented: Double { rounded9(xGoalsInPlay - Double(goalsInPlay)) }
}
