import Boosting
import Formats

/// All models of pit battles that this program knows. It only grows: an old race keeps its model.
public struct PitCatalogue: Sendable {
  /// By `validFrom`, then id.
  public let models: [PitModel]

  /// - Throws: if there is no model, or two have one id.
  public init(_ models: [PitModel]) throws(BoostingError) {
    guard !models.isEmpty else { throw BoostingError("no model of pit battles") }
    guard Set(models.map(\.id)).count == models.count else {
      throw BoostingError("two models of pit battles have the same id")
    }
    self.models = models.sorted { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
  }

  /// The one in force at a start; before all of them the first.
  public func model(start: Timestamp) -> PitModel { models.last { $0.validFrom <= start } ?? models[0] }

  public func model(id: String) -> PitModel? { models.first { $0.id == id } }

  public var newest: PitModel { models[models.count - 1] }

  /// The models compiled into the program, read once.
  public static let bundled: PitCatalogue = {
    do { return try readBundled() } catch { preconditionFailure("The models of pit battles: \(error)") }
  }()

  static func readBundled() throws(BoostingError) -> PitCatalogue {
    var models: [PitModel] = []
    for file in EmbeddedFiles.models where file.name.hasPrefix("PitBattle/") {
      models.append(try PitModel(try ModelFile(json: Array(file.text.utf8))))
    }
    return try PitCatalogue(models)
  }
}
