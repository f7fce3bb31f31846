import Football

/// Puts the frames of a match in order of time: holds each back for a moment, so that late ones find their place.
///
/// A frame that comes too late for that, or again, is left out.
struct FrameQueue: Sendable {
  let lateness: Double
  private var waiting: [Frame] = []
  /// What has been given out reaches up to here.
  private var reached: (period: Int, clock: Double) = (0, -.infinity)

  init(lateness: Double) { self.lateness = lateness }

  /// Takes a frame and returns those that are now in order.
  mutating func take(_ frame: Frame) -> [Frame] {
    guard (frame.period, frame.clock) > reached else { return [] }
    if let last = waiting.last, (last.period, last.clock, last.number) >= Self.key(frame) {
      let place = waiting.firstIndex { Self.key($0) >= Self.key(frame) } ?? waiting.count
      // The first one told of a number stands.
      if waiting.contains(where: { $0.period == frame.period && $0.number == frame.number }) { return [] }
      waiting.insert(frame, at: place)
    } else {
      waiting.append(frame)
    }
    guard let newest = waiting.last else { return [] }
    let due = newest.clock - lateness
    return release { $0.period < newest.period || $0.clock <= due }
  }

  /// Returns what still waits of the period and those before it.
  mutating func flush(through period: Int) -> [Frame] {
    let frames = release { $0.period <= period }
    if reached.period <= period { reached = (period, .infinity) }
    return frames
  }

  private mutating func release(_ isDue: (Frame) -> Bool) -> [Frame] {
    let due = waiting.prefix(while: isDue)
    guard let last = due.last else { return [] }
    let frames = Array(due)
    reached = (last.period, last.clock)
    waiting.removeFirst(frames.count)
    return frames
  }

  private static func key(_ frame: Frame) -> (Int, Double, UInt32) {
    (frame.period, frame.clock, frame.number)
  }
}
