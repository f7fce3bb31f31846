import Football

/// One record for each corner and free kick, with the shots that came of it and what it was worth.
///
/// Its id is the restart event's. What it says depends on the set of events in force, never on the order of
/// their arrival: every event is put in its place in the order of play, and the set pieces within reach of it
/// are worked out anew.
public struct SetPieceFact<Valuer: ShotValuing>: MatchFact {
  public static var name: String { "setpieces" }
  public static var reads: Set<FeedRecordType> { Valuer.reads.union([.match, .event]) }

  private let rules: SetPieceRules
  private var valuer: Valuer
  private var match: MatchAnnouncement?
  private var log: SetPieceLog

  public init(settings: FactSettings) {
    rules = SetPieceRules(settings: settings)
    valuer = Valuer(settings: settings)
    log = SetPieceLog(window: rules.window)
  }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    let revalued = valuer.take(record)
    var changed: [String] = []
    switch record {
    case .event(let event): changed = log.take(event)
    case .match(let moment):
      guard let announcement = moment.announcement else { break }
      match = announcement
      changed = log.ids
    case .frame, .recompute, .session, .timing: break
    }
    for shot in revalued {
      for id in log.setPieces(ofShot: shot) where !changed.contains(id) { changed.append(id) }
    }
    for id in changed { say(id, into: &output) }
  }

  private func say(_ id: String, into output: inout FactOutput) {
    guard let match, let piece = log.setPiece(id) else { return output.withdraw(id: id) }
    let shots = piece.shots.compactMap { event in
      event.detail.shot.map { shot in
        SetPieceRecord.ShotLine(
          event: event, shot: shot, value: rules.value(of: shot, xGoals: valuer.xGoals(ofShot: event.id)))
      }
    }
    let record = SetPieceRecord(piece: piece, match: match, shots: shots)
    let restart = piece.restart
    output.assert(id: id, period: restart.period, clock: restart.clock, time: restart.time) { writer in
      record.write(into: &writer)
    }
  }
}
