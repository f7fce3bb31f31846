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

/// All models of a fact that a deployment may use. It only grows: an old match keeps its model.
public struct ModelCatalogue<Model: FactModel>: Sendable {
  /// By `validFrom`, then id.
  public let models: [Model]

  /// - Throws: if there is no model, or two have one id.
  public init(_ models: [Model]) throws(BoostingError) {
    guard !models.isEmpty else { throw BoostingError("no model of \(Model.fact)") }
    guard Set(models.map(\.id)).count == models.count else {
      throw BoostingError("two models of \(Model.fact) have the same id")
    }
    self.models = models.sorted { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
  }

  /// One model, from the text of its file, for matches of all times.
  public init(modelFile json: [UInt8]) throws(BoostingError) {
    try self.init([try Model(try ModelFile(json: json))])
  }

  /// The one in force at a kick-off or start; before all of them the first.
  public func model(at start: Timestamp) -> Model { models.last { $0.validFrom <= start } ?? models[0] }

  public func model(id: String) -> Model? { models.first { $0.id == id } }

  public var newest: Model { models[models.count - 1] }

  static func readBundled(_ family: ModelFamily = .statsbomb) throws(BoostingError) -> Self {
    var models: [Model] = []
    let folder = "\(Model.folder)/Models/"
    for file in EmbeddedFiles.models where file.name.hasPrefix(folder) {
      // By its name, so that the other family's need not be read.
      guard ModelFamily(ofModel: String(file.name.dropFirst(folder.count))) == family else { continue }
      models.append(try Model(try ModelFile(json: Array(file.text.utf8))))
    }
    return try Self(models)
  }

  /// The models compiled into the program. A test reads them too, so a program that was built from tested sources
  /// cannot fail here, and one that does cannot compute the fact at all.
  static func compiledIn(_ family: ModelFamily = .statsbomb) -> Self {
    do { return try readBundled(family) } catch {
      preconditionFailure("The models of \(Model.fact): \(error)")
    }
  }
}
