import Boosting
import Formula1
import Testing
import TouchlineKit

@testable import Facts

@Suite struct PitForecastTests {
  private let model = PitCatalogue.bundled.newest

  private static func basis(lap: Int, penalty: Double = 0) -> PitBasis {
    let race = MadeRace(cars: 6, laps: 18)
    var state = RaceState()
    state.begin(race.announcement)
    for record in race.timing where record.raceLap <= lap { state.take(record) }
    let scenario = PitScenario(first: 1, second: 0, isUndercut: true)
    var paces = PaceTable()
    let features = PitFeatures(state, FieldStats(state), scenario, lap: lap, paces: &paces)
    return PitBasis(scenario: scenario, features: features, penalty: penalty)
  }

  @Test("an answer is taken over for the same question of the same model alone")
  func takenOver() throws {
    let basis = Self.basis(lap: 10)
    #expect(basis.isIdentical(to: Self.basis(lap: 10)), "what is unknown in both is the same")
    var old = PitForecast(basis, overcut: nil, by: model)
    let fresh = old.prediction
    // An answer that the model would not give shows where it came from.
    old = PitForecast(basis, prediction: PitPrediction(gap: 9, logOdds: 9, lapsToStop: 3, model: model.id))
    #expect(PitForecast(basis, overcut: nil, by: model, before: old).prediction == old.prediction)
    #expect(PitForecast(basis, overcut: basis, by: model, before: old).overcut == old.prediction)
    for other in [Self.basis(lap: 11), Self.basis(lap: 10, penalty: 5)] {
      let answer = PitForecast(other, overcut: nil, by: model, before: old).prediction
      #expect(answer != old.prediction && answer != fresh)
      #expect(answer == PitForecast(other, overcut: nil, by: model).prediction)
    }
    old = PitForecast(basis, prediction: PitPrediction(gap: 9, logOdds: 9, lapsToStop: 3, model: "other"))
    #expect(PitForecast(basis, overcut: nil, by: model, before: old).prediction == fresh)
  }

  @Test("paces are those of the state as it is now")
  func paces() {
    let race = MadeRace(cars: 6, laps: 12)
    var state = RaceState()
    state.begin(race.announcement)
    var table = PaceTable()
    for record in race.timing {
      state.take(record)
      guard case .lap(let lap) = record.detail, let car = record.driver.flatMap({ state.car($0) }) else {
        continue
      }
      for lap in [lap.lap, max(1, lap.lap - 1)] {
        let (known, new) = (table.pace(car, to: lap, state), CarPace(car, to: lap, state))
        #expect(known.last3.bitPattern == new.last3.bitPattern)
        #expect(known.level.bitPattern == new.level.bitPattern)
        #expect(known.trend.bitPattern == new.trend.bitPattern)
      }
    }
  }

  @Test("features are called as the models call them")
  func names() {
    for feature in PitFeature.allCases { #expect(PitFeature(name: feature.name) == feature) }
    #expect(PitFeature.level5First.name == "level_5_first")
    #expect(PitFeature.gapChange1.name == "gap_change_1")
    #expect(PitFeature(name: "gapChange1") == nil)
  }
}

extension PitForecast {
  fileprivate init(_ basis: PitBasis, prediction: PitPrediction) {
    self.init(basis: basis, prediction: prediction, overcutBasis: nil, overcut: nil)
  }
}
