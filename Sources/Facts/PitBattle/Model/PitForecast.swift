/// What a model answers at one moment of a battle, and from what: another model can be asked the same.
struct PitForecast: Sendable {
  /// As it stands; of a threat for the case that the chaser stops first.
  let basis: PitBasis
  let prediction: PitPrediction
  /// Of a threat, for the case that the target stops first.
  let overcutBasis: PitBasis?
  let overcut: PitPrediction?

  init(_ basis: PitBasis, overcut overcutBasis: PitBasis?, by model: PitModel) {
    self.basis = basis
    self.overcutBasis = overcutBasis
    prediction = model.predict(basis)
    overcut = overcutBasis.map { model.predict($0) }
  }

  func again(by model: PitModel) -> PitForecast { PitForecast(basis, overcut: overcutBasis, by: model) }
}

extension PitModel {
  fileprivate func predict(_ basis: PitBasis) -> PitPrediction {
    predict(basis.features, basis.scenario).moved(by: basis.penalty)
  }
}
