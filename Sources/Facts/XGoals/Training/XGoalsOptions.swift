/// How a model of xGoals is trained. A committed model's own options stand in its file and card.
public struct XGoalsOptions: Sendable {
  /// A shots file, or the folder of the shared data that holds `football/shots.jsonl.gz`.
  public var data: String
  public var seed: UInt32
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

  public init(data: String, seed: UInt32 = 1) {
    self.data = data
    self.seed = seed
    id = "xgoals-2026-1"
    validFrom = "2000-01-01T00:00:00Z"
    licence =
      "Trained on StatsBomb open data: research and analysis only, no commercial use (StatsBomb Public Data User"
      + " Agreement). Data: StatsBomb."
    folds = 5
    members = 3
    rounds = 330
    parameters = [
      "tree_method": "hist", "max_depth": "4", "eta": "0.04", "min_child_weight": "10", "subsample": "0.7",
      "colsample_bytree": "0.3", "lambda": "5",
    ]
  }

  /// The shots file.
  var shots: String {
    let isFile = [".jsonl", ".jsonl.gz", ".csv", ".csv.gz"].contains { data.hasSuffix($0) }
    return isFile ? data : (data.hasSuffix("/") ? data : data + "/") + "football/shots.jsonl.gz"
  }
}
