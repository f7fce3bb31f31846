import Football
import Formats

/// One record a match: who has been on the pitch, from when to when, and for how many minutes.
///
/// Minutes include added time. The record is said anew at each change of who plays, at each goal, and at the
/// latest full minute that the match clock has reached; what it says depends on the set of events in force only.
public struct AppearancesFact: MatchFact {
  public static let name = "appearances"
  public static let reads: Set<FeedRecordType> = [.match, .event, .frame]
  /// The id of the match's one record.
  public static let recordID = "appearances"

  private var match: MatchAnnouncement?
  private var moments = MatchMoments()
  private var clock = MatchClock()
  private var changes = EventTimeline()
  private var goals = EventTimeline()
  private var progress = MatchProgress()

  public init(settings: FactSettings) {}

  public mutating func apply(_ record: FeedRecord, into output: inout FactOutput) {
    var isChanged = false
    switch record {
    case .match(let moment):
      moments.take(moment)
      if let announcement = moment.announcement { match = announcement }
      isChanged = true
    case .event(let event):
      clock.take(event)
      isChanged = take(event)
    case .frame(let frame): clock.take(frame)
    case .recompute, .session, .timing: return
    }
    let progress = MatchProgress(clock: clock, moments: moments, changes: changes.events)
    guard isChanged || progress != self.progress, let match else { return }
    self.progress = progress
    let content = AppearancesRecord(
      match: match, progress: progress, changes: changes.events, goals: goals.events)
    output.assert(
      id: Self.recordID, period: progress.isKickedOff ? progress.period : nil, clock: progress.clock,
      time: moments.time(progress)
    ) { content.write(into: &$0) }
  }

  /// True when who plays, or the score, may have changed.
  private mutating func take(_ event: Event) -> Bool {
    let isChange: Bool =
      switch event.type {
      case .substitution, .playerOff, .playerOn: true
      case .card: event.detail.card?.isSendingOff ?? false
      default: false
      }
    let isGoal = event.type == .ownGoal || event.detail.shot?.isGoal ?? false
    let oldChange = changes.take(event, isWanted: isChange)
    let oldGoal = goals.take(event, isWanted: isGoal && event.period < 5)
    return isChange || isGoal || oldChange != nil || oldGoal != nil
  }
}
