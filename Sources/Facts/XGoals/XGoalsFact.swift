import Football
import Formats

/// The fact `xgoals`: a record for each shot, with both teams' totals up to it.
public struct XGoalsFact: MatchFact {
  public static let name = "xgoals"
  public static let reads = ShotValuer.reads

  private var valuer: ShotValuer
  /// Shots in force, in order of play.
  private var shots = EventTimeline()
  private var goalkeepers = GoalkeeperLog()
  private var isOver = false

  public init(settings: FactSettings) { valuer = ShotValuer(settings: settings) }

  init(valuer: ShotValuer) { self.valuer = valuer }

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    var changed = valuer.take(record)
    var first = shots.events.count
    switch record {
    case .event(let event):
      // From a change in goal on, later shots meet somebody else.
      for change in goalkeepers.take(event) {
        first = min(first, shots.firstIndex(period: change.period, clock: change.clock))
      }
      let old = shots.take(event, isWanted: ShotValuer.isValued(event))
      let isNow = ShotValuer.isValued(event)
      guard old != nil || isNow else { break }
      if !isNow { output.withdraw(id: event.id, time: event.time) }
      changed = []
      // Of both places the earlier: from there on totals may differ.
      for moved in [old, event].compactMap({ $0 }) {
        first = min(first, shots.firstIndex(period: moved.period, clock: moved.clock))
      }
    case .match(let moment) where moment.moment == .announced:
      first = 0
    case .match(let moment) where moment.moment == .finished || moment.moment == .abandoned:
      isOver = true
    default: break
    }
    for id in changed { first = min(first, shots.position(of: id) ?? first) }
    // Which shot is the last may have changed.
    if isOver { first = min(first, max(0, shots.events.count - 2)) }
    assert(from: first, into: &output)
  }

  /// Asserts the shots from that place on; those that are published so already are dropped by `output`.
  private func assert(from first: Int, into output: inout FactOutput) {
    guard first < shots.events.count, let announcement = valuer.announcement else { return }
    var totals = XGoalsTotals(home: announcement.home.id, away: announcement.away.id)
    for (place, event) in shots.events.enumerated() {
      guard let shot = event.detail.shot, let value = valuer.value(of: event.id) else { continue }
      totals.add(team: event.teamID, xGoals: value.xGoals, isPenalty: shot.restart == .penalty)
      if place < first { continue }
      output.assert(id: event.id, period: event.period, clock: event.clock, time: event.time) { writer in
        XGoalsRecord(
          event: event, shot: shot, value: value, totals: totals, announcement: announcement,
          goalkeeper: event.teamID.flatMap(announcement.opponent(of:)).flatMap {
            goalkeepers.goalkeeper(of: $0, at: event, announcement)
          },
          explanation: valuer.explanation(of: event.id),
          isFullTime: isOver && place == shots.events.count - 1
        ).write(into: &writer)
      }
    }
  }
}
