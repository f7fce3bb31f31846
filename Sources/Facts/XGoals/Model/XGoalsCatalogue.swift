import Boosting
import Formats

/// All models of xGoals that this program knows. It only grows: an old match keeps its model.
public struct XGoalsCatalogue: Sendable {
  /// By `validFrom`, then id.
  public let models: [XGoalsModel]

  /// - Throws: if there is no model, or two have one id.
  public init(_ models: [XGoalsModel]) throws(BoostingError) {
    guard !models.isEmpty else { throw BoostingError("no model of xGoals") }
    guard Set(models.map(\.id)).count == models.count else {
      throw BoostingError("two models of xGoals have the same id")
    }
    self.models = models.sorted { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
  }

  /// The one in force at a kick-off; before all of them the first.
  public func model(kickOff: Timestamp) -> XGoalsModel {
    models.last { $0.validFrom <= kickOff } ?? models[0]
  }

  public func model(id: String) -> XGoalsModel? { models.first { $0.id == id } }

  public var newest: XGoalsModel { models[models.count - 1] }

  /// The models compiled into the program. Read once; a test reads them too, so a program that was built from
  /// tested sources cannot fail here, and one that does cannot compute xGoals at all.
  public static let bundled: XGoalsCatalogue = {
    do { return try readBundled() } catch { preconditionFailure("The models of xGoals: \(error)") }
  }()

  static func readBundled() throws(BoostingError) -> XGoalsCatalogue {
    var models: [XGoalsModel] = []
    for file in EmbeddedFiles.models where file.name.hasPrefix("XGoals/") {
      models.append(try XGoalsModel(try ModelFile(json: Array(file.text.utf8))))
    }
    return try XGoalsCatalogue(models)
  }
}
