import Boosting
import Formats

/// Values labelled shots with a finished model and says how good that was.
public struct XGoalsEvaluation: Sendable {
  public let report: XGoalsReport
  /// The model's id.
  public let model: String
  /// Shot id and prediction, in the order of the table.
  public let predictions: [(id: String, xGoals: Double)]

  /// - Parameter model: nil takes the newest one compiled in.
  public static func evaluate(shots path: String, model: ModelFile? = nil) throws -> XGoalsEvaluation {
    try evaluate(try ShotTable(path: path), model: model)
  }

  /// The same of shots from elsewhere.
  public static func evaluate(_ table: ShotTable, model: ModelFile? = nil) throws -> XGoalsEvaluation {
    let model = try model.map { file throws(BoostingError) in try XGoalsModel(file) }
    return XGoalsEvaluation(table, model ?? XGoalsCatalogue.bundled(.statsbomb).newest)
  }

  public init(_ table: ShotTable, _ model: XGoalsModel) {
    predictions = table.rows.map { ($0.id, model.predict($0.sight).probability) }
    self.model = model.id
    report = XGoalsReport(table, predictions: predictions.map(\.xGoals))
  }
}
