import Formula1

/// A first stop and the second one that answers it, as they happened: what a prediction is held against.
struct BattleWindow: Sendable, Equatable {
  /// Indices in the race's cars.
  var first: Int
  var second: Int
  var isUndercut: Bool
  /// In-laps.
  var firstStop: Int
  var secondStop: Int
  /// Seconds between the two at the end of the lap before the first stop, above 0.
  var gapBefore: Double
  /// Seconds by which the chaser is ahead at the end of the second's out-lap.
  var gapAfter: Double
  var isNeutralised: Bool
  var isWet: Bool
  /// Nobody between the two before the first stop.
  var isAdjacent: Bool
  /// Line of the table of labelled battles; nil of what was found in the laps.
  var row: Int?

  var lapsBetween: Int { secondStop - firstStop }
  var isChaserAhead: Bool { gapAfter > 0 }
  /// A labelled attempt by the table's own rule.
  var isLabelled: Bool { isAdjacent && gapBefore <= 5 && lapsBetween <= 12 }
  var isCounted: Bool { !isNeutralised && !isWet }
  var sign: Double { isUndercut ? 1 : -1 }
}

extension RaceState {
  static let widestGap = 12.0
  static let longestWindow = 18

  /// Every first stop with each answer to it by a car near by, of a race that is over. Wider than the labelled
  /// table (12 s, 18 laps, cars between): more to learn from.
  func windows() -> [BattleWindow] {
    var found: [BattleWindow] = []
    let regular = Set(stops.filter { $0.isRegular && $0.lap > 1 }.map { CarLap(car: $0.car, lap: $0.lap) })
    let inLaps = cars.map { $0.inLaps(to: $0.laps.count) }
    for stop in stops where stop.isRegular && stop.lap > 1 {
      let before = stop.lap - 1
      guard !cars[stop.car].end(before).isNaN else { continue }
      let order = cars.indices.filter { !cars[$0].end(before).isNaN }
        .sorted { (cars[$0].end(before), $0) < (cars[$1].end(before), $1) }
      guard let place = order.firstIndex(of: stop.car) else { continue }
      for (otherPlace, other) in order.enumerated() where other != stop.car {
        let gap = cars[stop.car].end(before) - cars[other].end(before)
        guard abs(gap) <= Self.widestGap, gap != 0, !inLaps[other].contains(stop.lap),
          let answer = inLaps[other].first(where: { $0 > stop.lap }), answer - stop.lap <= Self.longestWindow,
          regular.contains(CarLap(car: other, lap: answer)),
          !inLaps[stop.car].contains(where: { $0 > stop.lap && $0 <= answer })
        else { continue }
        let after = cars[other].end(answer + 1) - cars[stop.car].end(answer + 1)
        guard !after.isNaN else { continue }
        let laps = stop.lap...answer + 1
        found.append(
          BattleWindow(
            first: stop.car, second: other, isUndercut: gap > 0, firstStop: stop.lap, secondStop: answer,
            gapBefore: abs(gap), gapAfter: gap > 0 ? after : -after,
            isNeutralised: laps.contains {
              cars[stop.car].isNeutralised($0) || cars[other].isNeutralised($0)
            },
            isWet: (before...answer + 1).contains {
              cars[stop.car].hardness($0) >= 3 || cars[other].hardness($0) >= 3
            },
            isAdjacent: abs(otherPlace - place) == 1))
      }
    }
    return found
  }

  private struct CarLap: Hashable {
    var car: Int
    var lap: Int
  }
}
