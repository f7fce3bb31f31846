import Football
import Formats

/// The records of a match's life, the newest of each.
struct MatchMoments: Sendable {
  private(set) var announced: MatchRecord?
  private var finished: MatchRecord?
  private var abandoned: MatchRecord?
  private var isClosed = false
  private var started: [MatchRecord?] = Array(repeating: nil, count: MatchClock.periods.count)
  private var ended: [MatchRecord?] = Array(repeating: nil, count: MatchClock.periods.count)

  mutating func take(_ record: MatchRecord) {
    switch record.moment {
    case .announced: announced = record
    case .finished: finished = record
    case .abandoned: abandoned = record
    case .closed: isClosed = true
    case .periodStarted, .periodEnded:
      guard let period = record.period, MatchClock.periods.contains(period) else { return }
      if record.moment == .periodStarted {
        started[period - 1] = record
      } else {
        ended[period - 1] = record
      }
    }
  }

  func start(of period: Int) -> MatchRecord? { started[period - 1] }
  func end(of period: Int) -> MatchRecord? { ended[period - 1] }

  func state(isKickedOff: Bool) -> MatchState {
    // A match that is played on after it was abandoned ends as a finished one.
    if finished != nil { return .finished }
    if abandoned != nil { return .abandoned }
    guard isKickedOff else { return .announced }
    return isClosed ? .finished : .live
  }

  /// Wall clock of the moment up to which `progress` counts: the start of the period and what has been played
  /// of it, or the end of the match.
  func time(_ progress: MatchProgress) -> Timestamp? {
    switch progress.state {
    case .finished: if let end = finished?.time { return end }
    case .abandoned: if let end = abandoned?.time { return end }
    case .announced: return announced?.time
    case .live: break
    }
    guard progress.isKickedOff, let start = start(of: progress.period)?.time, let clock = progress.clock
    else { return nil }
    return Timestamp(microseconds: start.microseconds + Int64((clock * 1e6).rounded()))
  }
}
