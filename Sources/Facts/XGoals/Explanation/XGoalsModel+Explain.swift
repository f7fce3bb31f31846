import Boosting
import Formats

extension XGoalsModel {
  /// What each feature added to the value of a shot.
  ///
  /// - Parameter source: of the positions, as the prediction said: it tells which of the two models answered.
  public func explain(_ features: ShotFeatures, source: PositionSource) throws(BoostingError)
    -> ShotExplanation
  {
    let part = part(source, features)
    let row = part.row(features)
    return ShotExplanation(try part.explainer.explainer().explain(row), features: part.features, row: row)
  }

  /// The SHAP interaction of two features, log-odds; 0 if the model that answered lacks one.
  public func interaction(
    _ features: ShotFeatures, source: PositionSource, _ first: ShotFeature, _ second: ShotFeature
  ) throws(BoostingError) -> Double {
    let part = part(source, features)
    guard let a = part.features.firstIndex(of: first), let b = part.features.firstIndex(of: second), a != b
    else { return 0 }
    return try part.explainer.explainer().interaction(part.row(features), a, b)
  }
}

extension ShotFeatures {
  /// The features of a stored record, by name.
  public init(record node: JSONNode) {
    var values = [Double](repeating: .nan, count: ShotFeature.allCases.count)
    node.forEachField { name, value in
      if let feature = ShotFeature(rawValue: "\(name)"), let number = value.double {
        values[feature.index] = number
      }
    }
    self.init(values: values)
  }
}
