import Boosting
import Facts
import Football

/// What xGoals costs a shot, on one core: features and prediction, and the explanation. libxgboost's own calls for
/// one row are measured beside it in the same run, on boosters of the same number and size of trees.
struct ShotSpeed {
  private let shots: Int

  init(_ arguments: Arguments) throws(BenchError) { shots = try arguments.int("shots", default: 2000) }

  func run() throws {
    let model = XGoalsCatalogue.bundled(.statsbomb).newest
    let situations = situations
    var sum = 0.0
    let predict = time(situations) { sum += model.predict($0).probability }
    _ = try model.explain(model.predict(situations[0]).features, source: .freezeFrame)  // builds its tables
    let explain = try time(situations) {
      let prediction = model.predict($0)
      sum += try model.explain(prediction.features, source: prediction.source).base
    }
    figure("xgoals_features_and_prediction_us", predict, digits: 2)
    figure("xgoals_with_explanation_us", explain, digits: 2)
    try compare()
    figure("xgoals_mean", sum / Double(2 * shots), digits: 4)
  }

  /// Three boosters of 330 trees of depth 4 over 49 columns, as the bundled model's.
  private func compare() throws {
    var random = SplitMix64(seed: 3)
    var matrix = FeatureMatrix(columnCount: 49)
    var labels: [Float] = []
    for _ in 0..<4000 {
      let row = (0..<49).map { _ in Float(random.unit()) }
      matrix.append(row)
      labels.append(random.unit() < logistic(3 * Double(row[0] - row[1] * row[2]) - 2) ? 1 : 0)
    }
    let boosters = try (0..<3).map {
      try BoosterTrainer(
        parameters: ["max_depth": "4", "eta": "0.04", "tree_method": "hist", "colsample_bytree": "0.25"],
        rounds: 330, seed: UInt32($0)
      ).train(matrix, labels: labels)
    }
    let model = try BoostedModel(
      name: "bench", features: (0..<49).map { "f\($0)" }, members: try boosters.map { try $0.ensemble() },
      calibration: .identity)
    let explainer = try ModelExplainer(model)
    let rows = (0..<min(shots, 4000)).map { Array(matrix[$0]) }
    var sum = 0.0
    let ours = time(rows) { sum += model.margin($0) }
    let theirs = try time(rows) { row in for booster in boosters { sum += Double(try booster.margin(row)) } }
    let explained = time(rows) { sum += explainer.explain($0).margin }
    let few = rows.prefix(200)
    let contributions = try time(Array(few)) { row in
      var one = FeatureMatrix(columnCount: 49)
      one.append(row)
      for booster in boosters { sum += Double(try booster.contributions(one)[0]) }
    }
    figure("trees_ours_us", ours, digits: 2)
    figure("trees_libxgboost_us", theirs, digits: 2)
    figure("trees_ratio", theirs / ours)
    figure("shap_ours_us", explained, digits: 2)
    figure("shap_libxgboost_us", contributions, digits: 2)
    figure("shap_ratio", contributions / explained)
  }

  /// Microseconds of this thread's processor time an item, the best of five rounds: what waits for a processor that
  /// others use is not the shot's.
  private func time<Item>(_ items: [Item], _ body: (Item) throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<5 {
      let start = threadNanoseconds()
      for item in items { try body(item) }
      best = min(best, Double(threadNanoseconds() - start) / 1000 / Double(max(items.count, 1)))
    }
    return best
  }

  private var situations: [ShotSituation] {
    var random = Sequence(seed: 11)
    return (0..<shots).map { number in
      var s = ShotSituation(ball: Point(random.double(28...50), random.double(-16...16)))
      s.bodyPart = number % 6 == 0 ? .head : .rightFoot
      var players = ShotSituation.Players(goalkeeper: Point(random.double(48...52), random.double(-2...2)))
      for _ in 0..<10 { players.opponents.append(Point(random.double(25...52), random.double(-20...20))) }
      for _ in 0..<9 { players.teammates.append(Point(random.double(20...52), random.double(-20...20))) }
      s.players = players
      return s
    }
  }
}
