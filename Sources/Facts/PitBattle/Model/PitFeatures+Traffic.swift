/// The cars around two that fight.
extension PitFeatures {
  mutating func setNeighbours(
    _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, _ lap: Int
  ) {
    let pair = (scenario.chaser, scenario.target)
    let (front, back) = (
      min(state.cars[pair.0].end(lap), state.cars[pair.1].end(lap)),
      max(state.cars[pair.0].end(lap), state.cars[pair.1].end(lap))
    )
    var ahead: [(gap: Double, car: Int)] = []
    var behind: [(gap: Double, car: Int)] = []
    for (car, it) in state.cars.enumerated() where car != pair.0 && car != pair.1 {
      let end = it.end(lap)
      if end < front { ahead.append((front - end, car)) }
      if end > back, end <= back + 60 { behind.append((end - back, car)) }
    }
    ahead.sort { ($0.gap, $0.car) < ($1.gap, $1.car) }
    behind.sort { ($0.gap, $0.car) < ($1.gap, $1.car) }
    self[.leaderGap] = ahead.last?.gap ?? 0
    self[.gapAhead] = ahead.first?.gap ?? 60
    self[.gapAhead2] = ahead.dropFirst().first?.gap ?? 90
    if let one = behind.first { self[.gapBehind] = one.gap }
    if let two = behind.dropFirst().first { self[.gapBehind2] = two.gap }
    if let car = ahead.first?.car {
      self[.aheadAge] = state.cars[car].tyreAge(lap)
      if let stop = stats.inLaps[car].last { self[.aheadSinceStop] = Double(lap - stop) }
    }
    if let car = behind.first?.car {
      self[.behindAge] = state.cars[car].tyreAge(lap)
      if let stop = stats.inLaps[car].last { self[.behindSinceStop] = Double(lap - stop) }
    }
    let stops = stats.inLaps[scenario.second].count
    func hasStopped(_ car: Int) -> Bool { stats.inLaps[car].count > stops }
    if !ahead.isEmpty {
      self[.aheadStopped] = Double(ahead.count { hasStopped($0.car) }) / Double(ahead.count)
    }
    self[.nearStopped] = Double((ahead + behind).count { $0.gap < 15 && hasStopped($0.car) })
  }

  mutating func setTraffic(
    _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, _ lap: Int, _ paces: inout PaceTable
  ) {
    let firsts: [PitFeature] = [
      .rejoinAheadFirst, .rejoinBehindFirst, .rejoinCountFirst, .rejoinAgeFirst, .rejoinPaceFirst,
      .rejoinLapsFirst, .rejoinStopsFirst,
    ]
    let seconds: [PitFeature] = [
      .rejoinAheadSecond, .rejoinBehindSecond, .rejoinCountSecond, .rejoinAgeSecond, .rejoinPaceSecond,
      .rejoinLapsSecond, .rejoinStopsSecond,
    ]
    if scenario.firstStop == nil { set(firsts, state, stats, scenario, scenario.first, lap, &paces) }
    set(seconds, state, stats, scenario, scenario.second, lap, &paces)
  }

  /// Whom a car would meet, had it lost a stop's time at the end of this lap: every other car's place on the track
  /// is taken from its last line and its last lap.
  private mutating func set(
    _ features: [PitFeature], _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, _ car: Int,
    _ lap: Int, _ paces: inout PaceTable
  ) {
    let reference = self[.fieldLap]
    let back = state.cars[car].end(lap) + stats.expectedLoss
    var (ahead, behind, count) = (60.0, 60.0, 0)
    var leader: Int?
    for (other, it) in state.cars.enumerated() where other != scenario.first && other != scenario.second {
      guard it.lastLap >= 2, it.isRunning else { continue }
      var period = it.duration(it.lastLap)
      if period.isNaN || period > 1.5 * reference { period = reference }
      guard period > 0, state.now - it.end(it.lastLap) <= 1.6 * period else { continue }
      var phase = (back - it.end(it.lastLap)).truncatingRemainder(dividingBy: period)
      if phase < 0 { phase += period }
      if phase < ahead { (ahead, leader) = (phase, other) }
      behind = min(behind, period - phase)
      if phase < 5 { count += 1 }
    }
    self[features[0]] = ahead
    self[features[1]] = behind
    self[features[2]] = Double(count)
    guard let leader else { return }
    let it = state.cars[leader]
    self[features[3]] = it.tyreAge(it.lastLap)
    self[features[4]] =
      state.relativePace(leader, to: lap, window: 5) - paces.pace(car, to: lap, state).level5
    self[features[5]] = Double(it.lastLap - lap)
    self[features[6]] = Double(stats.inLaps[leader].count - stats.inLaps[car].count)
  }
}
