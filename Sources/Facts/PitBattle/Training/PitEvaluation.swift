import Boosting

/// Judges a model on labelled battles.
public enum PitEvaluation {
  /// - Parameters:
  ///   - laps: in the columns of the shared data's `laps`.
  ///   - battles: in the columns of the shared data's `pit_battles`.
  ///   - model: nil for the newest of the catalogue.
  public static func evaluate(laps: String, battles: String, model: ModelFile? = nil) throws -> PitReport {
    let model = try model.map { try PitModel($0) } ?? PitCatalogue.bundled.newest
    let table = try BattleTable(laps: laps, battles: battles, forTraining: false)
    var predictions: [Int: PitPrediction] = [:]
    for (index, sample) in table.labelled.enumerated() {
      predictions[index] = model.predict(sample.features, sample.scenario)
    }
    return PitReport(table, predictions)
  }
}
