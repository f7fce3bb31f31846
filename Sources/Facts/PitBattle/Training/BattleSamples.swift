import Formula1

/// One prediction that could have been made, with what then happened.
struct BattleSample: Sendable {
  /// Index in the table of races.
  var race: Int
  var window: BattleWindow
  var scenario: PitScenario
  /// The last lap that both had completed.
  var lap: Int
  var features: PitFeatures

  /// Laps since the first's in-lap; -1 before anybody stopped.
  var lapsSince: Int { lap - window.firstStop }
  var isBefore: Bool { scenario.firstStop == nil }

  /// Seconds by which the first was ahead in the end.
  var firstAhead: Double { window.gapAfter * window.sign }

  func label(_ target: PitTarget) -> Float {
    switch target {
    case .ahead: firstAhead > 0 ? 1 : 0
    case .gap: Float(GapScale.compressed(firstAhead + features[.gap]))
    case .laps: Float(window.secondStop - lap)
    }
  }
}

/// Replays a race record by record and looks at each moment of its windows, from what was known then.
struct BattleSampler {
  let race: Int
  private var state = RaceState()
  private var stats: (version: Int, stats: FieldStats)?
  private var paces = PaceTable()
  private var samples: [BattleSample] = []

  static func samples(
    race: Int, _ announcement: RaceAnnouncement, _ timing: [TimingRecord], windows: [BattleWindow]
  ) -> [BattleSample] {
    var sampler = BattleSampler(race: race)
    sampler.state.begin(announcement)
    var byCar: [Int: [BattleWindow]] = [:]
    for window in windows {
      byCar[window.first, default: []].append(window)
      byCar[window.second, default: []].append(window)
    }
    for record in timing {
      guard let car = sampler.state.take(record) else { continue }
      switch record.detail {
      case .lap(let lap):
        for window in byCar[car] ?? [] where (window.firstStop - 1..<window.secondStop).contains(lap.lap) {
          sampler.look(window, lap.lap, isSecondInPits: false)
        }
      case .pitIn(let lap):
        for window in byCar[car] ?? [] where window.second == car && window.secondStop == lap {
          sampler.look(window, lap - 1, isSecondInPits: true)
        }
      default: break
      }
    }
    return sampler.samples
  }

  private init(race: Int) { self.race = race }

  private mutating func look(_ window: BattleWindow, _ lap: Int, isSecondInPits: Bool) {
    guard !state.cars[window.first].end(lap).isNaN, !state.cars[window.second].end(lap).isNaN else { return }
    let isBefore = lap < window.firstStop
    let scenario = PitScenario(
      first: window.first, second: window.second, isUndercut: window.isUndercut,
      firstStop: isBefore ? nil : window.firstStop, gapBefore: isBefore ? nil : window.gapBefore,
      isSecondInPits: isSecondInPits)
    if stats?.version != state.version { stats = (state.version, FieldStats(state)) }
    guard let stats else { return }
    samples.append(
      BattleSample(
        race: race, window: window, scenario: scenario, lap: lap,
        features: PitFeatures(state, stats.stats, scenario, lap: lap, paces: &paces)))
  }
}
