/// How a model of pit battles is trained.
public struct PitOptions: Sendable {
  public var laps: String
  public var battles: String
  public var seed: UInt32
  public var id = "pitbattle-2026-1"
  public var validFrom = "2018-01-01T00:00:00Z"
  public var licence =
    "Trained on laps of F1's public live timing (FastF1, Armchair-Strategist, Apache-2.0). Formula One grants no licence for its timing data; unofficial."
  public var folds = 5
  /// Ensembles of different seeds whose margins are averaged, by target.
  var members: [PitTarget: Int] { [.ahead: 3, .gap: 2, .laps: 1] }
  public var rounds = 250
  /// Weight of moments that the table of labelled battles would not hold.
  public var otherWeight: Float = 0.25
  public var parameters = [
    "max_depth": "3", "eta": "0.04", "subsample": "0.7", "colsample_bytree": "0.4", "min_child_weight": "5",
    "lambda": "3", "tree_method": "hist",
  ]

  /// - Parameter data: a folder that holds `f1/laps.csv.gz` and `f1/pit_battles.csv.gz`, or these files.
  public init(data: String, seed: UInt32 = 1) {
    let folder = data.hasSuffix("/") ? String(data.dropLast()) : data
    laps = "\(folder)/f1/laps.csv.gz"
    battles = "\(folder)/f1/pit_battles.csv.gz"
    self.seed = seed
  }
}
