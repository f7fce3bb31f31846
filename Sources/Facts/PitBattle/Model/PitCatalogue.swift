public typealias PitCatalogue = ModelCatalogue<PitModel>

extension PitModel: FactModel {
  public static let fact = "pitbattle"
  public static let folder = "PitBattle"
  fileprivate static let all = PitCatalogue.compiledIn()
}

extension PitCatalogue {
  /// The models compiled into the program, read once.
  public static var bundled: Self { PitModel.all }
}
