import CXGBoost

/// Trains a tree ensemble with libxgboost.
///
/// One thread and a fixed seed: the same rows and parameters give the same trees, bit for bit (and on a shared
/// machine more threads were slower).
public struct BoosterTrainer: Sendable {
  /// libxgboost's parameters by name. `objective`, `booster`, `nthread`, `seed` and `verbosity` are set here.
  public var parameters: [String: String]
  public var rounds: Int
  public var seed: UInt32
  public var objective: Objective

  /// What the trees are to foretell.
  public enum Objective: String, Sendable {
    /// A probability, as log-odds.
    case logistic = "binary:logistic"
    /// A number: its mean. (libxgboost 1.7's `reg:absoluteerror` was tried and is far off.)
    case squaredError = "reg:squarederror"

    var metric: String { self == .logistic ? "logloss" : "rmse" }
  }

  public init(
    parameters: [String: String] = [:], rounds: Int = 200, seed: UInt32 = 1, objective: Objective = .logistic
  ) {
    self.objective = objective
    self.parameters = parameters
    self.rounds = rounds
    self.seed = seed
  }

  /// What is set whatever `parameters` say.
  private var fixed: [String: String] {
    [
      "objective": objective.rawValue, "booster": "gbtree", "nthread": "1", "verbosity": "0",
      "seed": String(seed),
    ]
  }

  /// - Parameters:
  ///   - labels: 0 or 1 a row; of a regression the numbers.
  ///   - monotone: a column's effect that the game knows the sign of, 1 rising, -1 falling, 0 free; nil for none.
  ///   - watched: rows whose metric (`eval_metric`, by default log loss) is told after each round.
  ///   - afterRound: gets the number of the round, from 1, and the metric; false ends the training there.
  public func train(
    _ matrix: FeatureMatrix, labels: [Float], weights: [Float]? = nil, monotone: [Int]? = nil,
    watched: (matrix: FeatureMatrix, labels: [Float])? = nil,
    afterRound: (Int, Double) -> Bool = { _, _ in true }
  ) throws(BoostingError) -> TrainedBooster {
    let rows = try TrainingMatrix(matrix, labels: labels, weights: weights)
    var held: TrainingMatrix?
    if let watched { held = try TrainingMatrix(watched.matrix, labels: watched.labels, weights: nil) }
    let booster = try TrainedBooster(trainingOn: [rows, held].compactMap { $0 })
    var all = parameters
    all["eval_metric"] = parameters["eval_metric"] ?? objective.metric
    if let monotone {
      guard monotone.count == matrix.columnCount else {
        throw BoostingError("\(monotone.count) monotone constraints for \(matrix.columnCount) columns")
      }
      all["monotone_constraints"] = "(" + monotone.map { String($0) }.joined(separator: ",") + ")"
    }
    all.merge(fixed) { _, fixed in fixed }
    for name in all.keys.sorted() { try booster.set(name, all[name] ?? "") }
    for round in 0..<rounds {
      try booster.update(round: round, rows)
      guard let held else { continue }
      if !afterRound(round + 1, try booster.metric(round: round, held)) { break }
    }
    return booster
  }
}
