import Boosting
import Football

extension FactSettings {
  /// Takes a model file in place of the catalogue of its fact, for matches of all times.
  ///
  /// - Throws: if it cannot be read, or is of a fact that has no models.
  public mutating func use(modelFile json: [UInt8]) throws(BoostingError) {
    let fact = try ModelFile(json: json).fact
    switch fact {
    case XGoalsFact.name: xGoalsModels = try XGoalsCatalogue(modelFile: json)
    case XPassFact.name: xPassModels = try XPassCatalogue(modelFile: json)
    case PitBattleFact.name: pitModels = try PitCatalogue(modelFile: json)
    default: throw BoostingError("it is a model of \(fact), which no fact here uses")
    }
  }

  /// The models of xGoals in use: those given, else those of the family that the setting `xgoals.models` names.
  public var xGoalsCatalogue: XGoalsCatalogue { xGoalsModels ?? .bundled(family(of: XGoalsModel.self)) }

  /// The same of xPass.
  public var xPassCatalogue: XPassCatalogue { xPassModels ?? .bundled(family(of: XPassModel.self)) }

  /// The models of pit battles in use: those given, else all; there is one family.
  public var pitCatalogue: PitCatalogue { pitModels ?? .bundled }

  private func family<Model: FactModel>(of model: Model.Type) -> ModelFamily {
    let name = "\(Model.fact).models"
    onAsked?(name, ModelFamily.statsbomb.rawValue)
    return ModelFamily(setting: values[name])
  }

  /// - Throws: if a setting names models that there are not: nobody shall use others by mistake, whose terms may
  ///   be others too.
  public func checkModels() throws(BoostingError) {
    let known = ModelFamily.allCases.map(\.rawValue).joined(separator: " or ")
    for name in ["xgoals.models", "xpass.models"] {
      guard let family = values[name], ModelFamily(rawValue: family) == nil else { continue }
      throw BoostingError("the setting \(name) is \(known), not \(family)")
    }
  }

  /// The facts that are computed with models.
  public static let factsWithModels = [XGoalsFact.name, XPassFact.name, PitBattleFact.name]

  /// Ids of the models that a recomputation of the fact may name, in order of `valid_from`.
  public func models(of fact: String) -> [String] {
    switch fact {
    case XGoalsFact.name: xGoalsCatalogue.models.map(\.id)
    case XPassFact.name: xPassCatalogue.models.map(\.id)
    case PitBattleFact.name: pitCatalogue.models.map(\.id)
    default: []
    }
  }

  /// The model that a recomputation takes where nothing is said; nil of a fact without models.
  public func newestModel(of fact: String) -> String? {
    switch fact {
    case XGoalsFact.name: xGoalsCatalogue.newest.id
    case XPassFact.name: xPassCatalogue.newest.id
    case PitBattleFact.name: pitCatalogue.newest.id
    default: nil
    }
  }

  /// The model that a recomputation asks for and that this program lacks; whoever has to follow it must stop.
  public func missingModel(of request: Recompute) -> String? {
    guard let model = request.model, Self.factsWithModels.contains(request.fact) else { return nil }
    return models(of: request.fact).contains(model) ? nil : model
  }
}
