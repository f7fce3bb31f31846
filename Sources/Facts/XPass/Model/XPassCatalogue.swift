import Boosting
import Formats

/// All models of xPass that this program knows. It only grows: an old match keeps its model.
///
/// There are two families, of which a deployment uses one (setting `xpass.models`): `statsbomb`, for research
/// only, and `open`, trained on data that anyone may use, whose ids begin with `xpass-open-`.
public struct XPassCatalogue: Sendable {
  public enum Family: String, Sendable, CaseIterable { case statsbomb, open }

  /// By `validFrom`, then id.
  public let models: [XPassModel]

  /// - Throws: if there is no model, or two have one id.
  public init(_ models: [XPassModel]) throws(BoostingError) {
    guard !models.isEmpty else { throw BoostingError("no model of xPass") }
    guard Set(models.map(\.id)).count == models.count else {
      throw BoostingError("two models of xPass have the same id")
    }
    self.models = models.sorted { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
  }

  /// One model, from the text of its file, for matches of all times.
  public init(modelFile json: [UInt8]) throws(BoostingError) {
    try self.init([try XPassModel(try ModelFile(json: json))])
  }

  /// The one in force at a kick-off; before all of them the first.
  public func model(kickOff: Timestamp) -> XPassModel {
    models.last { $0.validFrom <= kickOff } ?? models[0]
  }

  public func model(id: String) -> XPassModel? { models.first { $0.id == id } }

  public var newest: XPassModel { models[models.count - 1] }

  /// The models compiled into the program, see `XGoalsCatalogue.bundled`.
  public static func bundled(_ family: Family) -> XPassCatalogue {
    switch family {
    case .statsbomb: statsbomb
    case .open: open
    }
  }

  private static let statsbomb = read(.statsbomb)
  private static let open = read(.open)

  private static func read(_ family: Family) -> XPassCatalogue {
    do { return try readBundled(family) } catch { preconditionFailure("The models of xPass: \(error)") }
  }

  static func readBundled(_ family: Family) throws(BoostingError) -> XPassCatalogue {
    var models: [XPassModel] = []
    for file in EmbeddedFiles.models where file.name.hasPrefix("XPass/") {
      let model = try XPassModel(try ModelFile(json: Array(file.text.utf8)))
      if model.id.hasPrefix("xpass-open-") == (family == .open) { models.append(model) }
    }
    return try XPassCatalogue(models)
  }
}
