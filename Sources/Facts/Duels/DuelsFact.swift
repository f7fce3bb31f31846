import Football
import Formats

/// One record for each duel, interception and recovery: who won the ball, from whom, and which side was without it.
///
/// Its id is the event's. A shoot-out has none. What a record says depends on the set of events in force only.
public struct DuelsFact: MatchFact {
  public static let name = "duels"
  public static let reads: Set<FeedRecordType> = [.match, .event]

  private var names = MatchNames()
  private var log: DuelLog

  /// Settings: `duels.loss_window_s`, how long before an interception the pass that failed may be (5 s, *ours*).
  public init(settings: FactSettings) {
    log = DuelLog(window: settings.double("duels.loss_window_s", default: 5))
  }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    switch record {
    case .event(let event): for id in log.take(event) { say(id, into: &output) }
    case .match(let moment):
      guard let announcement = moment.announcement else { return }
      names.take(announcement)
      for id in log.ids { say(id, into: &output) }
    case .frame, .recompute, .session, .timing: return
    }
  }

  private func say(_ id: String, into output: inout FactOutput) {
    guard let event = log.event(id), let duel = log.duel(event) else { return output.withdraw(id: id) }
    output.assert(id: id, period: event.period, clock: event.clock, time: event.time) { writer in
      duel.write(names, into: &writer)
    }
  }
}
