public typealias XGoalsCatalogue = ModelCatalogue<XGoalsModel>

extension XGoalsModel: FactModel {
  public static let fact = "xgoals"
  public static let folder = "XGoals"
  fileprivate static let statsbomb = XGoalsCatalogue.compiledIn(.statsbomb)
  fileprivate static let open = XGoalsCatalogue.compiledIn(.open)
}

extension XGoalsCatalogue {
  /// The models compiled into the program, read once.
  public static func bundled(_ family: ModelFamily) -> Self {
    switch family {
    case .statsbomb: XGoalsModel.statsbomb
    case .open: XGoalsModel.open
    }
  }
}
