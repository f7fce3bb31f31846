import Football

/// How far the match has come: the greatest clock of each period among the events in force and the frames.
///
/// An event that is corrected or withdrawn takes its clock with it, so that the answer does not depend on what
/// was once believed.
struct MatchClock: Sendable {
  static let periods = 1...5

  private var places: [String: Place] = [:]
  /// Clocks of the events in force, in order, for each period.
  private var clocks: [[Double]] = Array(repeating: [], count: Self.periods.count)
  private var frames: [Double?] = Array(repeating: nil, count: Self.periods.count)

  private struct Place: Sendable {
    var period: Int
    var clock: Double
  }

  mutating func take(_ event: Event) {
    if let old = places.removeValue(forKey: event.id) {
      clocks[old.period - 1].remove(at: index(of: old.clock, in: old.period))
    }
    guard !event.isWithdrawn, Self.periods.contains(event.period) else { return }
    clocks[event.period - 1].insert(event.clock, at: index(of: event.clock, in: event.period))
    places[event.id] = Place(period: event.period, clock: event.clock)
  }

  mutating func take(_ frame: Frame) {
    guard Self.periods.contains(frame.period) else { return }
    frames[frame.period - 1] = max(frames[frame.period - 1] ?? frame.clock, frame.clock)
  }

  /// Seconds since the start of the period; nil when nothing of it was seen.
  func greatest(_ period: Int) -> Double? {
    switch (clocks[period - 1].last, frames[period - 1]) {
    case (let event?, let frame?): max(event, frame)
    case (let event?, nil): event
    case (nil, let frame): frame
    }
  }

  /// The place of the first clock that is not smaller.
  private func index(of clock: Double, in period: Int) -> Int {
    let clocks = clocks[period - 1]
    if let last = clocks.last, last < clock { return clocks.count }
    var low = 0
    var high = clocks.count
    while low < high {
      let middle = (low + high) / 2
      if clocks[middle] < clock { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
