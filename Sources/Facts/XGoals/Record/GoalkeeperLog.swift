import Football

/// Who was in goal, by the announcement and the events that change who plays.
struct GoalkeeperLog: Sendable {
  /// Substitutions and sendings-off in force, in order of play.
  private(set) var changes = EventTimeline()

  /// Takes an event; returns what it replaced and what is in force now, if they change who plays.
  mutating func take(_ event: Event) -> [Event] {
    let isChange =
      event.type == .substitution && event.detail.substitution != nil
      || event.detail.card?.isSendingOff == true
    let old = changes.take(event, isWanted: isChange)
    return [old, isChange && !event.isWithdrawn ? event : nil].compactMap { $0 }
  }

  /// The goalkeeper of a team when that event happened; nil where nobody knows.
  ///
  /// He who was announced, until he is substituted or sent off; then he who came on for him, or the next
  /// goalkeeper to come on for anybody.
  func goalkeeper(of team: String, at event: Event, _ match: MatchAnnouncement) -> String? {
    let squad = match.players.filter { $0.teamID == team }
    var current = squad.first { $0.isGoalkeeper && $0.isStarter }?.id
    let end = changes.firstIndex(after: event)
    for change in changes.events[..<end] {
      if let substitution = change.detail.substitution {
        let on = substitution.playerOnID
        let isGoalkeeper = squad.contains { $0.id == on && $0.isGoalkeeper }
        if substitution.playerOffID == current || isGoalkeeper { current = on }
      } else if let player = change.playerID, player == current {
        current = nil
      }
    }
    return current
  }
}
