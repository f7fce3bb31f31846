import Football

/// The events of a match that duels are made of, and which records an event can have changed.
struct DuelLog: Sendable {
  let window: Double
  /// Duels, interceptions and recoveries.
  private var told = EventTimeline()
  private var interceptions = EventTimeline()
  /// Who had the ball before an interception.
  private var play = EventTimeline()

  /// Room for the last bits of a difference of clocks.
  private static let slack = 0.001

  init(window: Double) { self.window = window }

  /// In order of play.
  var ids: [String] { told.events.map(\.id) }

  func event(_ id: String) -> Event? { told.event(id) }

  /// Takes the event and returns the ids of the records that may have changed, those that are none any more included.
  mutating func take(_ event: Event) -> [String] {
    let isPlayed = !event.isWithdrawn && (1...4).contains(event.period)
    let isTold = isPlayed && Self.isTold(event)
    let isOfPlay = isPlayed && Self.isOfPlay(event)
    let wasTold = told.take(event, isWanted: isTold)
    interceptions.take(event, isWanted: isTold && event.type == .interception)
    let wasPlay = play.take(event, isWanted: isOfPlay)
    var changed: [String] = []
    if isTold || wasTold != nil { changed.append(event.id) }
    if let wasPlay { collect(&changed, after: wasPlay) }
    if isOfPlay { collect(&changed, after: event) }
    return changed
  }

  func duel(_ event: Event) -> WonBall? {
    switch event.type {
    case .duel: return event.detail.duel.map { WonBall($0, event) }
    case .recovery:
      return WonBall(kind: .recovery, event: event, winnerID: event.playerID, winnerTeamID: event.teamID)
    case .interception:
      var duel = WonBall(
        kind: .interception, event: event, winnerID: event.playerID, winnerTeamID: event.teamID)
      if let lost = loss(before: event) {
        duel.loserID = lost.playerID
        duel.loserTeamID = lost.teamID
        duel.isLossCaused = true
      }
      return duel
    default: return nil
    }
  }

  /// The opponent's pass that failed, or his other loss of the ball, that led to the interception.
  private func loss(before interception: Event) -> Event? {
    var place = play.firstIndex(after: interception)
    while place > 0 {
      place -= 1
      let event = play.events[place]
      guard event.period == interception.period, interception.clock - event.clock <= window + Self.slack
      else { return nil }
      if event.teamID == interception.teamID {
        // His own event at the same moment may be the interception under another name.
        if event.playerID != interception.playerID, PlayAfterRestart.isControlled(event) { return nil }
        continue
      }
      switch event.type {
      case .loss: return event
      case .pass:
        let outcome = event.detail.pass?.outcome
        return outcome == .incomplete || outcome == .out ? event : nil
      default: return nil
      }
    }
    return nil
  }

  /// The interceptions that look back as far as this event.
  private func collect(_ changed: inout [String], after event: Event) {
    guard !interceptions.events.isEmpty else { return }
    var place = interceptions.firstIndex(period: event.period, clock: event.clock)
    while place < interceptions.events.count {
      let interception = interceptions.events[place]
      guard interception.period == event.period,
        interception.clock - event.clock <= window + 2 * Self.slack
      else { return }
      if !changed.contains(interception.id) { changed.append(interception.id) }
      place += 1
    }
  }

  private static func isTold(_ event: Event) -> Bool {
    switch event.type {
    case .duel: event.detail.duel != nil
    case .interception, .recovery: event.teamID != nil
    default: false
    }
  }

  private static func isOfPlay(_ event: Event) -> Bool {
    switch event.type {
    case .pass, .loss, .shot, .carry, .dribble: event.teamID != nil
    default: false
    }
  }
}
