/// What the race itself has taught so far about stops, tyres and wear.
struct FieldStats: Sendable {
  /// Median seconds in the pit lane, of green regular stops; NaN before the first.
  let lane: Double
  /// Median seconds that in-lap and out-lap took longer than two laps before the stop.
  let loss: Double
  /// Median seconds a lap that fresh tyres were faster than those before the stop.
  let freshGain: Double
  let gains: Int
  /// Median of the cars' trends.
  let trend: Double
  let stopAge: Double
  /// Tyre age at stops by hardness.
  let stopAges: [Double: [Double]]
  /// Mean hardness of the last six sets taken.
  let recentHardness: Double
  /// In-laps known by car, the pit exit known or not.
  let inLaps: [[Int]]
  /// Median lane time by team.
  let teamLane: [String: Double]

  static let defaultLoss = 22.0

  init(_ state: RaceState) {
    var lanes: [Double] = []
    var losses: [Double] = []
    var gains: [Double] = []
    var ages: [Double] = []
    var byHardness: [Double: [Double]] = [:]
    var teams: [String: [Double]] = [:]
    for stop in state.stops {
      let car = state.cars[stop.car]
      if stop.isRegular {
        teams[car.entry.team, default: []].append(stop.lane)
        if !car.isNeutralised(stop.lap) { lanes.append(stop.lane) }
        Self.measure(stop, car, &losses, &gains)
      }
      let age = car.tyreAge(stop.lap)
      if stop.lap > 1, !age.isNaN {
        ages.append(age)
        let hardness = car.hardness(stop.lap)
        if !hardness.isNaN { byHardness[hardness, default: []].append(age) }
      }
    }
    lane = median(&lanes)
    loss = median(&losses)
    self.gains = gains.count
    freshGain = median(&gains)
    stopAge = median(&ages)
    stopAges = byHardness
    teamLane = teams.mapValues { median(of: $0) }
    let recent = state.stops.suffix(6).map { state.cars[$0.car].hardness($0.lap + 1) }.filter { !$0.isNaN }
    recentHardness = recent.isEmpty ? .nan : recent.reduce(0, +) / Double(recent.count)
    inLaps = state.cars.map { $0.inLaps(to: $0.laps.count) }
    let leader = state.cars.map(\.lastLap).max() ?? 0
    trend = median(
      of: state.cars.indices.compactMap { car in
        let last = state.cars[car].lastLap
        guard last > 0, last >= leader - 3 else { return nil }
        let trend = state.trend(car, to: last)
        return trend.isNaN ? nil : trend
      })
  }

  private static func measure(
    _ stop: RaceStop, _ car: RaceCar, _ losses: inout [Double], _ gains: inout [Double]
  ) {
    guard let reference = stop.reference(car), !car.isNeutralised(stop.lap), !car.isNeutralised(stop.lap + 1)
    else { return }
    let loss = car.duration(stop.lap) + car.duration(stop.lap + 1) - 2 * reference
    if !loss.isNaN { losses.append(loss) }
    var after: [Double] = []
    for lap in stop.lap + 2...stop.lap + 5 where lap <= car.lastLap && car.isClean(lap) {
      after.append(car.duration(lap))
    }
    if !after.isEmpty { gains.append(reference - median(&after)) }
  }

  /// What a stop is taken to cost before the race has told.
  var expectedLoss: Double { !loss.isNaN ? loss : !lane.isNaN ? lane : Self.defaultLoss }
}

extension RaceStop {
  /// Median of the clean laps among the four before the in-lap; nil of none.
  func reference(_ car: RaceCar) -> Double? {
    var before: [Double] = []
    for one in max(3, lap - 4)..<max(3, lap) where car.isClean(one) { before.append(car.duration(one)) }
    return before.isEmpty ? nil : median(&before)
  }
}
