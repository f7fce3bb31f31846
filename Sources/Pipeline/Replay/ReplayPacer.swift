import Telemetry

/// Holds records back so that they come as fast as the match was played, or so many times faster.
struct ReplayPacer {
  /// Nil: never waits.
  let speed: Double?
  private var first: (nanoseconds: UInt64, moment: Double)?
  private var latest = -Double.infinity

  init(speed: Double?) { self.speed = speed }

  /// - Throws: `CancellationError` if told to stop meanwhile.
  mutating func wait(
    for record: LogRecord, _ cancellation: Cancellation, _ onWait: () throws -> Void
  ) throws {
    guard let speed, speed > 0, let moment = Self.moment(of: record) else { return }
    // A record that comes late does not turn the time back.
    latest = max(latest, moment)
    let now = SystemTime().monotonicNanoseconds()
    guard let first else {
      first = (now, latest)
      return
    }
    let due = (latest - first.moment) / speed
    let left = due - Double(now - first.nanoseconds) / 1e9
    guard left > 0.001 else { return }
    try onWait()
    if cancellation.wait(seconds: left) { throw CancellationError() }
  }

  /// Seconds on the wall clock, where the feed has one, else of play.
  private static func moment(of record: LogRecord) -> Double? {
    if case .match(let moment) = record.record, moment.announcement != nil { return nil }
    return record.time.map { Double($0.microseconds) / 1e6 } ?? record.clock?.nominalSeconds
  }
}
