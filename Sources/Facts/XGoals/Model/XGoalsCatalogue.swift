import Boosting
import Formats

/// All models of xGoals that this program knows. It only grows: an old match keeps its model.
///
/// There are two families, of which a deployment uses one (setting `xgoals.models`): `statsbomb`, for research
/// only, and `open`, trained on data that anyone may use, whose ids begin with `xgoals-open-`.
public struct XGoalsCatalogue: Sendable {
  public enum Family: String, Sendable, CaseIterable { case statsbomb, open }

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

  /// The models that a deployment uses: those given, else those of the family that the setting `xgoals.models`
  /// names, `statsbomb` (research only, the default) or `open`.
  public static func inUse(_ settings: FactSettings) -> XGoalsCatalogue {
    settings.onAsked?("xgoals.models", Family.statsbomb.rawValue)
    if let given = settings.xGoalsModels { return given }
    return bundled(settings.values["xgoals.models"].flatMap(Family.init) ?? .statsbomb)
  }

  /// The models compiled into the program. Read once; a test reads them too, so a program that was built from
  /// tested sources cannot fail here, and one that does cannot compute xGoals at all.
  public static func bundled(_ family: Family) -> XGoalsCatalogue {
    switch family {
    case .statsbomb: statsbomb
    case .open: open
    }
  }

  private static let statsbomb = read(.statsbomb)
  private static let open = read(.open)

  private static func read(_ family: Family) -> XGoalsCatalogue {
    do { return try readBundled(family) } catch { preconditionFailure("The models of xGoals: \(error)") }
  }

  static func readBundled(_ family: Family) throws(BoostingError) -> XGoalsCatalogue {
    var models: [XGoalsModel] = []
    for file in EmbeddedFiles.models where file.name.hasPrefix("XGoals/") {
      // By its name, so that the other family's need not be read.
      let name = file.name.dropFirst("XGoals/Models/".count)
      if name.hasPrefix(openPrefix) != (family == .open) { continue }
      models.append(try XGoalsModel(try ModelFile(json: Array(file.text.utf8))))
    }
    return try XGoalsCatalogue(models)
  }

  static let openPrefix = "xgoals-open-"
}
