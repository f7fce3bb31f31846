import Boosting
import Formats

/// Values labelled passes with a finished model and says how good that was.
public struct XPassEvaluation: Sendable {
  public let report: XPassReport
  /// The model's id.
  public let model: String
  /// Pass id and prediction, in the order of the table.
  public let predictions: [(id: String, xPass: Double)]

  /// - Parameter model: nil takes the newest one of the family compiled in.
  public static func evaluate(
    passes path: String, model: ModelFile? = nil, family: ModelFamily = .statsbomb
  ) throws -> XPassEvaluation {
    try evaluate(try PassTable(path: path), model: model, family: family)
  }

  /// The same of passes from elsewhere.
  public static func evaluate(
    _ table: PassTable, model: ModelFile? = nil, family: ModelFamily = .statsbomb
  ) throws -> XPassEvaluation {
    let model = try model.map { file throws(BoostingError) in try XPassModel(file) }
    return XPassEvaluation(table, model ?? XPassCatalogue.bundled(family).newest)
  }

  public init(_ table: PassTable, _ model: XPassModel) {
    predictions = table.rows.map { ($0.id, model.predict($0.situation)) }
    self.model = model.id
    report = XPassReport(table, predictions: predictions.map(\.xPass))
  }
}
