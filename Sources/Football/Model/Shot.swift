public enum BodyPart: String, Sendable, CaseIterable {
  case rightFoot = "right_foot"
  case leftFoot = "left_foot"
  /// A foot, the feed does not say which.
  case foot
  case head
  case other

  public var isFoot: Bool { self == .rightFoot || self == .leftFoot || self == .foot }
}

public enum ShotTechnique: String, Sendable, CaseIterable {
  case normal, volley, lob, backheel
  case halfVolley = "half_volley"
  case overheadKick = "overhead_kick"
  case divingHeader = "diving_header"
}

/// How a shot ended. Never a feature.
public enum ShotOutcome: String, Sendable, CaseIterable {
  case goal
  case saved
  /// Past the goal.
  case wide
  /// Post or crossbar.
  case woodwork
  case blocked
  /// Missed the ball or never threatened the goal.
  case mishit
}

/// Grade of a chance from a set piece: DFL's `SignificanceEvaluation`, elsewhere derived (see `Facts/SetPieces`).
public enum ChanceGrade: String, Sendable, CaseIterable {
  case outstanding, decent, average
  case none
}

/// What a shot is ascribed to by the feed itself.
public enum ShotOrigin: String, Sendable, CaseIterable {
  case openPlay = "open_play"
  case corner
  case freeKick = "free_kick"
  case throwIn = "throw_in"
  case counterAttack = "counter_attack"
  case penalty
}

public struct Shot: Sendable, Equatable {
  public var outcome: ShotOutcome
  /// The goal was given and taken back by the referee while the shot stands.
  public var isGoalCancelled: Bool
  public var bodyPart: BodyPart?
  public var technique: ShotTechnique?
  /// The shot was itself the restart (direct free kick, penalty, direct corner).
  public var restart: Restart?
  /// What the feed says it came from.
  public var origin: ShotOrigin?
  public var isFirstTime: Bool?
  public var isOneOnOne: Bool?
  public var isOpenGoal: Bool?
  /// The shooter won a duel in the air with it.
  public var isAerialWon: Bool?
  /// Speed of the shooter, m/s.
  public var playerSpeed: Double?
  /// Clock of the kick, seconds in the period, as the provider found it in its own positions; the event's own clock
  /// is set by hand and can be seconds off [DFL's `CalculatedTimestamp`].
  public var kickClock: Double?
  /// The last pass before it, where the feed says so.
  public var keyPassID: String?
  public var grade: ChanceGrade?
  /// Where everybody stood, as the feed gives it with the shot (without the shooter).
  public var freezeFrame: [FreezeFramePlayer]?
  /// The provider's own features, used where positions are missing.
  public var provided: ProvidedShotFeatures?
  /// The provider's own xG: a yardstick, never a feature.
  public var providerXGoals: Double?

  public init(
    outcome: ShotOutcome, isGoalCancelled: Bool = false, bodyPart: BodyPart? = nil,
    technique: ShotTechnique? = nil, restart: Restart? = nil, origin: ShotOrigin? = nil,
    isFirstTime: Bool? = nil, isOneOnOne: Bool? = nil, isOpenGoal: Bool? = nil, isAerialWon: Bool? = nil,
    playerSpeed: Double? = nil, kickClock: Double? = nil, keyPassID: String? = nil, grade: ChanceGrade? = nil,
    freezeFrame: [FreezeFramePlayer]? = nil, provided: ProvidedShotFeatures? = nil,
    providerXGoals: Double? = nil
  ) {
    self.outcome = outcome
    self.isGoalCancelled = isGoalCancelled
    self.bodyPart = bodyPart
    self.technique = technique
    self.restart = restart
    self.origin = origin
    self.isFirstTime = isFirstTime
    self.isOneOnOne = isOneOnOne
    self.isOpenGoal = isOpenGoal
    self.isAerialWon = isAerialWon
    self.playerSpeed = playerSpeed
    self.kickClock = kickClock
    self.keyPassID = keyPassID
    self.grade = grade
    self.freezeFrame = freezeFrame
    self.provided = provided
    self.providerXGoals = providerXGoals
  }

  /// A goal that counts.
  public var isGoal: Bool { outcome == .goal && !isGoalCancelled }
}

/// A player seen in the frame of a shot.
public struct FreezeFramePlayer: Sendable, Equatable {
  /// Metres in the fixed stadium frame.
  public var location: Point
  public var isTeammate: Bool
  public var isGoalkeeper: Bool
  public var playerID: String?
  public init(location: Point, isTeammate: Bool, isGoalkeeper: Bool, playerID: String? = nil) {
    self.location = location
    self.isTeammate = isTeammate
    self.isGoalkeeper = isGoalkeeper
    self.playerID = playerID
  }
}

/// Features of a shot that a provider computed itself (DFL's names in brackets).
public struct ProvidedShotFeatures: Sendable, Equatable {
  /// Metres [`DistanceToGoal`].
  public var distanceToGoal: Double?
  /// Degrees between the posts [`AngleToGoal`].
  public var angleToGoal: Double?
  /// A fraction [`Pressure`].
  public var pressure: Double?
  /// In the triangle ball–posts, without the goalkeeper [`AmountOfDefenders`].
  public var defendersInCone: Double?
  /// Metres from the goalkeeper to the goal [`GoalDistanceGoalkeeper`].
  public var goalkeeperDistanceToGoal: Double?
  public init(
    distanceToGoal: Double? = nil, angleToGoal: Double? = nil, pressure: Double? = nil,
    defendersInCone: Double? = nil, goalkeeperDistanceToGoal: Double? = nil
  ) {
    self.distanceToGoal = distanceToGoal
    self.angleToGoal = angleToGoal
    self.pressure = pressure
    self.defendersInCone = defendersInCone
    self.goalkeeperDistanceToGoal = goalkeeperDistanceToGoal
  }
}
