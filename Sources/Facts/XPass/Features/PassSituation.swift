import Football

/// A pass at the moment it is played, seen so that the passing team attacks towards +x.
///
/// Nothing of it is known only afterwards: not the receiver, the duration, the outcome or the length. Of the
/// recorded end only the way there is taken, which stands for the way in which the ball left the passer: a pass
/// that was cut off ends on its way, so its direction is that of the aim while its length is not.
public struct PassSituation: Sendable, Equatable {
  /// Metres, origin at the centre spot.
  public var ball: Point
  public var pitchLength: Double
  public var pitchWidth: Double
  public var restart: Restart?
  public var bodyPart: BodyPart?
  /// How it was struck.
  public var height: PassHeight?
  public var isCross: Bool
  /// The feed's own mark.
  public var isUnderPressure: Bool?
  /// Unit vector of the way in which the ball left; nil where the feed has no end.
  public var direction: Point?
  public var before: Before?

  /// The pass before in the same period, of either team.
  public struct Before: Sendable, Equatable {
    /// Whole seconds since, as some feeds have no finer stamps.
    public var seconds: Double
    public var isOwn: Bool
    public var isComplete: Bool
    /// Metres from its end to the place of this one; nil where it has no end.
    public var carried: Double?
  }

  public init(
    ball: Point, pitchLength: Double = Pitch.standardLength, pitchWidth: Double = Pitch.standardWidth,
    restart: Restart? = nil, bodyPart: BodyPart? = nil, height: PassHeight? = nil, isCross: Bool = false,
    isUnderPressure: Bool? = nil, direction: Point? = nil, before: Before? = nil
  ) {
    self.ball = ball
    self.pitchLength = pitchLength
    self.pitchWidth = pitchWidth
    self.restart = restart
    self.bodyPart = bodyPart
    self.height = height
    self.isCross = isCross
    self.isUnderPressure = isUnderPressure
    self.direction = direction
    self.before = before
  }

  /// - Parameters:
  ///   - previous: the pass before in the order of play; of another period it does not count.
  /// - Returns: nil if the event is no pass with a place and a direction of play.
  public init?(event: Event, previous: Event?, pitchLength: Double, pitchWidth: Double) {
    guard let pass = event.detail.pass, let place = event.location, let way = event.direction else {
      return nil
    }
    self.init(
      ball: place.turned(for: way), pitchLength: pitchLength, pitchWidth: pitchWidth, restart: pass.restart,
      bodyPart: pass.bodyPart, height: pass.height, isCross: pass.isCross,
      isUnderPressure: event.isUnderPressure)
    if let end = event.end?.turned(for: way) {
      let length = ball.distance(to: end)
      if length > 0 { direction = Point((end.x - ball.x) / length, (end.y - ball.y) / length) }
    }
    if let previous, previous.period == event.period, let earlier = previous.detail.pass {
      before = Before(
        seconds: event.clock.rounded(.down) - previous.clock.rounded(.down),
        isOwn: previous.teamID == event.teamID, isComplete: earlier.outcome == .complete,
        carried: previous.end.map { $0.distance(to: place) })
    }
  }

  var goal: Point { Point(pitchLength / 2, 0) }
}

extension EventTimeline {
  /// Of a timeline of passes: the one at this place, with the one before it.
  func passSituation(at place: Int, _ announcement: MatchAnnouncement) -> PassSituation? {
    PassSituation(
      event: events[place], previous: place > 0 ? events[place - 1] : nil,
      pitchLength: announcement.pitchLength, pitchWidth: announcement.pitchWidth)
  }
}
