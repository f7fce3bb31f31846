import Boosting
import Formula1
import Testing
import TouchlineKit

@testable import Facts

@Suite struct RaceStateTests {
  private func state(_ race: MadeRace, _ records: [TimingRecord]) -> RaceState {
    var state = RaceState()
    state.begin(race.announcement)
    for record in records { state.take(record) }
    return state
  }

  @Test func orderOfArrivalChangesNothing() {
    let race = MadeRace(cars: 8, laps: 20, stops: [0: [9], 1: [8], 3: [11, 15]])
    var shuffled = race.timing
    var random = SplitMix64(seed: 3)
    random.shuffle(&shuffled)
    let (one, other) = (state(race, race.timing), state(race, shuffled))
    #expect(one.stops == other.stops)
    #expect(one.stops.count == 4)
    // NaN where too few laps are clean, which equals nothing.
    #expect(one.fieldMedian.map { $0.isNaN ? -1 : $0 } == other.fieldMedian.map { $0.isNaN ? -1 : $0 })
    #expect(one.now == other.now)
    for car in 0..<8 {
      #expect(one.tyre(car) == other.tyre(car))
      #expect(one.stopsOwed(car) == other.stopsOwed(car))
    }
  }

  @Test func correctionsAndWithdrawals() {
    let race = MadeRace(cars: 6, laps: 12, stops: [1: [8]])
    var state = state(race, race.timing)
    let driver = MadeRace.driver(1)
    #expect(state.cars[1].isOutLap(9) && state.cars[1].tyreAge(9) == 1)
    // The set was used: its age comes later.
    state.take(
      TimingRecord(
        matchID: "f1-2026-01", id: "stint-\(driver)-2", revision: 1, sessionTime: 1000, driver: driver,
        detail: .stint(Stint(number: 2, startLap: 9, compound: .medium, age: 3))))
    #expect(state.cars[1].tyreAge(9) == 4)
    #expect(state.cars[1].stints.count == 2)
    state.take(
      TimingRecord(
        matchID: "f1-2026-01", id: "pit_in-\(driver)-8", revision: 1, isWithdrawn: true, driver: driver,
        detail: .none(nil)))
    #expect(state.stops.isEmpty)
    // A deleted time shows no pace.
    #expect(state.cars[2].isClean(10))
    state.take(
      TimingRecord(
        matchID: "f1-2026-01", id: "lap-\(MadeRace.driver(2))-10", revision: 1,
        sessionTime: state.cars[2].end(10), driver: MadeRace.driver(2),
        detail: .lap(Lap(lap: 10, isDeleted: true))))
    #expect(!state.cars[2].isClean(10))
  }

  @Test func whatTheRulesDemand() {
    let race = MadeRace(cars: 6, laps: 30)
    func owed(_ rules: TyreRules, _ compounds: [(Int, Compound)]) -> Int? {
      var state = RaceState()
      var announcement = race.announcement
      announcement.rules = rules
      state.begin(announcement)
      for (number, (lap, compound)) in compounds.enumerated() {
        state.take(
          TimingRecord(
            matchID: "f1-2026-01", id: "stint-CAA-\(number + 1)", sessionTime: Double(lap), driver: "CAA",
            detail: .stint(Stint(number: number + 1, startLap: lap, compound: compound, age: 0))))
      }
      return state.stopsOwed(0)
    }
    #expect(owed(TyreRules(), [(1, .soft)]) == 1)
    #expect(owed(TyreRules(), [(1, .soft), (10, .soft)]) == 1)
    #expect(owed(TyreRules(), [(1, .soft), (10, .hard)]) == 0)
    #expect(owed(TyreRules(), [(1, .intermediate)]) == 0)
    #expect(owed(TyreRules(), [(1, .soft), (4, .wet)]) == 0)
    #expect(owed(TyreRules(), [(1, .unknown)]) == nil)
    // Monaco 2025: two changes, whatever the tyres.
    #expect(owed(TyreRules(stops: 2), [(1, .soft), (10, .hard)]) == 1)
    #expect(owed(TyreRules(stops: 2), [(1, .intermediate), (10, .hard)]) == 1)
    // Qatar 2023: 30 laps in sets of 18 at most.
    #expect(owed(TyreRules(longestStint: 18), [(1, .soft)]) == 1)
    #expect(owed(TyreRules(longestStint: 10), [(1, .soft)]) == 2)
  }

  @Test func penaltiesAreServedInTheStop() {
    let race = MadeRace(cars: 6, laps: 12)
    var state = state(race, race.timing)
    let stats = FieldStats(state)
    func give(_ penalty: Penalty, revision: Int64 = 0) {
      state.take(
        TimingRecord(
          matchID: "f1-2026-01", id: "penalty-CAB-1", revision: revision, sessionTime: 1000, driver: "CAB",
          detail: .penalty(penalty)))
    }
    give(Penalty(kind: .time, seconds: 10))
    #expect(state.penaltySeconds(1, stats) == 10)
    give(Penalty(kind: .driveThrough))
    #expect(state.penaltySeconds(1, stats) == stats.expectedLoss - 2.5)
    give(Penalty(kind: .stopAndGo, seconds: 10))
    #expect(state.penaltySeconds(1, stats) == stats.expectedLoss + 7.5)
    give(Penalty(kind: .time, seconds: 10, isServed: true), revision: 1)
    #expect(state.penaltySeconds(1, stats) == 0)
  }
}

extension RaceState {
  fileprivate func tyre(_ car: Int) -> [Double] { (1...20).map { cars[car].tyreAge($0) } }
}
