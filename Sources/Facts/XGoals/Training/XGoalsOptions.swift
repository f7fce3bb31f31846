/// How a model of xGoals is trained. A committed model's own options stand in its file and card.
public struct XGoalsOptions: Sendable {
  /// A shots file, or the folder of the shared data that holds `football/shots.jsonl.gz` (open data:
  /// `football/shots_wyscout.csv.gz`).
  public var data: String
  public var seed: UInt32
  /// The family that anyone may use: event-only, trained on Wyscout's shots.
  public var isOpenData: Bool
  /// The model's id.
  public var id: String
  /// It is used for matches kicked off from then on.
  public var validFrom: String
  public var licence: String
  /// Whole matches are split into so many parts for validation.
  public var folds: Int
  /// Ensembles of different seeds whose margins are averaged.
  public var members: Int
  public var rounds: Int
  /// libxgboost's own.
  public var parameters: [String: String]
  /// Gives headers with positions a model of their own.
  public var hasHeaderModel = false
  /// How many sets of parameters a search tries; 0 takes `parameters` as they are.
  public var candidates = 0
  /// Where shots that are no file's came from, for the model file: seasons, feeds.
  public var source: String?

  public init(data: String, seed: UInt32 = 1, openData: Bool = false) {
    self.data = data
    self.seed = seed
    isOpenData = openData
    id = openData ? "xgoals-open-2026-1" : "xgoals-2026-2"
    validFrom = "2000-01-01T00:00:00Z"
    licence =
      openData
      ? "CC BY 4.0. Trained on: Pappalardo, L., Cintia, P., Rossi, A. et al., A public data set of"
        + " spatio-temporal match events in soccer competitions, Sci Data 6, 236 (2019); figshare collection"
        + " 4415000 (Wyscout)."
      : "Trained on StatsBomb open data: research and analysis only, no commercial use (StatsBomb Public Data"
        + " User Agreement). Data: StatsBomb."
    folds = 5
    members = 3
    rounds = 330
    parameters = [
      "tree_method": "hist", "max_depth": "4", "eta": "0.04", "min_child_weight": "5", "subsample": "0.7",
      "colsample_bytree": "0.25", "lambda": "5",
    ]
  }

  /// The shots file.
  var shots: String {
    let isFile = [".jsonl", ".jsonl.gz", ".csv", ".csv.gz"].contains { data.hasSuffix($0) }
    let name = isOpenData ? "shots_wyscout.csv.gz" : "shots.jsonl.gz"
    return isFile ? data : (data.hasSuffix("/") ? data : data + "/") + "football/" + name
  }
}
