/// All that a prediction was made from.
struct PitBasis: Sendable {
  var scenario: PitScenario
  var features: PitFeatures
  /// Seconds of penalties still to serve: the target's less the chaser's.
  var penalty: Double
}

extension PitBasis {
  /// A model says the same of both.
  func isIdentical(to other: PitBasis) -> Bool {
    scenario == other.scenario && penalty == other.penalty && features.isIdentical(to: other.features)
  }
}
