/// What a model answers at one moment of a battle, and from what: another model can be asked the same.
struct PitForecast: Sendable {
  /// As it stands; of a threat for the case that the chaser stops first.
  let basis: PitBasis
  let prediction: PitPrediction
  /// Of a threat, for the case that the target stops first.
  let overcutBasis: PitBasis?
  let overcut: PitPrediction?
}

extension PitForecast {
  /// - Parameter before: what was answered before: the model is not asked the same again.
  init(
    _ basis: PitBasis, overcut overcutBasis: PitBasis?, by model: PitModel, before: PitForecast? = nil
  ) {
    self.basis = basis
    self.overcutBasis = overcutBasis
    prediction = before?.answer(to: basis, by: model) ?? model.predict(basis)
    overcut = overcutBasis.map { before?.answer(to: $0, by: model) ?? model.predict($0) }
  }

  func again(by model: PitModel) -> PitForecast { PitForecast(basis, overcut: overcutBasis, by: model) }

  private func answer(to wanted: PitBasis, by model: PitModel) -> PitPrediction? {
    guard prediction.model == model.id else { return nil }
    if basis.isIdentical(to: wanted) { return prediction }
    return overcutBasis?.isIdentical(to: wanted) == true ? overcut : nil
  }
}

extension PitModel {
  fileprivate func predict(_ basis: PitBasis) -> PitPrediction {
    predict(basis.features, basis.scenario).moved(by: basis.penalty)
  }
}
