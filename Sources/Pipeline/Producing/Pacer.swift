import Telemetry

/// Tells how long a record must wait for its moment.
///
/// Every moment counts from the first paced record, so that waits that took too long add up to nothing: who falls
/// behind catches up without waiting.
struct Pacer {
  private let speed: FeedSpeed
  private let time: any TimeSource
  private var start: (nanoseconds: UInt64, due: Double)?

  init(_ speed: FeedSpeed, time: any TimeSource) {
    self.speed = speed
    self.time = time
  }

  /// - Parameter due: seconds of play.
  /// - Returns: seconds from now; 0 when the moment has come.
  mutating func wait(for due: Double) -> Double {
    guard case .times(let factor) = speed else { return 0 }
    let now = time.monotonicNanoseconds()
    guard let start else {
      self.start = (now, due)
      return 0
    }
    return max(0, (due - start.due) / factor - Double(now - start.nanoseconds) / 1e9)
  }
}
