import Formats

/// One object of a position frame.
public struct TrackedObject: Sendable, Equatable {
  /// The player's number in the announcement (`Player.object`); 0 is the ball.
  public var object: UInt32
  /// Metres in the fixed stadium frame.
  public var x: Float
  public var y: Float
  /// m/s as measured by the feed; NaN where it measures none.
  public var speed: Float
  public var flags: UInt32

  public init(object: UInt32, x: Float, y: Float, speed: Float = .nan, flags: UInt32 = 0) {
    self.object = object
    self.x = x
    self.y = y
    self.speed = speed
    self.flags = flags
  }

  public static let ball: UInt32 = 0
  /// Set on an object whose place the feed guessed rather than saw.
  public static let estimated: UInt32 = 1
}

/// Where everybody was at one instant, 10 to 50 times a second. Its identity is (period, number).
public struct Frame: Sendable, Equatable {
  public var matchID: String
  public var period: Int
  public var number: UInt32
  /// Wall clock.
  public var time: Timestamp
  /// Seconds since the start of the period.
  public var clock: Double
  /// The ball is in play; nil where the feed does not tell.
  public var isBallInPlay: Bool?
  /// Height of the ball, metres.
  public var ballHeight: Float?
  public var objects: [TrackedObject]

  public init(
    matchID: String, period: Int, number: UInt32, time: Timestamp, clock: Double,
    isBallInPlay: Bool? = nil, ballHeight: Float? = nil, objects: [TrackedObject]
  ) {
    self.matchID = matchID
    self.period = period
    self.number = number
    self.time = time
    self.clock = clock
    self.isBallInPlay = isBallInPlay
    self.ballHeight = ballHeight
    self.objects = objects
  }
}
