import Boosting

extension PitModel {
  /// What each feature added to the probability that the chaser is ahead.
  ///
  /// - Throws: if the trees are too deep to be explained.
  func explain(_ basis: PitBasis) throws(BoostingError) -> PitExplanation {
    let part = part(basis.scenario)
    let row = basis.features.row(part.columns)
    return PitExplanation(
      try part.explainer.explainer().explain(row), part.ahead.calibration, part.features, row: row, basis)
  }

  /// Computes what all explanations need, which takes some tenths of a second: before a race rather than in it.
  func prepareToExplain() {
    for part in [before, running] { _ = try? part.explainer.explainer() }
  }
}
