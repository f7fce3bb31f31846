import Football

/// The shots of a match as a shot after them may know them: which one the team had just before.
struct ShotHistory: Sendable {
  private var shots: [String: Entry] = [:]

  private struct Entry: Sendable {
    var event: Event
    var outcome: ShotOutcome
    var team: String
  }

  /// Takes a shot in its newest revision, or takes it out.
  ///
  /// - Returns: ids of the other shots of the team, up to 5 s later, whose rebound may have changed.
  mutating func take(_ event: Event, isShot: Bool) -> [String] {
    var affected: Set<String> = []
    if let old = shots.removeValue(forKey: event.id) { affected.formUnion(after(old)) }
    if isShot, let outcome = event.detail.shot?.outcome, let team = event.teamID {
      let entry = Entry(event: event, outcome: outcome, team: team)
      affected.formUnion(after(entry))
      shots[event.id] = entry
    }
    return affected.filter { $0 != event.id }.sorted()
  }

  /// What the team's latest shot before this one ended in, if it was at most 5 s before; clocks in whole seconds,
  /// as files of shots have them.
  func rebound(of event: Event) -> Rebound {
    var latest: Entry?
    for entry in shots.values
    where entry.team == event.teamID && entry.event.id != event.id && entry.event.period == event.period
      && Event.inOrderOfPlay(entry.event, event)
    {
      if let other = latest, Event.inOrderOfPlay(entry.event, other.event) { continue }
      latest = entry
    }
    guard let latest, Self.isSoon(latest.event.clock, event.clock) else { return .none }
    return Rebound(after: latest.outcome)
  }

  static func isSoon(_ earlier: Double, _ later: Double) -> Bool {
    later.rounded(.down) - earlier.rounded(.down) <= Rebound.window
  }

  private func after(_ entry: Entry) -> [String] {
    shots.values.filter {
      $0.team == entry.team && $0.event.period == entry.event.period
        && Event.inOrderOfPlay(entry.event, $0.event) && Self.isSoon(entry.event.clock, $0.event.clock)
    }.map(\.event.id)
  }
}
