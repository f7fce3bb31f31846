import Football

/// A shot at the moment it is struck, seen so that the shooting team attacks towards +x.
///
/// The one thing that features are computed from, whether a freeze frame, a position frame or the event alone
/// told where everybody was. Metres, origin at the centre spot.
public struct ShotSituation: Sendable, Equatable {
  public var ball: Point
  /// The middle of the goal shot at: (half the pitch's length, 0).
  public var goal: Point
  public var bodyPart: BodyPart?
  public var technique: ShotTechnique?
  /// The shot was itself the free kick.
  public var isFreeKick: Bool
  /// What the feed says the shot came from.
  public var origin: ShotOrigin?
  public var isFirstTime: Bool?
  /// The feed's own mark.
  public var isUnderPressure: Bool?
  public var isOneOnOne: Bool?
  public var isOpenGoal: Bool?
  /// The shooter won the ball in the air with it.
  public var isAerialWon: Bool?
  /// What the team's shot just before ended in; nil where nobody knows of shots before.
  public var rebound: Rebound?
  /// m/s.
  public var shooterSpeed: Double?
  /// Where the others stood; nil where nobody knows.
  public var players: Players?
  /// The provider's own features, for where positions are missing.
  public var provided: ProvidedShotFeatures?

  /// Everybody seen but the shooter.
  public struct Players: Sendable, Equatable {
    /// Without the goalkeeper.
    public var opponents: [Point] = []
    /// The opponents' goalkeeper; nil where he was not seen.
    public var goalkeeper: Point?
    public var teammates: [Point] = []
    public init(opponents: [Point] = [], goalkeeper: Point? = nil, teammates: [Point] = []) {
      self.opponents = opponents
      self.goalkeeper = goalkeeper
      self.teammates = teammates
    }
  }

  public init(
    ball: Point, goal: Point = Point(Pitch.standardLength / 2, 0), bodyPart: BodyPart? = nil,
    technique: ShotTechnique? = nil, isFreeKick: Bool = false, origin: ShotOrigin? = nil,
    isFirstTime: Bool? = nil, isUnderPressure: Bool? = nil, isOneOnOne: Bool? = nil,
    isOpenGoal: Bool? = nil, isAerialWon: Bool? = nil, rebound: Rebound? = nil, shooterSpeed: Double? = nil,
    players: Players? = nil,
    provided: ProvidedShotFeatures? = nil
  ) {
    self.ball = ball
    self.goal = goal
    self.bodyPart = bodyPart
    self.technique = technique
    self.isFreeKick = isFreeKick
    self.origin = origin
    self.isFirstTime = isFirstTime
    self.isUnderPressure = isUnderPressure
    self.isOneOnOne = isOneOnOne
    self.isOpenGoal = isOpenGoal
    self.isAerialWon = isAerialWon
    self.rebound = rebound
    self.shooterSpeed = shooterSpeed
    self.players = players
    self.provided = provided
  }

  /// The inner edges of the posts, the left one (seen by the shooter) first.
  var posts: (left: Point, right: Point) {
    (Point(goal.x, Pitch.goalWidth / 2), Point(goal.x, -Pitch.goalWidth / 2))
  }
}
