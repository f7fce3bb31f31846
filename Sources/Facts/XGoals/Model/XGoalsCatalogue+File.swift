import Boosting

extension XGoalsCatalogue {
  /// One model, from the text of its file, for matches of all times.
  public init(modelFile json: [UInt8]) throws(BoostingError) {
    try self.init([try XGoalsModel(try ModelFile(json: json))])
  }
}
