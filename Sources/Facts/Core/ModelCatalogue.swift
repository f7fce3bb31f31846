import Boosting
import Formats

/// A model that a fact is computed with.
public protocol FactModel: Sendable, Equatable {
  /// The fact it is for: its setting is `<fact>.models`.
  static var fact: String { get }
  /// Its model files are in `Sources/Facts/<folder>/Models`.
  static var folder: String { get }
  var id: String { get }
  /// It is used for what begins from then on.
  var validFrom: Timestamp { get }
  init(_ file: ModelFile) throws(BoostingError)
}

/// Where models' data come from, and so what they may be used for. A deployment uses one family.
public enum ModelFamily: String, Sendable, CaseIterable {
  /// For research only.
  case statsbomb
  /// Trained on data that anyone may use; its models' ids contain `-open-`.
  case open

  init(ofModel id: String) { self = id.contains("-open-") ? .open : .statsbomb }

  /// What a setting means; `statsbomb` where it says nothing.
  init(setting: String?) { self = setting.flatMap(Self.init) ?? .statsbomb }
}

/// All models of a fact that this program knows. It only grows: an old match keeps its model.
///
/// A kick-off chooses among those of one family; a recomputation may name any.
public struct ModelCatalogue<Model: FactModel>: Sendable {
  /// By `validFrom`, then id.
  public let models: [Model]
  /// Those that a kick-off chooses from, in the same order.
  private let family: [Model]

  /// - Parameter family: a kick-off chooses among the models of this family; nil: among all.
  /// - Throws: if there is no model to choose from, or two have one id.
  public init(_ models: [Model], family: ModelFamily? = nil) throws(BoostingError) {
    guard Set(models.map(\.id)).count == models.count else {
      throw BoostingError("two models of \(Model.fact) have the same id")
    }
    self.models = models.sorted { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
    self.family = self.models.filter { family == nil || ModelFamily(ofModel: $0.id) == family }
    guard !self.family.isEmpty else { throw BoostingError("no model of \(Model.fact)") }
  }

  /// One model, from the text of its file, for matches of all times.
  public init(modelFile json: [UInt8]) throws(BoostingError) {
    try self.init([try Model(try ModelFile(json: json))])
  }

  /// The one in force at a kick-off or start; before all of them the first.
  public func model(at start: Timestamp) -> Model { family.last { $0.validFrom <= start } ?? family[0] }

  public func model(id: String) -> Model? { models.first { $0.id == id } }

  /// Of the family.
  public var newest: Model { family[family.count - 1] }

  static func readBundled(_ family: ModelFamily = .statsbomb) throws(BoostingError) -> Self {
    var models: [Model] = []
    for file in EmbeddedFiles.models where file.name.hasPrefix("\(Model.folder)/Models/") {
      models.append(try Model(try ModelFile(json: Array(file.text.utf8))))
    }
    return try Self(models, family: family)
  }

  /// The models compiled into the program. A test reads them too, so a program that was built from tested sources
  /// cannot fail here, and one that does cannot compute the fact at all.
  static func compiledIn(_ family: ModelFamily = .statsbomb) -> Self {
    do { return try readBundled(family) } catch {
      preconditionFailure("The models of \(Model.fact): \(error)")
    }
  }
}
