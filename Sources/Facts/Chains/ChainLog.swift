import Football

/// The events of a match that chains are made of, and which shots an event can have changed.
struct ChainLog: Sendable {
  let window: Double
  private var play = EventTimeline()
  /// Of these, the shots.
  private var shots = EventTimeline()

  /// Room for the last bits of a difference of clocks.
  private static let slack = 0.001

  init(window: Double) { self.window = window }

  /// In order of play.
  var ids: [String] { shots.events.map(\.id) }

  func shot(_ id: String) -> Event? { shots.event(id) }

  /// Takes the event and returns the ids of the shots whose chain may have changed, those that are none any more
  /// included.
  mutating func take(_ event: Event) -> [String] {
    let isWanted = !event.isWithdrawn && (1...4).contains(event.period) && Self.matters(event)
    let old = play.take(event, isWanted: isWanted)
    let isShot = isWanted && event.detail.shot != nil && event.teamID != nil
    let wasShot = shots.take(event, isWanted: isShot) != nil
    var changed: [String] = []
    if isShot || wasShot { changed.append(event.id) }
    if let old { collect(&changed, after: old) }
    if isWanted { collect(&changed, after: event) }
    return changed
  }

  /// Adds the shots that may follow this pass.
  func collectShots(_ changed: inout [String], afterPass id: String) {
    if let pass = play.event(id) { collect(&changed, after: pass) }
  }

  /// The last and the second-last pass before the shot, the last first.
  ///
  /// Going back from the shot they are the team's completed passes, not by the shooter himself, until the possession
  /// breaks: where the feed tells who is in possession, with another team or another number of it, elsewhere with
  /// controlled play of the opponent; and always with a restart (which is itself the last link, if it is such a
  /// pass), a goal, a stoppage, or `window` seconds before the shot.
  func passes(before shot: Event) -> [Event] {
    guard shot.restart == nil, let start = play.position(of: shot.id) else { return [] }
    let isToldPossession = shot.possessionTeamID != nil && shot.possessionTeamID == shot.teamID
    var passes: [Event] = []
    var place = start
    while place > 0, passes.count < 2 {
      place -= 1
      let event = play.events[place]
      guard event.period == shot.period, shot.clock - event.clock <= window + Self.slack else { break }
      if isToldPossession, let holder = event.possessionTeamID {
        if holder != shot.teamID { break }
        if let now = shot.possession, let then = event.possession, now != then { break }
      } else if event.teamID != nil, event.teamID != shot.teamID, PlayAfterRestart.isControlled(event) {
        break
      }
      if Self.stops(event) { break }
      if event.teamID == shot.teamID, event.detail.pass?.outcome == .complete, event.playerID != nil,
        event.playerID != shot.playerID
      {
        passes.append(event)
      }
      if event.restart != nil { break }
    }
    return passes
  }

  /// Play begins anew after it.
  private static func stops(_ event: Event) -> Bool {
    switch event.type {
    case .ownGoal, .stoppage, .offside: true
    case .shot: event.detail.shot?.isGoal ?? false
    default: false
    }
  }

  private static func matters(_ event: Event) -> Bool {
    switch event.type {
    case .stoppage, .offside: true
    default: PlayAfterRestart.matters(event)
    }
  }

  /// The shots that look back as far as this event.
  private func collect(_ changed: inout [String], after event: Event) {
    guard !shots.events.isEmpty else { return }
    var place = shots.firstIndex(period: event.period, clock: event.clock)
    while place < shots.events.count {
      let shot = shots.events[place]
      guard shot.period == event.period, shot.clock - event.clock <= window + 2 * Self.slack else { return }
      if !changed.contains(shot.id) { changed.append(shot.id) }
      place += 1
    }
  }
}
