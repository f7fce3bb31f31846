import Football

/// The life of a match as its log has told it so far.
enum MatchState: String, Sendable, CaseIterable {
  case announced, live, finished, abandoned
}

/// How long each period has lasted by now, and whether it is over.
///
/// A period that is over lasts until the clock of its end, or else the greatest clock seen in it; one still
/// being played lasts until its latest full minute, or the latest change of who plays, if that is later.
struct MatchProgress: Sendable, Equatable {
  var state = MatchState.announced
  /// The latest period begun; 0 before kick-off.
  var period = 0
  /// Seconds, of the four periods in which minutes count: a shoot-out has none.
  var lengths: [Double] = [0, 0, 0, 0]

  init() {}

  /// - Parameter changes: substitutions, sendings-off, players leaving and coming back, in order of play.
  init(clock: MatchClock, moments: MatchMoments, changes: [Event]) {
    for period in MatchClock.periods {
      let isBegun =
        clock.greatest(period) != nil || moments.start(of: period) != nil || moments.end(of: period) != nil
      if isBegun { self.period = period }
    }
    state = moments.state(isKickedOff: period > 0)
    for period in 1...min(max(self.period, 1), lengths.count) {
      let end = moments.end(of: period)
      let greatest = clock.greatest(period) ?? 0
      let isOver = end != nil || period < self.period || state == .finished || state == .abandoned
      if isOver {
        lengths[period - 1] = end?.clock ?? greatest
      } else {
        let change = changes.last { $0.period == period }?.clock ?? 0
        lengths[period - 1] = max((greatest / 60).rounded(.down) * 60, change)
      }
    }
  }

  var isKickedOff: Bool { period > 0 }

  /// Seconds played in all, added time included.
  var seconds: Double { lengths.reduce(0, +) }

  /// Seconds played up to a moment of a period.
  func seconds(until clock: Double, in period: Int) -> Double {
    guard period <= lengths.count else { return seconds }
    return lengths[..<(period - 1)].reduce(0, +) + min(max(clock, 0), lengths[period - 1])
  }

  /// The moment up to which all is counted.
  var clock: Double? { (1...lengths.count).contains(period) ? lengths[period - 1] : nil }
}
