/// How a model of xPass is trained. A committed model's own options stand in its file and card.
public struct XPassOptions: Sendable {
  /// A passes file, or the folder of the shared data that holds `football/passes.csv.gz`.
  public var data: String
  public var seed: UInt32
  /// The model's id.
  public var id: String
  /// It is used for matches kicked off from then on.
  public var validFrom: String
  public var licence: String
  /// Whole matches are split into so many parts for validation.
  public var folds: Int
  public var rounds: Int
  /// libxgboost's own.
  public var parameters: [String: String]
  /// Trains once more, for one part of the matches, with the recorded end point, to say what that would pretend.
  public var comparesEndPoint = true
  /// Where passes that are no file's came from, for the model file: seasons, feeds.
  public var source: String?

  /// - Parameter openData: the family that anyone may use, trained on Wyscout's passes.
  public init(data: String, seed: UInt32 = 1, openData: Bool = false) {
    let isFile = data.hasSuffix(".csv") || data.hasSuffix(".csv.gz")
    let name = openData ? "passes_wyscout.csv.gz" : "passes.csv.gz"
    self.data = isFile ? data : (data.hasSuffix("/") ? data : data + "/") + "football/\(name)"
    self.seed = seed
    id = openData ? "xpass-open-2026-2" : "xpass-2026-1"
    validFrom = "2000-01-01T00:00:00Z"
    licence =
      openData
      ? "CC BY 4.0. Trained on: Pappalardo, L., Cintia, P., Rossi, A. et al., A public data set of"
        + " spatio-temporal match events in soccer competitions, Sci Data 6, 236 (2019); figshare collection"
        + " 4415000 (Wyscout)."
      : "Trained on StatsBomb open data: research and analysis only, no commercial use (StatsBomb Public Data"
        + " User Agreement). Data: StatsBomb."
    folds = 5
    rounds = 250
    parameters = [
      "tree_method": "hist", "max_depth": "6", "eta": "0.1", "min_child_weight": "20", "subsample": "0.7",
      "colsample_bytree": "0.6", "lambda": "5",
    ]
  }
}
