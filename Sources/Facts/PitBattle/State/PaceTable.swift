/// How fast a car has been up to a lap, as `RaceState` computes it.
struct CarPace: Sendable {
  let last3: Double
  let last6: Double
  let trend: Double
  let level: Double
  let level5: Double
  let spread: Double

  init(_ car: Int, to lap: Int, _ state: RaceState) {
    last3 = state.pace(car, to: lap, count: 3)
    last6 = state.pace(car, to: lap, count: 6)
    trend = state.trend(car, to: lap)
    level = state.relativePace(car, to: lap)
    level5 = state.relativePace(car, to: lap, window: 5)
    spread = state.spread(car, to: lap)
  }
}

/// Paces of one race, each computed once while the state stays as it is.
struct PaceTable: Sendable {
  private var version = -1
  private var known: [Int: CarPace] = [:]

  mutating func pace(_ car: Int, to lap: Int, _ state: RaceState) -> CarPace {
    if version != state.version {
      version = state.version
      known.removeAll(keepingCapacity: true)
    }
    let key = car << 16 | lap
    if let found = known[key] { return found }
    let pace = CarPace(car, to: lap, state)
    known[key] = pace
    return pace
  }
}
