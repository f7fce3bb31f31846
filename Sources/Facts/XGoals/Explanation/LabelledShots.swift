import Boosting

extension XGoalsModel {
  /// What a labelled shot is worth.
  func predict(_ sight: ShotSight) -> Prediction {
    predict(sight.features, hasPositions: sight.hasPositions)
  }

  /// The shots of a labelled file with what the model knows of them, for explanations: id, match, whether it was a
  /// goal, and the prediction.
  public func predictions(ofFile path: String) throws -> [(row: ShotRow, prediction: Prediction)] {
    try ShotTable(path: path).rows.map { ($0, predict($0.sight)) }
  }
}
