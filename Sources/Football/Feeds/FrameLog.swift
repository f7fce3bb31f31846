import Formats

/// Gives a match of frames alone in the order of its log while the file streams by: periods begin with their first
/// frame and end with their last.
struct FrameLog {
  let announcement: MatchAnnouncement
  private var period: Int?
  private var clock = 0.0
  private var time: Timestamp?

  init(_ announcement: MatchAnnouncement) { self.announcement = announcement }

  private func record(_ moment: MatchMoment, _ time: Timestamp?, period: Int? = nil, clock: Double? = nil)
    -> FeedRecord
  {
    .match(
      MatchRecord(
        matchID: announcement.matchID, moment: moment, time: time, period: period, clock: clock,
        announcement: moment == .announced ? announcement : nil))
  }

  func announce(_ body: (FeedRecord) throws -> Void) throws {
    try body(record(.announced, announcement.kickOff))
  }

  /// An instant of the match, whether or not anything was seen then.
  mutating func reach(period: Int, clock: Double, time: Timestamp, _ body: (FeedRecord) throws -> Void) throws
  {
    if period != self.period {
      try endPeriod(body)
      try body(record(.periodStarted, time + -clock, period: period, clock: 0))
      self.period = period
    }
    self.clock = clock
    self.time = time
  }

  mutating func finish(_ body: (FeedRecord) throws -> Void) throws {
    try endPeriod(body)
    try body(record(.finished, time))
    try body(record(.closed, time))
  }

  private func endPeriod(_ body: (FeedRecord) throws -> Void) throws {
    guard let period else { return }
    try body(record(.periodEnded, time, period: period, clock: clock))
  }
}
