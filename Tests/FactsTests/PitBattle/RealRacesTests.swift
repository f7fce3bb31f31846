import Football
import Formula1
import Testing

@testable import Facts

/// All races of the shared data. Whole seasons take minutes in a debug build: without `TOUCHLINE_LONG_TESTS` it is
/// every eighth race and those with something to tell.
@Suite(.serialized, .enabled(if: RealRaces.isThere, Comment(rawValue: RealRaces.hint)))
struct RealRacesTests {
  /// Rows of a lap 0 in three races, each with its set of tyres: laps begin at 1.
  private static let refused = [
    "f1-2023-03 stint-LEC-1", "f1-2023-03 lap-LEC-0", "f1-2023-12 stint-PIA-1", "f1-2023-12 lap-PIA-0",
    "f1-2023-14 stint-TSU-1", "f1-2023-14 lap-TSU-0",
  ]

  /// Classified cars that cannot be judged: the table does not know a set that they used.
  private static let unknown = [
    // A set of which no lap but the first, into the pits, is there.
    "f1-2018-07": ["ERI"], "f1-2018-09": ["VAN"], "f1-2018-14": ["ERI"],
    // Behind the safety car in the rain.
    "f1-2021-12": [
      "ALO", "BOT", "GAS", "HAM", "LEC", "NOR", "OCO", "PER", "RIC", "SAI", "STR", "TSU", "VET",
    ],
  ]

  /// Classified cars that by the table drove on one compound: faults of the table.
  private static let oneCompound = [
    // A start on wet tyres that it gives as slicks.
    "f1-2022-07": ["BOT", "RIC", "SAI"],
    // A set in the middle that it gives as another stretch of the first compound.
    "f1-2022-11": ["HAM", "STR", "TSU"],
    // The change under the red flag of lap 1 is not there.
    "f1-2024-08": ["ALB", "ALO", "GAS", "LEC", "NOR", "PIA", "RIC", "RUS", "SAI", "TSU"],
  ]

  private static func races(_ real: RealRaces) -> [LapsRace] {
    let told = Set(refused.map { String($0.prefix { $0 != " " }) })
      .union(unknown.keys).union(oneCompound.keys).union(["f1-2023-17"])
    return real.races.enumerated().filter {
      RealRaces.isLong || $0.offset % 8 == 0 || told.contains($0.element.matchID)
    }.map(\.element)
  }

  @Test("nothing is refused but faults of the data, and the stops that the rules demanded were made")
  func stops() throws {
    let real = try RealRaces()
    #expect(real.races.count == 140)
    var refused: [String] = []
    var classified = 0
    for race in Self.races(real) {
      let log = RealRaces.log(race)
      refused += log.refused
      let state = log.records.raceState()
      var unknown: [String] = []
      var owing: [String] = []
      for driver in real.classified(race).sorted() {
        let car = try #require(state.car(driver), "\(race.matchID): no laps of \(driver)")
        classified += 1
        switch state.stopsOwed(car) {
        case nil: unknown.append(driver)
        case 0: break
        default: owing.append(driver)
        }
      }
      #expect(unknown == Self.unknown[race.matchID] ?? [], "\(race.matchID) \(race.event)")
      #expect(owing == Self.oneCompound[race.matchID] ?? [], "\(race.matchID) \(race.event)")
    }
    #expect(refused == Self.refused)
    if RealRaces.isLong { #expect(classified == 2381) } else { #expect(classified > 300) }
  }

  /// 18 laps a set. Eleven used sets were driven to the limit, by a count that leaves out the two laps on which a set
  /// leaves the pits and comes back.
  @Test("Qatar 2023: no set was driven further than it might be, and three stops were owed from the start")
  func qatar2023() throws {
    let real = try RealRaces(season: 2023)
    let race = try #require(real.races.first { $0.event == "Qatar Grand Prix" })
    #expect(race.announcement.rules.longestStint == 18)
    var state = RaceState()
    state.begin(race.announcement)
    let drivers = Set(real.classified(race))
    var longest: [String: Int] = [:]
    var atLimit = 0
    var owedAtStart: [Int] = []
    for record in race.timing() {
      guard let car = state.take(record), let driver = record.driver, drivers.contains(driver) else {
        continue
      }
      guard case .lap(let lap) = record.detail else { continue }
      if lap.lap == 1 { owedAtStart.append(state.stopsOwed(car) ?? -1) }
      let counted = state.countedLaps(car)
      longest[driver] = max(longest[driver] ?? 0, counted)
      if counted == 18, (state.cars[car].stint(lap.lap)?.age ?? 0) > 0 { atLimit += 1 }
    }
    #expect(longest.count == drivers.count)
    #expect(longest.allSatisfy { $0.value <= 18 }, "\(longest)")
    #expect(atLimit >= 11)
    #expect(owedAtStart.allSatisfy { $0 == 3 }, "\(owedAtStart)")
    for driver in drivers {
      let car = try #require(state.car(driver))
      #expect(state.stopsOwed(car) == 0, "\(driver)")
      #expect(state.cars[car].stints.count >= 4, "\(driver)")
    }
  }

  /// Whole races through the fact take half a minute each in a debug build, a third of a second with optimisation.
  @Test("every race goes through the fact: gap and probability agree, each with its reasons")
  func fact() throws {
    let real = try RealRaces(season: RealRaces.isLong ? nil : 2019)
    var foretold = 0
    for race in RealRaces.isLong ? real.races[...] : real.races.prefix(1) {
      var log = RealRaces.log(race).records
      if !RealRaces.isLong { log.removeAll { if case .timing(let t) = $0 { t.raceLap > 7 } else { false } } }
      for record in log.pitBattles() {
        guard let probability = record.number("probability"), let gap = record.number("predicted_gap_s")
        else {
          continue
        }
        foretold += 1
        #expect((gap > 0) == (probability > 0.5), "\(race.matchID) \(record.id)")
        let sum = record.read { node in
          let explanation = node["explanation"]
          let effects = explanation?["features"]?.elements.reduce(0) { $0 + ($1["effect"]?.double ?? .nan) }
          return (explanation?["base"]?.double ?? .nan) + (explanation?["others"]?.double ?? .nan)
            + (effects ?? .nan)
        }
        #expect(abs((sum ?? .nan) - probability) < 1e-9, "\(race.matchID) \(record.id)")
      }
    }
    #expect(foretold > 50)
  }
}
