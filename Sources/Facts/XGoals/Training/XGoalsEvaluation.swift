import Boosting
import Formats

/// Values the shots of a labelled file with a finished model and says how good that was.
public struct XGoalsEvaluation: Sendable {
  public let report: XGoalsReport
  /// The model's id.
  public let model: String
  /// Shot id and prediction, in the order of the file.
  public let predictions: [(id: String, xGoals: Double)]

  /// - Parameter model: nil takes the newest one compiled in.
  public static func evaluate(shots path: String, model: ModelFile? = nil) throws -> XGoalsEvaluation {
    let model = try model.map { file throws(BoostingError) in try XGoalsModel(file) }
    return XGoalsEvaluation(try ShotTable(path: path), model ?? XGoalsCatalogue.bundled(.statsbomb).newest)
  }

  public init(_ table: ShotTable, _ model: XGoalsModel) {
    predictions = table.rows.map { ($0.id, model.predict($0.situation).probability) }
    self.model = model.id
    report = XGoalsReport(table, predictions: predictions.map(\.xGoals))
  }
}
