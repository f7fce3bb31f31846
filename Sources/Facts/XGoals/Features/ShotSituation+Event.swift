import Football

extension ShotSituation {
  /// What the event alone tells, with the feed's own positions (freeze frame) where it gives them.
  ///
  /// - Returns: nil if the event is no shot with a place and a direction of play.
  public init?(event: Event, pitchLength: Double) {
    guard let shot = event.detail.shot, let place = event.location, let direction = event.direction else {
      return nil
    }
    self.init(
      ball: place.turned(for: direction), goal: Point(pitchLength / 2, 0), bodyPart: shot.bodyPart,
      technique: shot.technique, isFreeKick: shot.restart == .freeKick, origin: shot.origin,
      isFirstTime: shot.isFirstTime, isUnderPressure: event.isUnderPressure, isOneOnOne: shot.isOneOnOne,
      isOpenGoal: shot.isOpenGoal, isAerialWon: shot.isAerialWon, shooterSpeed: shot.playerSpeed,
      provided: shot.provided)
    // An empty frame says that nobody was seen, not that nobody was there.
    if let frame = shot.freezeFrame, !frame.isEmpty { players = Players(frame, direction: direction) }
  }
}

extension ShotSituation.Players {
  init(_ frame: [FreezeFramePlayer], direction: Direction) {
    for player in frame {
      let place = player.location.turned(for: direction)
      if player.isTeammate {
        teammates.append(place)
      } else if player.isGoalkeeper {
        goalkeeper = place
      } else {
        opponents.append(place)
      }
    }
  }
}
