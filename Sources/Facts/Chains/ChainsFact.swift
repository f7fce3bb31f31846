import Football
import Formats

/// One record for each shot: the last and second-last pass before it in the same possession.
///
/// Its id is the shot's. What it says depends on the set of events in force only: with each event the shots within
/// reach of it are worked out anew.
public struct ChainsFact<Shots: ShotValuing, Passes: PassValuing>: MatchFact {
  public static var name: String { "chains" }
  public static var reads: Set<FeedRecordType> { Shots.reads.union(Passes.reads).union([.match, .event]) }

  private var shots: Shots
  private var passes: Passes
  private var names = MatchNames()
  private var log: ChainLog

  /// Settings: `chains.window_s`, how long before the shot a pass may have been played (60 s, *ours*).
  public init(settings: FactSettings) {
    shots = Shots(settings: settings)
    passes = Passes(settings: settings)
    log = ChainLog(window: settings.double("chains.window_s", default: 60))
  }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    let revaluedShots = shots.take(record)
    let revaluedPasses = passes.take(record)
    var changed: [String] = []
    switch record {
    case .event(let event): changed = log.take(event)
    case .match(let moment):
      if let announcement = moment.announcement {
        names.take(announcement)
        changed = log.ids
      }
    case .frame, .recompute, .session, .timing: break
    }
    for id in revaluedShots where log.shot(id) != nil && !changed.contains(id) { changed.append(id) }
    for id in revaluedPasses { log.collectShots(&changed, afterPass: id) }
    for id in changed { say(id, into: &output) }
  }

  private func say(_ id: String, into output: inout FactOutput) {
    guard let event = log.shot(id), let shot = event.detail.shot else { return output.withdraw(id: id) }
    let links = log.passes(before: event).map { ChainLink($0, passes.value(ofPass: $0)) }
    let record = ChainRecord(
      event: event, shot: shot, xGoals: shots.xGoals(ofShot: id), last: links.first,
      second: links.count > 1 ? links[1] : nil)
    output.assert(id: id, period: event.period, clock: event.clock, time: event.time) { writer in
      record.write(names, into: &writer)
    }
  }
}
