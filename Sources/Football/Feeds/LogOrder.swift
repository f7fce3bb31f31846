import Formats

/// A period of a match as a feed tells it.
struct PeriodSpan: Sendable, Equatable {
  var number: Int
  var start: Timestamp?
  /// Seconds from start to end; nil where the feed does not tell the end.
  var length: Double?

  var end: Timestamp? {
    guard let start, let length else { return nil }
    return start + length
  }
}

/// Frames in order of period and clock, one at a time.
protocol FrameSequence: AnyObject {
  func next() throws -> Frame?
}

/// Puts what a reader has found of a match into the order of a match's log.
struct LogOrder {
  let announcement: MatchAnnouncement
  /// In order of number.
  let periods: [PeriodSpan]
  /// Any order.
  var events: [Event] = []

  /// Announced, then each period with its events and frames by clock, then finished and closed. At the same
  /// clock events come before the frame, so that a shot is known when its frame arrives.
  func write(frames: (any FrameSequence)? = nil, to body: (FeedRecord) throws -> Void) throws {
    let matchID = announcement.matchID
    try body(
      .match(
        MatchRecord(
          matchID: matchID, moment: .announced, time: announcement.kickOff, announcement: announcement)))
    let ordered = events.sorted(by: Event.inOrderOfPlay)
    var next = 0
    var frame = try frames?.next()
    var last: Timestamp?
    for period in periods {
      try body(
        .match(
          MatchRecord(
            matchID: matchID, moment: .periodStarted, time: period.start, period: period.number, clock: 0)))
      var clock = 0.0
      while true {
        let event = next < ordered.count && ordered[next].period <= period.number ? ordered[next] : nil
        let pending = frame.flatMap { $0.period <= period.number ? $0 : nil }
        if let event, pending.map({ (event.period, event.clock) <= ($0.period, $0.clock) }) ?? true {
          try body(.event(event))
          clock = max(clock, event.clock)
          next += 1
        } else if let pending {
          try body(.frame(pending))
          clock = max(clock, pending.clock)
          frame = try frames?.next()
        } else {
          break
        }
      }
      let length = period.length ?? clock
      last = period.start.map { $0 + length }
      try body(
        .match(
          MatchRecord(
            matchID: matchID, moment: .periodEnded, time: last, period: period.number, clock: length)))
    }
    try body(.match(MatchRecord(matchID: matchID, moment: .finished, time: last)))
    try body(.match(MatchRecord(matchID: matchID, moment: .closed, time: last)))
  }
}
