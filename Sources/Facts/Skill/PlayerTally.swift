/// What one player's facts of a season come to. Sums are exact, so that order changes no bit.
struct PlayerTally: Sendable, Equatable {
  /// Minutes on the pitch.
  var minutes = ExactSum()
  /// Matches in which he was on the pitch.
  var matches = 0

  var goals = 0
  var xGoals = ExactSum()

  var xAssist = ExactSum()
  var secondXAssist = ExactSum()
  var difficultAssists = 0
  var secondDifficultAssists = 0

  var groundDuelsWon = 0
  var aerialDuelsWon = 0
  var defensiveDuels = 0
  var defensiveDuelsWon = 0
  var interceptions = 0
  var recoveries = 0
  var lossesCaused = 0

  var sprints = 0
  /// Of the sprints' mean speeds (m/s), and of their distances (m).
  var sprintSpeeds = ExactSum()
  var sprintDistances = ExactSum()
  /// The top speed of each match with a sprint, by the number of the match, and their sum.
  var matchTopSpeeds: [Int: Double] = [:]
  var topSpeeds = ExactSum()

  /// The measure's value; nil of a measure of sprints for a player without one, who sets no bound.
  func value(_ measure: SkillMeasure, _ rules: SkillRules) -> Double? {
    switch measure {
    case .xAssist: xAssist.value
    case .xAssistPer90: per90(xAssist.value)
    case .secondXAssist: secondXAssist.value
    case .secondXAssistPer90: per90(secondXAssist.value)
    case .difficultAssists: Double(difficultAssists)
    case .secondDifficultAssists: Double(secondDifficultAssists)
    case .goals: Double(goals)
    case .goalsPer90: per90(Double(goals))
    case .efficiency: Double(goals) - xGoals.value
    case .meanMatchTopSpeed: sprints > 0 ? topSpeeds.value / Double(matchTopSpeeds.count) : nil
    case .sprintsPer90: sprints > 0 ? per90(Double(sprints)) : nil
    case .topSpeed: sprints > 0 ? matchTopSpeeds.values.max() : nil
    case .meanSprintSpeed: sprints > 0 ? sprintSpeeds.value / Double(sprints) : nil
    case .meanSprintDistance: sprints > 0 ? sprintDistances.value / Double(sprints) : nil
    case .groundDuelsWon: Double(groundDuelsWon)
    case .aerialDuelsWon: Double(aerialDuelsWon)
    case .defensiveDuelShare:
      defensiveDuels > 0 && defensiveDuels >= rules.shareDuels
        ? Double(defensiveDuelsWon) / Double(defensiveDuels) : 0
    case .interceptions: Double(interceptions)
    case .interceptionsPer90: per90(Double(interceptions))
    case .recoveries: Double(recoveries)
    case .lossesCaused: Double(lossesCaused)
    case .lossesCausedPer90: per90(Double(lossesCaused))
    }
  }

  /// Goals against xGoals in percent; none without xGoals.
  var efficiencyPercent: Double? {
    xGoals.units > 0 ? (Double(goals) / xGoals.value - 1) * 100 : nil
  }

  private func per90(_ total: Double) -> Double { minutes.units > 0 ? total * 90 / minutes.value : 0 }
}
