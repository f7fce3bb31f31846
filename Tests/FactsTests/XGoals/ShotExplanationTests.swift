import Boosting
import Football
import Testing

@testable import Facts

@Suite struct ShotExplanationTests {
  private let model = XGoalsCatalogue.bundled(.statsbomb).newest

  private var situations: [ShotSituation] {
    var random = SplitMix64(seed: 8)
    return (0..<40).map { number in
      var s = ShotSituation(ball: Point(30 + random.unit() * 20, random.unit() * 24 - 12))
      s.bodyPart = number % 4 == 0 ? .head : .rightFoot
      if number % 5 > 0 {
        s.players = .init(
          opponents: (0..<6).map { _ in Point(36 + random.unit() * 16, random.unit() * 20 - 10) },
          goalkeeper: Point(51, random.unit() - 0.5))
      }
      return s
    }
  }

  @Test("base and effects add up to the prediction to 1e-9, with and without positions; no sign differs")
  func sums() throws {
    for situation in situations {
      let prediction = model.predict(situation)
      let explanation = try model.explain(prediction.features, source: prediction.source)
      #expect(abs(explanation.probability - prediction.probability) <= 1e-9)
      let sum = explanation.terms.reduce(explanation.base) { $0 + $1.effect }
      #expect(abs(sum - explanation.probability) < 1e-9)
      let margin = explanation.terms.reduce(explanation.baseMargin) { $0 + $1.marginEffect }
      #expect(abs(margin - explanation.margin) < 1e-9)
      for term in explanation.terms { #expect(term.effect * term.marginEffect >= 0) }
      #expect(
        zip(explanation.terms, explanation.terms.dropFirst()).allSatisfy { abs($0.effect) >= abs($1.effect) })
    }
  }

  @Test("a record names the five greatest effects, and they add up with the others; a penalty has none")
  func record() throws {
    var reader = XGoalsReader()
    let frame = [
      FreezeFramePlayer(location: Point(51, 0), isTeammate: false, isGoalkeeper: true),
      FreezeFramePlayer(location: Point(48, 1), isTeammate: false, isGoalkeeper: false),
    ]
    reader.take(.event(XGoalsMatch.shot("s", Shot(outcome: .wide, bodyPart: .leftFoot, freezeFrame: frame))))
    let penalty = Shot(outcome: .goal, restart: .penalty)
    reader.take(.event(XGoalsMatch.shot("p", clock: 700, penalty)))
    let base = try #require(reader.number("s", "explanation", "base"))
    let others = try #require(reader.number("s", "explanation", "others"))
    let effects = reader.numbers("s", "explanation", "features", field: "effect")
    #expect(effects.count == 5)
    #expect(abs(base + others + effects.reduce(0, +) - (reader.number("s", "xgoals") ?? 0)) < 1e-8)
    #expect(reader.number("p", "explanation", "base") == nil)
    #expect(reader.flag("s", "goalkeeper_seen") == true && reader.flag("p", "goalkeeper_seen") == nil)
  }

  @Test("the open family answers without positions, and is chosen by a setting")
  func open() throws {
    let catalogue = FactSettings(values: ["xgoals.models": "open"]).xGoalsCatalogue
    #expect(catalogue.newest.id.hasPrefix("xgoals-open-"))
    #expect(FactSettings().xGoalsCatalogue.newest.id == model.id)
    for situation in situations {
      let prediction = catalogue.newest.predict(situation)
      #expect(prediction.source == PositionSource.none && prediction.model == catalogue.newest.id)
      let explanation = try catalogue.newest.explain(prediction.features, source: prediction.source)
      #expect(
        abs(explanation.terms.reduce(explanation.base) { $0 + $1.effect } - prediction.probability) < 2e-9)
    }
  }
}
