import Football

/// Follows play from a restart for as long as it is the same possession.
///
/// It ends with the first later event of the period, in order of play, that
/// - comes more than the window after the restart, or
/// - is itself a restart, of whatever kind and team, or
/// - shows a controlled turnover. Where the feed tells who is in possession (on the restart and on the event),
///   that is another team or another number of the possession: then the feed alone decides. Elsewhere it is
///   controlled play of the other team: a completed pass, a carry, a dribble, a shot, or a ball secured
///   (recovery, which goalkeepers' claims are too). Clearances, blocks, saves, touches, duels, interceptions
///   and passes that fail do not end it.
struct PlayAfterRestart {
  let restart: Event
  let window: Double

  /// True when `event`, later than the restart, is no more part of what the restart began.
  func ends(at event: Event) -> Bool {
    if event.period != restart.period || event.clock - restart.clock > window { return true }
    if event.restart != nil { return true }
    if let holder = event.possessionTeamID, let team = restart.teamID, restart.possessionTeamID == team {
      if holder != team { return true }
      if let before = restart.possession, let now = event.possession { return now != before }
      return false
    }
    guard let team = event.teamID, team != restart.teamID else { return false }
    return Self.isControlled(event)
  }

  /// The team has the ball and does with it what it wants.
  static func isControlled(_ event: Event) -> Bool {
    switch event.type {
    case .pass: event.detail.pass?.outcome == .complete
    case .carry, .dribble, .shot, .recovery: true
    default: false
    }
  }

  /// Events that can start, end or belong to a set piece; all others need not be kept.
  static func matters(_ event: Event) -> Bool {
    switch event.type {
    case .shot, .ownGoal, .pass: true
    case .carry, .dribble, .recovery, .interception, .clearance, .block, .save, .touch, .duel, .loss:
      event.possessionTeamID != nil || isControlled(event)
    default: false
    }
  }
}
