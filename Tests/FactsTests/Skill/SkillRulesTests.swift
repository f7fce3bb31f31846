import Formats
import Testing

@testable import Facts

@Suite struct SkillRulesTests {
  private func score(_ kind: SkillKind, _ values: [Double], least: [Double], greatest: [Double]) throws
    -> Double
  {
    let rules = try SkillRules(settings: FactSettings())
    let weighings = try #require(rules.weighings[kind])
    #expect(weighings.count == values.count)
    var sum = 0.0
    for (place, weighing) in weighings.enumerated() {
      sum += weighing.points(values[place], least: least[place], greatest: greatest[place])
    }
    return (sum * 1000).rounded() / 1000
  }

  /// The published rows, with league bounds that were reconstructed from them.
  @Test func publishedRowsOfTheInitiator() throws {
    let least = [Double](repeating: 0, count: 6)
    let greatest = [9.23, 0.55, 3.80, 0.31, 38, 13]
    for (values, published) in [
      ([9.23, 0.46, 3.80, 0.18, 38, 11], 0.948), ([3.94, 0.25, 2.54, 0.16, 15, 11], 0.516),
      ([6.41, 0.37, 2.45, 0.14, 21, 1], 0.510),
    ] as [([Double], Double)] {
      #expect(try score(.initiator, values, least: least, greatest: greatest) == published)
    }
  }

  @Test func publishedRowsOfTheFinisher() throws {
    for (values, published) in [
      ([24, 1.14, 1.55], 0.813), ([16, 1.18, 5.32], 0.811), ([18, 1.10, 4.27], 0.802),
    ]
      as [([Double], Double)]
    {
      #expect(try score(.finisher, values, least: [0, 0, -3.88], greatest: [24, 1.43, 5.43]) == published)
    }
  }

  @Test func shareOfDefensiveDuels() throws {
    let rules = try SkillRules(settings: FactSettings())
    var tally = PlayerTally()
    tally.defensiveDuels = 235
    tally.defensiveDuelsWon = 75
    let share = try #require(tally.value(.defensiveDuelShare, rules))
    #expect((share * 1000).rounded() / 10 == 31.9)
    tally.defensiveDuels = 19
    tally.defensiveDuelsWon = 19
    #expect(tally.value(.defensiveDuelShare, rules) == 0)
    tally.defensiveDuels = 20
    #expect(tally.value(.defensiveDuelShare, rules) == 0.95)
  }

  @Test func normalisationsAtTheirLimits() {
    func points(_ value: Double, _ normalisation: SkillRules.Normalisation, _ low: Double, _ high: Double)
      -> Double
    {
      SkillRules.Weighing(measure: .goals, weight: 0.5, normalisation: normalisation, bounds: .all)
        .points(value, least: low, greatest: high)
    }
    #expect(points(3, .max, 0, 6) == 0.25)
    #expect(points(7, .max, 0, 6) == 0.5)
    #expect(points(-1, .max, -1, 6) == 0)
    #expect(points(3, .max, 0, 0) == 0)
    #expect(points(1, .minmax, -1, 3) == 0.25)
    #expect(points(2, .minmax, 2, 2) == 0)
    #expect(points(-9, .minmax, -1, 3) == 0)
    #expect(points(.nan, .minmax, -1, 3) == 0)
  }

  @Test func rulesFromAFile() throws {
    let text = SkillRules.defaultText.replacing("goals: {weight: 0.5", with: "goals: {weight: 0.7")
    let rules = try SkillRules(settings: FactSettings(values: ["skill.rules": text]))
    #expect(rules.weighings[.finisher]?.first?.weight == 0.7)
    #expect(rules.badgeRanks == 10)
    for (good, bad) in [
      ("goals_per90: {", "gaols: {"), ("badge_ranks: 10", "badge_ranks: ten"),
      ("weight: 0.4, normalise: minmax", "weight: 0.4, normalise: middle"),
    ] {
      let wrong = SkillRules.defaultText.replacing(good, with: bad)
      let error = #expect(throws: YAMLError.self) { try SkillRules(yaml: wrong) }
      let lines = wrong.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(error.map { lines[$0.line - 1].contains(bad) } == true)
    }
  }
}
