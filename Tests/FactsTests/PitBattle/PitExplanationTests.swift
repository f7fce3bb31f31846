import Formats
import Formula1
import Testing
import TouchlineKit

@testable import Facts

@Suite struct PitExplanationTests {
  private static let race = MadeRace(cars: 6, laps: 18, stops: [0: [13], 1: [12], 3: [11], 4: [14]])
  private let model = PitCatalogue.bundled.newest

  /// What the model was asked in a race, before and after the first stop, with and without penalties.
  private var bases: [PitBasis] {
    var state = RaceState()
    state.begin(Self.race.announcement)
    var bases: [PitBasis] = []
    var paces = PaceTable()
    for record in Self.race.timing {
      state.take(record)
      guard case .lap(let lap) = record.detail, (10...13).contains(lap.lap) else { continue }
      for (isUndercut, penalty) in [(true, 0.0), (false, 5), (true, -10), (false, -60)] {
        let scenario = PitScenario(
          first: isUndercut ? 1 : 0, second: isUndercut ? 0 : 1, isUndercut: isUndercut,
          firstStop: lap.lap > 12 ? 12 : nil, gapBefore: lap.lap > 12 ? 1.5 : nil)
        let features = PitFeatures(
          state, FieldStats(state), scenario, lap: lap.lap - 1, paces: &paces)
        bases.append(PitBasis(scenario: scenario, features: features, penalty: penalty))
      }
    }
    return bases
  }

  @Test("base and effects add up to the prediction to 1e-9, of undercuts and overcuts; no sign differs")
  func sums() throws {
    let bases = bases
    #expect(bases.count > 50)
    for basis in bases {
      let prediction = PitForecast(basis, overcut: nil, by: model).prediction
      let explanation = try model.explain(basis)
      #expect(abs(explanation.probability - prediction.probability) <= 1e-9)
      let sum = explanation.terms.reduce(explanation.base) { $0 + $1.effect }
      #expect(abs(sum - prediction.probability) <= 1e-9)
      #expect(
        explanation.terms.count == model.part(basis.scenario).features.count + (basis.penalty == 0 ? 0 : 1))
      for term in explanation.terms {
        #expect((term.effect > 0) == (term.logOdds > 0) && (term.effect < 0) == (term.logOdds < 0))
      }
      #expect(
        zip(explanation.terms, explanation.terms.dropFirst()).allSatisfy { abs($0.effect) >= abs($1.effect) })
    }
  }

  @Test("the effects are for the chaser: of an overcut those of the model turned round")
  func turnedRound() throws {
    for basis in bases where basis.penalty == 0 || !basis.scenario.isUndercut {
      let part = model.part(basis.scenario)
      let row = basis.features.row(part.columns)
      let plain = try part.explainer.explainer().explain(row)
      for term in try model.explain(basis).terms where term.name != PitExplanation.penalty {
        let place = try #require(part.features.firstIndex { $0.name == term.name })
        #expect(plain.marginValues[place] * term.effect * basis.scenario.sign >= 0)
      }
    }
  }

  @Test("penalties are a feature of their own, in the direction in which they move the answer")
  func penalties() throws {
    for basis in bases where basis.penalty != 0 {
      let term = try #require(
        try model.explain(basis).terms.first { $0.name == PitExplanation.penalty })
      #expect(term.value == basis.penalty)
      #expect((term.effect > 0) == (basis.penalty > 0))
    }
  }

  @Test("a record names the five greatest effects, and they add up with the others")
  func records() throws {
    var explained = 0
    for record in Self.race.records.pitBattles() {
      let node = try JSONParser(maxBytes: 1 << 20).parse(record.json)
      let explanation = node["explanation"]
      #expect((explanation == nil) == (node["probability"] == nil), "\(record.id)")
      guard let explanation, let probability = node["probability"]?.double else { continue }
      explained += 1
      let features = try #require(explanation["features"]).elements
      let effects = features.compactMap { $0["effect"]?.double }
      #expect(effects.count == 5)
      #expect(features.allSatisfy { $0["name"]?.string?.isEmpty == false })
      let base = try #require(explanation["base"]?.double)
      let others = try #require(explanation["others"]?.double)
      #expect(abs(base + others + effects.reduce(0, +) - probability) < 1e-12)
      #expect(zip(effects, effects.dropFirst()).allSatisfy { abs($0) >= abs($1) })
    }
    #expect(explained > 30)
  }
}
