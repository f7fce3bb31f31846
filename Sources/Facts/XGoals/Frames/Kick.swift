import Football

/// The frame in which a shot was struck, kept apart from the ring so that it outlives it.
struct Kick: Sendable, Equatable {
  /// Seconds since the start of the period.
  var clock: Double
  /// Stadium frame.
  var ball: Point
  var people: [FrameRing.Place]
  /// How much the ball's velocity changed, m/s.
  var impulse: Double
  /// The shooter's speed, m/s, by his places around the kick.
  var shooterSpeed: Double?
}
