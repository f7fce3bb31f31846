import Football
import Formats

/// When each record of one match is due, in seconds of play since its first kick-off, breaks included.
///
/// Within a period the match clock counts: wall-clock stamps of events are set by hand and out of order. Periods
/// begin when their records of life say so; without such times the breaks of the Laws of the Game are taken.
struct MatchTimeline {
  /// Seconds of a break that no record times, before the period with the number.
  private static let breaks: [Int: Double] = [2: 900, 3: 300, 4: 60, 5: 300]

  private var origin: Timestamp?
  private var starts: [Int: Double] = [:]
  /// The latest moment seen.
  private var latest = 0.0

  /// Seconds since the first kick-off; nil for what is due at once.
  mutating func due(_ record: FeedRecord) -> Double? {
    guard let position = record.position else { return nil }
    // A session has one clock from its beginning to its end.
    if position.isLap { return position.clock }
    if case .match(let life) = record, life.moment == .periodStarted { begin(position.period, at: life.time) }
    if starts[position.period] == nil { begin(position.period, at: nil) }
    let due = (starts[position.period] ?? 0) + position.clock
    latest = max(latest, due)
    return due
  }

  private mutating func begin(_ period: Int, at time: Timestamp?) {
    guard starts[period] == nil else { return }
    var start = starts.isEmpty ? 0 : latest + (Self.breaks[period] ?? 0)
    if let time {
      if let origin {
        start = max(latest, Double(time.microseconds - origin.microseconds) / 1e6)
      } else {
        origin = Timestamp(microseconds: time.microseconds - Int64(start * 1e6))
      }
    }
    starts[period] = start
  }
}
