import Football

extension PassTable {
  /// Takes the passes of a match as they stand in its log, in any order, and sees each as the fact does.
  public mutating func take(_ events: [Event], of announcement: MatchAnnouncement) {
    var passes = EventTimeline()
    for event in Self.withoutRareFeet(events) { passes.take(event, isWanted: PassValuer.isValued(event)) }
    for place in passes.events.indices {
      guard let situation = passes.passSituation(at: place, announcement) else { continue }
      take(passes.events[place], situation)
    }
  }

  /// Where a feed tells of crosses only with which foot they were played, a model would take every pass whose foot
  /// is known for a cross.
  private static func withoutRareFeet(_ events: [Event]) -> [Event] {
    func isSided(_ part: BodyPart?) -> Bool { part == .leftFoot || part == .rightFoot }
    let isTold = events.contains { event in
      event.detail.pass.map { !$0.isCross && isSided($0.bodyPart) } ?? false
    }
    return isTold
      ? events
      : events.map { event in
        guard var pass = event.detail.pass, isSided(pass.bodyPart) else { return event }
        pass.bodyPart = .foot
        var event = event
        event.detail = .pass(pass)
        return event
      }
  }

  /// Adds the passes of one feed's season, without those of a restart of which not one arrived: there the feed does
  /// not mark what arrives (Wyscout's goal kicks).
  public mutating func append(season: PassTable) {
    let kinds = Dictionary(grouping: season.rows, by: \.kind)
    let unmarked = kinds.filter { $1.count >= Self.unmarkedFrom && $1.allSatisfy { $0.label < 0.5 } }
    leftOut += season.leftOut + unmarked.values.reduce(0) { $0 + $1.count }
    rows += season.rows.filter { unmarked[$0.kind] == nil }
  }

  /// So many failed ones of a kind without one that arrived are no chance (*ours*).
  private static let unmarkedFrom = 50
}
