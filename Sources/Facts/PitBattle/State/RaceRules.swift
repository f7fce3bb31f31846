import Formula1

/// The stops that the tyre rules still demand of a car.
extension RaceState {
  /// Stops still owed; nil where an unknown compound hides what has been used.
  ///
  /// A car that used intermediates or wets need not use two slicks; a change under a red flag counts as one.
  func stopsOwed(_ car: Int) -> Int? {
    let rules = announcement?.rules ?? TyreRules()
    let stints = cars[car].stints
    var owed = 0
    if !stints.contains(where: { $0.compound.isWet }) {
      let slicks = Set(stints.map(\.compound).filter(\.isSlick))
      if slicks.count < rules.compounds {
        guard !stints.contains(where: { $0.compound == .unknown }), !stints.isEmpty else { return nil }
        owed = rules.compounds - slicks.count
      }
    }
    owed = max(owed, rules.stops - max(0, stints.count - 1))
    if let longest = rules.longestStint {
      let ahead = countedLaps(car) + lapsToGo(car)
      owed = max(owed, (ahead + longest - 1) / longest - 1)
    }
    return owed
  }

  /// Laps of a used set that a limit does not count, those out of the pits and back into them in an earlier session.
  /// Two: with them the longest used sets of Qatar 2023 come to exactly its 18 laps, as the longest new ones do.
  static let uncountedLaps = 2

  /// Laps on the set that a limit for a set counts; 0 where the tyres are not known.
  func countedLaps(_ car: Int) -> Int {
    let lap = cars[car].lastLap
    guard let stint = cars[car].stint(lap) else { return 0 }
    return max(0, (stint.age ?? 0) - Self.uncountedLaps) + max(0, lap - stint.startLap + 1)
  }

  /// At most, of a race of known length: a car that is lapped drives less than the full distance, and none goes on
  /// after the winner is home.
  private func lapsToGo(_ car: Int) -> Int {
    let leader = cars.map(\.lastLap).max() ?? 0
    guard let total = totalLaps, leader < total else { return 0 }
    return min(total - cars[car].lastLap, total - leader + 1)
  }

  /// Seconds of penalties that the car has still to serve, in a stop or on a way through the pit lane.
  func penaltySeconds(_ car: Int, _ stats: FieldStats) -> Double {
    var seconds = 0.0
    for key in cars[car].penalties.keys.sorted() {
      guard let penalty = cars[car].penalties[key], !penalty.isServed else { continue }
      switch penalty.kind {
      case .time: seconds += penalty.seconds
      // The way through the pit lane alone: a stop without the 2.5 s (ours) that wheels take.
      case .driveThrough: seconds += max(0, stats.expectedLoss - 2.5)
      case .stopAndGo: seconds += max(0, stats.expectedLoss - 2.5) + penalty.seconds
      }
    }
    return seconds
  }
}
