import Formula1

/// All battles of a race: when they begin and end, and why. Pure: what it says depends on the records taken alone.
struct BattleBook: Sendable {
  /// Seconds between two cars of a battle when it begins, and beyond which it is off (*ours*).
  static let reach = 5.0
  static let letGo = 6.0
  /// Tyres at least so old, and so many laps to go, that a stop is likely without being owed (*ours*).
  static let likelyAge = 8.0
  static let likelyLaps = 10
  /// Seconds in the pit lane above the median that are no ordinary stop (*ours*).
  static let longStop = 8.0

  private(set) var battles: [String: Battle] = [:]
  /// How often two cars have been on, by `HAM-VET`.
  private var counts: [String: Int] = [:]
  /// The ids in force by pair.
  private var open: [String: String] = [:]
  /// Battles next to each other ask for the same cars.
  private var paces = PaceTable()

  /// Brings all battles up to the state.
  /// - Returns: ids of the battles that are or were on, in order.
  mutating func update(_ state: RaceState, _ stats: FieldStats, _ model: PitModel) -> [String] {
    let order = VirtualOrder(state, stats)
    let wereOpen = open.values
    for id in wereOpen.sorted() { advance(id, state, stats) }
    begin(state, stats, order)
    for id in open.values.sorted() { judge(id, state, stats, order) }
    let touched = Set(wereOpen).union(open.values).sorted()
    for id in touched where battles[id]?.phase.isOver == false { foretell(id, state, stats, model) }
    return touched
  }

  /// The race is over: what is not decided is off.
  mutating func finish() -> [String] {
    let ids = open.values.sorted()
    for id in ids { end(id, .off, .finished) }
    return ids
  }

  mutating func markPublished(_ id: String, _ published: Battle.Published) {
    battles[id]?.published = published
  }

  /// Another model answers from now on.
  mutating func foretellAgain(by model: PitModel) {
    for (id, battle) in battles { battles[id]?.forecast = battle.forecast?.again(by: model) }
  }

  // MARK: Beginning

  private mutating func begin(_ state: RaceState, _ stats: FieldStats, _ order: VirtualOrder) {
    for (target, chaser) in zip(order.cars, order.cars.dropFirst()) {
      // Between pit entry and the end of the out-lap no new fight is picked.
      guard !state.cars[chaser].isStopping, !state.cars[target].isStopping,
        let (lap, gap) = state.gap(chaser, target), lap >= 3, gap > 0, gap <= Self.reach,
        abs(order.distance(chaser, target)) <= Self.reach, state.canDecide(chaser, target, stats)
      else { continue }
      start(chaser: chaser, target: target, state)
    }
    // A car in the pits takes its neighbours of the lap before with it, whatever the rules demand.
    for (car, it) in state.cars.enumerated() {
      guard let lap = it.lastInLap, lap >= 3, it.isRunning, it.end(lap + 1).isNaN, !it.end(lap - 1).isNaN
      else {
        continue
      }
      var ahead: (gap: Double, car: Int)?
      var behind: (gap: Double, car: Int)?
      for (other, that) in state.cars.enumerated() where other != car && that.isRunning {
        let gap = it.end(lap - 1) - that.end(lap - 1)
        guard !gap.isNaN, abs(gap) <= Self.reach, gap != 0 else { continue }
        if gap > 0, gap < ahead?.gap ?? .infinity { ahead = (gap, other) }
        if gap < 0, -gap < behind?.gap ?? .infinity { behind = (-gap, other) }
      }
      // Who went in himself, or was in a lap ago, fights another fight.
      func canAnswer(_ other: Int) -> Bool { (state.cars[other].lastInLap ?? 0) < lap - 1 }
      if let ahead, canAnswer(ahead.car) { start(chaser: car, target: ahead.car, state) }
      if let behind, canAnswer(behind.car) { start(chaser: behind.car, target: car, state) }
    }
  }

  private mutating func start(chaser: Int, target: Int, _ state: RaceState) {
    let (a, b) = (state.cars[chaser].entry.driver, state.cars[target].entry.driver)
    // One battle of two cars at a time, whoever chases.
    guard open["\(a)-\(b)"] == nil, open["\(b)-\(a)"] == nil else { return }
    let pair = "\(a)-\(b)"
    counts[pair, default: 0] += 1
    let id = "\(pair)-\(counts[pair] ?? 1)"
    open[pair] = id
    battles[id] = Battle(id: id, chaser: chaser, target: target)
    battles[id]?.lap = max(0, min(state.cars[chaser].lastLap, state.cars[target].lastLap))
  }

  private mutating func end(_ id: String, _ phase: Battle.Phase, _ reason: Battle.Reason?) {
    battles[id]?.phase = phase
    battles[id]?.reason = reason
    if phase == .off { battles[id]?.forecast = nil }
    open = open.filter { $0.value != id }
  }

  // MARK: Stops

