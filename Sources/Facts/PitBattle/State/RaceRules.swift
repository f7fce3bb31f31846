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
    if let longest = rules.longestStint, let total = totalLaps {
      let age = cars[car].tyreAge(cars[car].lastLap)
      let ahead = (age.isNaN ? 0 : Int(age)) + total - cars[car].lastLap
      owed = max(owed, (ahead + longest - 1) / longest - 1)
    }
    return owed
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
