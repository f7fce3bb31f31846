extension PitFeatures {
  /// Everything about one pair at the end of a lap that both have completed.
  ///
  /// - Parameters:
  ///   - lap: the lap; both cars have an end of it.
  ///   - stats: of the same state.
  ///   - paces: of the same race.
  init(
    _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, lap: Int, paces: inout PaceTable
  ) {
    let (first, second) = (state.cars[scenario.first], state.cars[scenario.second])
    self[.undercut] = scenario.isUndercut ? 1 : 0
    setGap(state, stats, scenario, lap)
    let total = Double(state.totalLaps ?? max(lap, 1))
    self[.lapsDone] = Double(lap)
    self[.lapsLeft] = total - Double(lap)
    self[.raceShare] = Double(lap) / total
    self[.ageFirst] = first.tyreAge(lap)
    self[.ageSecond] = second.tyreAge(lap)
    self[.ageDifference] = first.tyreAge(lap) - second.tyreAge(lap)
    self[.compoundFirst] = first.hardness(lap)
    self[.compoundSecond] = second.hardness(lap)
    self[.compoundDifference] = first.hardness(lap) - second.hardness(lap)
    self[.stopsFirst] = Double(stats.inLaps[scenario.first].count)
    self[.stopsSecond] = Double(stats.inLaps[scenario.second].count)
    self[.usedFirst] = Double(first.compounds(to: lap).count)
    self[.usedSecond] = Double(second.compounds(to: lap).count)
    self[.position] = Double(state.cars[scenario.target].laps[lap].position)
    self[.teamMates] = first.entry.team == second.entry.team && !first.entry.team.isEmpty ? 1 : 0
    setPace(state, stats, scenario, lap, &paces)
    setField(state, stats, scenario, lap)
    setNeighbours(state, stats, scenario, lap)
    setTraffic(state, stats, scenario, lap, &paces)
    if let stop = scenario.firstStop { setRunning(state, stats, scenario, stop: stop, lap) }
  }

  private mutating func setGap(
    _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, _ lap: Int
  ) {
    let (first, second) = (state.cars[scenario.first], state.cars[scenario.second])
    let gap = first.end(lap) - second.end(lap)
    self[.gap] = -scenario.firstAheadIfNothingChanges(gap: gap, stats, lap)
    // Over its own pit laps a gap's change says nothing about pace.
    let since = scenario.firstStop.map { $0 + 1 } ?? 0
    for (laps, feature) in [
      (1, PitFeature.gapChange1), (2, .gapChange2), (3, .gapChange3), (5, .gapChange5),
    ] where lap - laps >= max(1, since) || (scenario.firstStop.map { lap < $0 } ?? false) {
      self[feature] = gap - (first.end(lap - laps) - second.end(lap - laps))
    }
  }

  private mutating func setPace(
    _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, _ lap: Int, _ paces: inout PaceTable
  ) {
    let (a, b) = (scenario.first, scenario.second)
    let reference = state.referenceLap(to: lap)
    let (first, second) = (paces.pace(a, to: lap, state), paces.pace(b, to: lap, state))
    self[.fieldLap] = reference
    self[.paceFirst] = first.last3 - reference
    self[.paceSecond] = second.last3 - reference
    self[.paceDifference3] = first.last3 - second.last3
    self[.paceDifference6] = first.last6 - second.last6
    self[.lastLapDifference] = state.cars[a].duration(lap) - state.cars[b].duration(lap)
    self[.trendFirst] = first.trend
    self[.trendSecond] = second.trend
    self[.trendDifference] = first.trend - second.trend
    self[.levelFirst] = first.level
    self[.levelSecond] = second.level
    self[.levelDifference] = first.level - second.level
    self[.level5First] = first.level5
    self[.level5Second] = second.level5
    self[.spreadFirst] = first.spread
    self[.spreadSecond] = second.spread
    var best = Double.infinity
    for (car, it) in state.cars.enumerated() {
      guard let stop = stats.inLaps[car].first else { continue }
      for lap in max(3, lap - 3)...max(3, lap + 1)
      where lap > stop && lap <= it.lastLap && it.tyreAge(lap) <= 6 && it.isClean(lap) {
        best = min(best, it.duration(lap))
      }
    }
    if best.isFinite { self[.freshBest] = best - second.last3 }
  }

  private mutating func setField(
    _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, _ lap: Int
  ) {
    self[.pitLane] = stats.lane
    self[.pitLoss] = stats.loss
    self[.freshGain] = stats.freshGain
    self[.stopsMeasured] = Double(stats.gains)
    self[.fieldTrend] = stats.trend
    self[.stopAge] = stats.stopAge
    self[.recentCompound] = stats.recentHardness
    let cars = Double(max(1, state.cars.count))
    self[.stopsPerCar] = Double(state.stops.count) / cars
    let lapTime = self[.fieldLap].isNaN ? 90 : self[.fieldLap]
    let recent = state.stops.reversed().prefix { $0.pitOut > state.now - 4 * lapTime }
      .count { $0.pitIn > state.now - 3.2 * lapTime }
    self[.recentStops] = Double(recent) / cars
    let running = state.cars.indices.filter { state.cars[$0].lastLap >= lap - 3 }
    self[.carsRunning] = Double(running.count)
    self[.stoppedShare] =
      Double(running.count { !stats.inLaps[$0].isEmpty }) / Double(max(1, running.count))
    let (first, second) = (state.cars[scenario.first], state.cars[scenario.second])
    if let one = stats.teamLane[first.entry.team], let other = stats.teamLane[second.entry.team] {
      self[.laneDifference] = one - other
    }
    if let ages = stats.stopAges[first.hardness(lap)] {
      self[.ageAtStopsFirst] = first.tyreAge(lap) - median(of: ages)
    }
    if let ages = stats.stopAges[second.hardness(lap)] {
      self[.ageAtStopsSecond] = second.tyreAge(lap) - median(of: ages)
      self[.ageLongestSecond] = second.tyreAge(lap) - (ages.max() ?? .nan)
    }
  }

  private mutating func setRunning(
    _ state: RaceState, _ stats: FieldStats, _ scenario: PitScenario, stop: Int, _ lap: Int
  ) {
    let first = state.cars[scenario.first]
    self[.gapBefore] = (scenario.gapBefore ?? .nan) * scenario.sign
    self[.lapsSinceStop] = Double(lap - stop)
    self[.ageBeforeFirst] = first.tyreAge(stop)
    self[.secondInPits] = scenario.isSecondInPits ? 1 : 0
    guard let made = state.stops.last(where: { $0.car == scenario.first && $0.lap == stop }) else { return }
    self[.firstLane] = made.lane - stats.lane
    guard let reference = made.reference(first) else { return }
    self[.firstLoss] = first.duration(stop) + first.duration(stop + 1) - 2 * reference - stats.expectedLoss
    if lap >= stop + 2 {
      self[.freshPace] =
        state.pace(scenario.first, to: lap, count: lap - stop - 1)
        - state.pace(scenario.second, to: lap, count: 3)
    }
  }
}

extension PitScenario {
  /// Seconds by which the first will be ahead after both stops, if nothing changes: the gap before the stops, or,
  /// once the first is back on track, the gap at the line (first behind: above 0) less what the second's stop will cost.
  func firstAheadIfNothingChanges(gap: Double, _ stats: FieldStats, _ lap: Int) -> Double {
    guard let firstStop else { return -gap }
    guard lap > firstStop else { return -(gapBefore ?? .nan) * sign }
    return stats.expectedLoss - gap
  }
}

extension RaceCar {
  /// The compounds used up to a lap, unknown ones left out.
  func compounds(to lap: Int) -> Set<Int> {
    Set(stints.filter { $0.startLap <= lap }.compactMap(\.compound.hardness))
  }
}