  private mutating func advance(_ id: String, _ state: RaceState, _ stats: FieldStats) {
    guard var battle = battles[id] else { return }
    if battle.firstStop == nil {
      let since = battle.published == nil ? 1 : battle.lap
      func stop(_ car: Int) -> Int? {
        state.cars[car].lastInLap.flatMap {
          $0 >= max(3, since) && state.cars[car].end($0 + 1).isNaN ? $0 : nil
        }
      }
      switch (stop(battle.chaser), stop(battle.target)) {
      case (nil, nil): break
      case (let a?, let b?) where a == b: return end(id, .off, .sameLap)
      case (let a, let b):
        let isChaser = (a ?? .max) < (b ?? .max)
        battle.first = isChaser ? battle.chaser : battle.target
        battle.firstStop = isChaser ? a : b
        let before = (battle.firstStop ?? 1) - 1
        let gap = state.cars[battle.chaser].end(before) - state.cars[battle.target].end(before)
        battle.gapBefore = gap.isNaN ? abs(battle.gap) : abs(gap)
        battle.phase = isChaser ? .undercutRunning : .overcutRunning
        battle.reason = nil
      }
    }
    battles[id] = battle
    guard let first = battle.first, let second = battle.second, let firstStop = battle.firstStop else {
      return
    }
    if battle.secondStop == nil {
      let answer = state.cars[second].inLaps(to: 200).first { $0 >= firstStop }
      // It was in the same lap after all: its pit entry came by later.
      if answer == firstStop { return end(id, .off, .sameLap) }
      battles[id]?.secondStop = answer
    }
    if let secondStop = battles[id]?.secondStop {
      let (a, b) = (
        state.cars[battle.chaser].end(secondStop + 1), state.cars[battle.target].end(secondStop + 1)
      )
      guard !a.isNaN, !b.isNaN else { return }
      battles[id]?.result = b - a
      battles[id]?.lap = secondStop + 1
      battles[id]?.gap = a - b
      return end(id, .decided, battle.reason)
    }
    if !state.cars[first].isInLap(firstStop) { return end(id, .off, .corrected) }
    if state.cars[first].inLaps(to: 200).contains(where: { $0 > firstStop }) {
      return end(id, .off, .stoppedAgain)
    }
    if state.cars[second].lastLap - firstStop > RaceState.longestWindow { return end(id, .off, .noAnswer) }
  }

  // MARK: Going on

  private mutating func judge(_ id: String, _ state: RaceState, _ stats: FieldStats, _ order: VirtualOrder) {
    guard let battle = battles[id] else { return }
    guard state.cars[battle.chaser].isRunning, state.cars[battle.target].isRunning else {
      return end(id, .off, .retired)
    }
    guard let first = battle.first, let second = battle.second, let firstStop = battle.firstStop else {
      guard let (_, gap) = state.gap(battle.chaser, battle.target), gap <= Self.letGo, gap > 0,
        order.areNext(battle.chaser, battle.target)
      else { return end(id, .off, .apart) }
      guard state.canDecide(battle.chaser, battle.target, stats) else { return end(id, .off, .noStop) }
      let isEqual = state.stopsOwed(battle.chaser) ?? 0 == state.stopsOwed(battle.target) ?? 0
      battles[id]?.phase = isEqual ? .undercutThreat : .differentStrategies
      battles[id]?.reason = isEqual ? nil : .unequalStops
      return
    }
    if firstStop <= 3 {
      battles[id]?.phase = .damage
      battles[id]?.reason = .earlyStop
    } else if let stop = state.stops.last(where: { $0.car == first && $0.lap == firstStop }),
      stop.lane > (stats.lane.isNaN ? 30 : stats.lane) + Self.longStop,
      !state.cars[first].isNeutralised(firstStop)
    {
      battles[id]?.phase = .damage
      battles[id]?.reason = .longStop
    } else if state.cars[second].lastLap - firstStop >= 5 {
      battles[id]?.phase = .differentStrategies
      battles[id]?.reason = .stopsApart
    }
  }

  // MARK: Foretelling

  private mutating func foretell(_ id: String, _ state: RaceState, _ stats: FieldStats, _ model: PitModel) {
    guard var battle = battles[id], let (lap, gap) = state.gap(battle.chaser, battle.target) else { return }
    battle.gap = gap
    battle.lap = lap
    let before = battle.forecast
    battle.forecast = nil
    defer { battles[id] = battle }
    // Neutralised laps and wet tyres are beyond what the model has learnt.
    guard !state.status.isNeutralised, !state.isOnWets(battle.chaser), !state.isOnWets(battle.target) else {
      return
    }
    let isSecondIn = battle.secondStop != nil
    var scenario = PitScenario(
      first: battle.first ?? battle.chaser, second: battle.second ?? battle.target,
      isUndercut: battle.first.map { $0 == battle.chaser } ?? true, firstStop: battle.firstStop,
      gapBefore: battle.gapBefore, isSecondInPits: isSecondIn)
    let known = battle.secondStop.map { min(lap, $0 - 1) } ?? lap
    guard known >= 1, !state.cars[battle.chaser].end(known).isNaN,
      !state.cars[battle.target].end(known).isNaN,
      battle.firstStop.map({ known >= $0 - 1 }) ?? true
    else { return }
    // Its lap before the stop is all that is known while the first is in the pits.
    if let stop = battle.firstStop, known < stop { (scenario.firstStop, scenario.gapBefore) = (nil, nil) }
    let penalty =
      state.penaltySeconds(battle.target, stats) - state.penaltySeconds(battle.chaser, stats)
    func basis(_ scenario: PitScenario) -> PitBasis {
      PitBasis(
        scenario: scenario, features: PitFeatures(state, stats, scenario, lap: known, paces: &paces),
        penalty: penalty)
    }
    let asItStands = basis(scenario)
    var overcut: PitBasis?
    if battle.firstStop == nil {
      (scenario.first, scenario.second, scenario.isUndercut) = (battle.target, battle.chaser, false)
      overcut = basis(scenario)
    }
    battle.forecast = PitForecast(asItStands, overcut: overcut, by: model, before: before)
  }
}
