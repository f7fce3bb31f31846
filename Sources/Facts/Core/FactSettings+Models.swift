import Boosting

extension FactSettings {
  /// Takes a model file in place of the catalogue of its fact, for matches of all times.
  ///
  /// - Throws: if it cannot be read, or is of a fact that has no models.
  public mutating func use(modelFile json: [UInt8]) throws(BoostingError) {
    let fact = try ModelFile(json: json).fact
    switch fact {
    case XGoalsFact.name: xGoalsModels = try XGoalsCatalogue(modelFile: json)
    case XPassFact.name: xPassModels = try XPassCatalogue(modelFile: json)
    default: throw BoostingError("it is a model of \(fact), which no fact here uses")
    }
  }
}
