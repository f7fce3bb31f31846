import Boosting
import Formats

/// All models of xPass that this program knows. It only grows: an old match keeps its model.
///
/// There are two families, of which a deployment uses one (setting `xpass.models`): `statsbomb`, for research
/// only, and `open`, trained on data that anyone may use, whose ids begin with `xpass-open-`. A recomputation may
/// name a model of either.
public struct XPassCatalogue: Sendable {
  public enum Family: String, Sendable, CaseIterable {
    case statsbomb, open

    /// The family of a model compiled in.
    init(ofModel id: String) { self = id.hasPrefix("xpass-open-") ? .open : .statsbomb }
  }

  /// By `validFrom`, then id.
  public let models: [XPassModel]
  /// Those that a kick-off chooses from, in the same order.
  private let family: [XPassModel]

  /// - Parameter family: a kick-off chooses among the models of this family; nil: among all.
  /// - Throws: if there is no model to choose from, or two have one id.
  public init(_ models: [XPassModel], family: Family? = nil) throws(BoostingError) {
    guard Set(models.map(\.id)).count == models.count else {
      throw BoostingError("two models of xPass have the same id")
    }
    self.models = models.sorted { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
    self.family = self.models.filter { family == nil || Family(ofModel: $0.id) == family }
    guard !self.family.isEmpty else { throw BoostingError("no model of xPass") }
  }

  /// One model, from the text of its file, for matches of all times.
  public init(modelFile json: [UInt8]) throws(BoostingError) {
    try self.init([try XPassModel(try ModelFile(json: json))])
  }

  /// The one in force at a kick-off; before all of them the first.
  public func model(kickOff: Timestamp) -> XPassModel {
    family.last { $0.validFrom <= kickOff } ?? family[0]
  }

  public func model(id: String) -> XPassModel? { models.first { $0.id == id } }

  /// Of the family.
  public var newest: XPassModel { family[family.count - 1] }

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
      models.append(try XPassModel(try ModelFile(json: Array(file.text.utf8))))
    }
    return try XPassCatalogue(models, family: family)
  }
}
