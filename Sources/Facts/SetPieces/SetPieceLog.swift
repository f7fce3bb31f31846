import Football

/// The events of a match that set pieces are made of, and which set pieces an event can have changed.
struct SetPieceLog: Sendable {
  let window: Double
  private var play = EventTimeline()
  /// Of these, the restarts that are set pieces.
  private var kicks = EventTimeline()
  /// Of these, the shots that the feed ascribes to a set piece.
  private var ascribed = EventTimeline()

  /// Room for the last bits of a difference of clocks.
  private static let slack = 0.001

  init(window: Double) { self.window = window }

  /// Ids of all set pieces, in order of play.
  var ids: [String] { kicks.events.map(\.id) }

  /// Takes the event and returns the ids of the set pieces that may have changed, those that are none any more
  /// included.
  mutating func take(_ event: Event) -> [String] {
    var changed: [String] = []
    if let old = play.event(event.id) { collect(&changed, around: old) }
    let isWanted = !event.isWithdrawn && PlayAfterRestart.matters(event)
    play.take(event, isWanted: isWanted)
    kicks.take(event, isWanted: isWanted && event.setPieceKind != nil)
    ascribed.take(event, isWanted: isWanted && event.ascribedKind != nil)
    if isWanted { collect(&changed, around: event) }
    return changed
  }

  /// The set pieces that a new value of this shot may change.
  func setPieces(ofShot id: String) -> [String] {
    var changed: [String] = []
    if let shot = play.event(id) { collect(&changed, around: shot) }
    return changed
  }

  func setPiece(_ id: String) -> SetPiece? {
    guard let restart = kicks.event(id), let kind = restart.setPieceKind else { return nil }
    var piece = SetPiece(restart: restart, kind: kind)
    if restart.type == .shot { piece.shots.append(restart) }
    follow(&piece)
    addAscribed(&piece)
    piece.shots.sort(by: Event.inOrderOfPlay)
    return piece
  }

  /// What happened in the same possession. A shot that the feed ascribes to a set piece belongs to that one only.
  private func follow(_ piece: inout SetPiece) {
    guard let start = play.position(of: piece.restart.id) else { return }
    let after = PlayAfterRestart(restart: piece.restart, window: window)
    var place = start + 1
    while place < play.events.count, !after.ends(at: play.events[place]) {
      let event = play.events[place]
      place += 1
      if event.type == .shot, event.teamID == piece.restart.teamID {
        if latestKick(ofShot: event) == nil { piece.shots.append(event) }
      } else if event.type == .ownGoal, event.teamID != piece.restart.teamID {
        piece.ownGoals += 1
      }
    }
  }

  /// What the feed ascribes to it: until the team's next set piece of the kind, or the end of the period.
  private func addAscribed(_ piece: inout SetPiece) {
    guard !ascribed.events.isEmpty else { return }
    let restart = piece.restart
    var place = ascribed.firstIndex(period: restart.period, clock: restart.clock)
    while place < ascribed.events.count, ascribed.events[place].period == restart.period {
      let shot = ascribed.events[place]
      place += 1
      guard shot.ascribedKind == piece.kind, shot.teamID == restart.teamID else { continue }
      if latestKick(ofShot: shot) == restart.id {
        piece.shots.append(shot)
      } else if Event.inOrderOfPlay(restart, shot) {
        return
      }
    }
  }

  /// The team's latest set piece of the kind to which the feed ascribes the shot, in the same period.
  private func latestKick(ofShot shot: Event) -> String? {
    shot.ascribedKind.flatMap { latestKick(before: shot, kind: $0) }
  }

  private func latestKick(before event: Event, kind: SetPieceKind) -> String? {
    var place = kicks.firstIndex(after: event)
    while place > 0 {
      place -= 1
      let kick = kicks.events[place]
      guard kick.period == event.period else { return nil }
      if kick.id != event.id, kick.teamID == event.teamID, kick.setPieceKind == kind { return kick.id }
    }
    return nil
  }

  private func collect(_ changed: inout [String], around event: Event) {
    if let kind = event.setPieceKind {
      add(event.id, to: &changed)
      add(latestKick(before: event, kind: kind), to: &changed)
      // Shots that the feed ascribes to this one leave the set pieces that else would hold them, or come back.
      var place = ascribed.firstIndex(after: event)
      while place < ascribed.events.count, ascribed.events[place].period == event.period {
        let shot = ascribed.events[place]
        if shot.ascribedKind == kind, shot.teamID == event.teamID { collect(&changed, within: shot) }
        place += 1
      }
    }
    add(latestKick(ofShot: event), to: &changed)
    collect(&changed, within: event)
  }

  /// The set pieces whose play reaches to this event.
  private func collect(_ changed: inout [String], within event: Event) {
    var place = kicks.firstIndex(period: event.period, clock: event.clock - window - Self.slack)
    while place < kicks.events.count, kicks.events[place].period == event.period,
      kicks.events[place].clock <= event.clock
    {
      if isPlaying(kicks.events[place], until: event) { add(kicks.events[place].id, to: &changed) }
      place += 1
    }
  }

  /// Whether nothing before the event has ended what came of this set piece.
  private func isPlaying(_ kick: Event, until event: Event) -> Bool {
    guard let start = play.position(of: kick.id) else { return true }
    let after = PlayAfterRestart(restart: kick, window: window)
    var place = start + 1
    while place < play.events.count, Event.inOrderOfPlay(play.events[place], event) {
      if after.ends(at: play.events[place]) { return false }
      place += 1
    }
    return true
  }

  private func add(_ id: String?, to changed: inout [String]) {
    if let id, !changed.contains(id) { changed.append(id) }
  }
}
