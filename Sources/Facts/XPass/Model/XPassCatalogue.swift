public typealias XPassCatalogue = ModelCatalogue<XPassModel>

extension XPassModel: FactModel {
  public static let fact = "xpass"
  public static let folder = "XPass"
  fileprivate static let statsbomb = XPassCatalogue.compiledIn(.statsbomb)
  fileprivate static let open = XPassCatalogue.compiledIn(.open)
}

extension XPassCatalogue {
  /// The models compiled into the program, read once.
  public static func bundled(_ family: ModelFamily) -> Self {
    switch family {
    case .statsbomb: XPassModel.statsbomb
    case .open: XPassModel.open
    }
  }
}
