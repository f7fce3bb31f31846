import Boosting
import Synchronization

/// A setting that some fact or ranking asks for.
public struct FactSetting: Sendable, Equatable {
  public var name: String
  public var defaultValue: String
}

extension Catalogue {
  /// Every setting of every fact and ranking, by name. They are found by asking: a fact reads its settings as it is
  /// made, so no list has to be kept in step.
  public static var settings: [FactSetting] {
    let asked = Asked()
    var settings = FactSettings()
    settings.onAsked = { asked.add($0, $1) }
    for fact in facts { _ = fact.makeMachine(settings) }
    for ranking in rankings { _ = ranking.makeMachine("", settings) }
    return asked.settings
  }

  private final class Asked: Sendable {
    private let found = Mutex<[String: String]>([:])
    func add(_ name: String, _ value: String) { found.withLock { $0[name] = value } }
    var settings: [FactSetting] {
      found.withLock { $0 }.sorted { $0.key < $1.key }.map {
        FactSetting(name: $0.key, defaultValue: $0.value)
      }
    }
  }
}

/// A model compiled into the program, and what it may be used for.
public struct ModelLicence: Sendable, Equatable {
  public var fact: String
  public var model: String
  public var licence: String
}

extension Catalogue {
  /// By fact, then id.
  public static func modelLicences() throws(BoostingError) -> [ModelLicence] {
    var found: [ModelLicence] = []
    for file in EmbeddedFiles.models {
      let model = try ModelFile(json: Array(file.text.utf8))
      found.append(ModelLicence(fact: model.fact, model: model.id, licence: model.licence))
    }
    return found.sorted { ($0.fact, $0.model) < ($1.fact, $1.model) }
  }
}
