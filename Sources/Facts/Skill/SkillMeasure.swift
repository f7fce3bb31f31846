/// The four rankings.
public enum SkillKind: String, Sendable, CaseIterable {
  case initiator, finisher, sprinter, ballwinner
}

/// What a ranking may weigh. Names as in records and in the configuration; speeds in m/s, lengths in metres.
public enum SkillMeasure: String, Sendable, CaseIterable {
  /// xGoals of the shots that his pass was the last before, and per 90 minutes.
  case xAssist = "xassist"
  case xAssistPer90 = "xassist_per90"
  /// The same of the second-last pass.
  case secondXAssist = "second_xassist"
  case secondXAssistPer90 = "second_xassist_per90"
  /// Difficult passes before a shot.
  case difficultAssists = "difficult_assists"
  case secondDifficultAssists = "second_difficult_assists"
  case goals
  case goalsPer90 = "goals_per90"
  /// Goals − xGoals.
  case efficiency
  case meanMatchTopSpeed = "mean_match_top_speed"
  case sprintsPer90 = "sprints_per90"
  case topSpeed = "top_speed"
  case meanSprintSpeed = "mean_sprint_speed"
  case meanSprintDistance = "mean_sprint_distance"
  case groundDuelsWon = "ground_duels_won"
  case aerialDuelsWon = "aerial_duels_won"
  /// Defensive duels won over those fought.
  case defensiveDuelShare = "defensive_duel_share"
  case interceptions
  case interceptionsPer90 = "interceptions_per90"
  case recoveries
  case lossesCaused = "losses_caused"
  case lossesCausedPer90 = "losses_caused_per90"

  /// The fact that it is made of, minutes apart.
  var fact: SkillFact {
    switch self {
    case .xAssist, .xAssistPer90, .secondXAssist, .secondXAssistPer90, .difficultAssists,
      .secondDifficultAssists:
      .chains
    case .goals, .goalsPer90, .efficiency: .xgoals
    case .meanMatchTopSpeed, .sprintsPer90, .topSpeed, .meanSprintSpeed, .meanSprintDistance: .sprints
    default: .duels
    }
  }
}

/// The facts that the rankings read.
enum SkillFact: String, Sendable, CaseIterable {
  case xgoals, chains, duels, sprints, appearances
}
