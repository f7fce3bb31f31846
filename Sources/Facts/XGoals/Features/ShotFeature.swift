/// What the model may know of a shot, each computed by the function of the same name in this folder.
///
/// Never one of these: what is known only after the shot, and any provider's xG.
public enum ShotFeature: String, Sendable, CaseIterable {
  // Of the shot itself.
  case distance = "distance_m"
  case nearestGoalDistance = "nearest_goal_distance_m"
  case angle = "angle_deg"
  case lateral = "lateral_m"
  case footSide = "foot_side_m"
  case header = "header"
  case otherBodyPart = "other_body_part"
  case freeKick = "free_kick"
  case volley = "volley"
  case lob = "lob"
  case acrobatic = "acrobatic"
  case firstTime = "first_time"
  case underPressure = "under_pressure"
  case oneOnOne = "one_on_one"
  case openGoal = "open_goal"
  case fromCorner = "from_corner"
  case fromFreeKick = "from_free_kick"
  case fromThrowIn = "from_throw_in"
  case fromCounterAttack = "from_counter_attack"
  case aerialWon = "aerial_won"
  case afterSave = "after_save"
  case afterBlock = "after_block"
  case afterWoodwork = "after_woodwork"
  case shooterSpeed = "shooter_speed_kmh"
  // Of where the others stand.
  case pressureSum = "pressure_sum"
  case pressureMax = "pressure_max"
  case nearestOpponent = "nearest_opponent_m"
  case opponentsNear = "opponents_within_3_m"
  case defendersInCone = "defenders_in_cone"
  case nearestDefenderInCone = "nearest_defender_in_cone_m"
  case teammatesInCone = "teammates_in_cone"
  case opponentsNearerGoal = "opponents_nearer_goal"
  case goalkeeperToGoal = "goalkeeper_to_goal_m"
  case goalkeeperToBall = "goalkeeper_to_ball_m"
  case goalkeeperOffLine = "goalkeeper_off_shot_line_m"
  case goalkeeperInCone = "goalkeeper_in_cone"
  case coveredShare = "covered_share"
  case widestGap = "widest_gap_deg"
  case nearestAhead = "nearest_opponent_ahead_m"
  case nearestElsewhere = "nearest_opponent_elsewhere_m"
  case wall = "wall"
  case defendersOnLine = "defenders_on_line"
  case goalkeeperOut = "goalkeeper_out_m"
  case goalkeeperAlongBisector = "goalkeeper_along_bisector_m"
  case goalkeeperOffBisector = "goalkeeper_off_bisector_m"
  case coveredByGoalkeeper = "covered_by_goalkeeper"
  case coveredByBlockers = "covered_by_blockers"
  case freeShare = "free_share"
  case freeBest = "free_best"
  case freeShareOfAll = "free_share_of_all"

  /// It needs the places of other players.
  public var isFromPositions: Bool { index >= ShotFeature.pressureSum.index }

  /// The event-only model may use it: a feature of the shot itself, or one that a provider computes too.
  public var isKnownWithoutPositions: Bool {
    !isFromPositions || self == .defendersInCone || self == .goalkeeperToGoal
  }

  /// Some feeds mark it and others do not: the model must know what to say without it.
  public var isOptional: Bool {
    switch self {
    case .footSide, .volley, .lob, .acrobatic, .firstTime, .underPressure, .oneOnOne, .openGoal, .fromCorner,
      .fromFreeKick, .fromThrowIn, .fromCounterAttack, .aerialWon, .afterSave, .afterBlock, .afterWoodwork:
      true
    default: false
    }
  }

  /// It is in the records but not in the models: no training set at hand has it.
  public var isShownOnly: Bool { self == .shooterSpeed }

  /// The sign of its effect where the game leaves no doubt, all else being equal; 0: left to the data.
  public var monotone: Int {
    switch self {
    case .distance, .nearestGoalDistance, .header, .pressureSum, .pressureMax, .defendersInCone, .wall,
      .coveredShare, .coveredByGoalkeeper, .coveredByBlockers:
      -1
    case .angle, .oneOnOne, .openGoal, .widestGap, .freeShare, .freeBest, .freeShareOfAll: 1
    default: 0
    }
  }

  /// Its place in `allCases`.
  public var index: Int { casePlace(self) }
}
