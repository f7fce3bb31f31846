import Formula1

/// The order of the race after the stops that the rules still demand.
struct VirtualOrder {
  /// Running cars from the first to the last.
  let cars: [Int]
  /// By car; nil of one that is out.
  private let places: [Int?]
  private let times: [Double?]

  init(_ state: RaceState, _ stats: FieldStats) {
    let leader = state.cars.map(\.lastLap).max() ?? 0
    let reference = state.referenceLap(to: leader)
    let lap = reference.isNaN ? 90 : reference
    var times = [Double?](repeating: nil, count: state.cars.count)
    var running: [(time: Double, car: Int)] = []
    for (car, it) in state.cars.enumerated() where it.isRunning && it.lastLap >= 1 && it.lastLap >= leader - 5
    {
      // Not seen for two laps: out, though nobody said so.
      guard state.now - it.end(it.lastLap) < 2.5 * lap + 60 || state.status.isNeutralised else { continue }
      let time =
        it.end(it.lastLap) - Double(it.lastLap) * lap
        + Double(state.stopsOwed(car) ?? 0) * stats.expectedLoss
      times[car] = time
      running.append((time, car))
    }
    cars = running.sorted { $0 < $1 }.map(\.car)
    self.times = times
    var places = [Int?](repeating: nil, count: state.cars.count)
    for (place, car) in cars.enumerated() { places[car] = place }
    self.places = places
  }

  /// Seconds by which `car` is behind `other`.
  func distance(_ car: Int, _ other: Int) -> Double { (times[car] ?? .infinity) - (times[other] ?? 0) }

  /// One place between them, or next to each other the other way round, is still the same fight: lines are
  /// crossed one after the other.
  func areNext(_ a: Int, _ b: Int) -> Bool {
    guard let a = places[a], let b = places[b] else { return false }
    return abs(a - b) <= 2
  }
}

extension RaceState {
  /// The last lap that both have completed, and the seconds by which `car` was behind there.
  func gap(_ car: Int, _ other: Int) -> (lap: Int, gap: Double)? {
    let lap = min(cars[car].lastLap, cars[other].lastLap)
    let gap = cars[car].end(lap) - cars[other].end(lap)
    return lap < 1 || gap.isNaN ? nil : (lap, gap)
  }

  /// A stop of one of the two is owed, or likely.
  func canDecide(_ car: Int, _ other: Int, _ stats: FieldStats) -> Bool {
    let lap = min(cars[car].lastLap, cars[other].lastLap)
    let left = (totalLaps ?? lap) - lap
    guard left >= 2 else { return false }
    let owed = [stopsOwed(car) ?? 0, stopsOwed(other) ?? 0]
    if owed.contains(where: { $0 > 0 }) { return true }
    return left >= BattleBook.likelyLaps && cars[car].tyreAge(lap) >= BattleBook.likelyAge
      && cars[other].tyreAge(lap) >= BattleBook.likelyAge
  }

  func isOnWets(_ car: Int) -> Bool { cars[car].stint(max(1, cars[car].lastLap))?.compound.isWet ?? false }
}
