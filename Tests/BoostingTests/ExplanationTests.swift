import Testing

@testable import Boosting

@Suite struct ExplanationTests {
  /// Rows of 11 columns with gaps, and a booster whose trees ask some features twice on a path.
  private func booster(columns: Int = 11, depth: Int, rounds: Int, seed: UInt32 = 1) throws -> (
    TrainedBooster, FeatureMatrix, [Float]
  ) {
    var random = SplitMix64(seed: 5)
    var matrix = FeatureMatrix(columnCount: columns)
    var labels: [Float] = []
    for _ in 0..<1500 {
      let row = (0..<columns).map { _ in random.unit() < 0.15 ? Float.nan : Float(random.unit()) }
      let known = row.map { $0.isNaN ? 0.3 : Double($0) }
      let margin = 3 * known[0] * known[1] - 2 * known[2] + known[3] - 0.5 + (known[4] > 0.5 ? known[5] : 0)
      matrix.append(row)
      labels.append(random.unit() < logistic(margin) ? 1 : 0)
    }
    let trainer = BoosterTrainer(
      parameters: ["max_depth": String(depth), "eta": "0.3", "min_child_weight": "1", "tree_method": "hist"],
      rounds: rounds, seed: seed)
    return (try trainer.train(matrix, labels: labels), matrix, labels)
  }

  @Test("values equal libxgboost's pred_contribs to 1e-5", arguments: [1, 3, 4, 6])
  func library(depth: Int) throws {
    let (booster, matrix, _) = try booster(depth: depth, rounds: 40)
    let model = try BoostedModel(
      name: "m", features: (0..<11).map { "f\($0)" }, members: [try booster.ensemble()],
      calibration: .identity)
    let explainer = try ModelExplainer(model)
    let theirs = try booster.contributions(matrix)
    var greatest = 0.0
    for row in 0..<300 {
      let ours = explainer.explain(Array(matrix[row]))
      for feature in 0..<11 {
        greatest = max(greatest, abs(ours.marginValues[feature] - Double(theirs[row * 12 + feature])))
      }
      greatest = max(greatest, abs(ours.baseMargin - Double(theirs[row * 12 + 11])))
    }
    #expect(greatest < 1e-5, "\(greatest)")
  }

  @Test("values equal the definition of Shapley: every subset of 11 features, unknown ones by cover")
  func definition() throws {
    let (booster, matrix, _) = try booster(depth: 4, rounds: 5)
    let ensemble = try booster.ensemble()
    let model = try BoostedModel(
      name: "m", features: (0..<11).map { "f\($0)" }, members: [ensemble], calibration: .identity)
    let explainer = try ModelExplainer(model)
    let factorials = (0...11).map { n in (1...max(n, 1)).reduce(1.0) { $0 * Double($1) } }
    for row in [0, 7, 42] {
      let values = Array(matrix[row])
      let game = (0..<(1 << 11)).map { subset in
        ensemble.trees.reduce(Double(ensemble.baseMargin)) { $0 + expectation($1, 0, values, subset) }
      }
      let ours = explainer.explain(values)
      #expect(abs(ours.baseMargin - game[0]) < 1e-6)
      for feature in 0..<11 {
        var sum = 0.0
        for subset in 0..<(1 << 11) where subset >> feature & 1 == 0 {
          let size = subset.nonzeroBitCount
          sum +=
            factorials[size] * factorials[10 - size] / factorials[11]
            * (game[subset | 1 << feature] - game[subset])
        }
        #expect(abs(ours.marginValues[feature] - sum) < 1e-6)
      }
    }
  }

  /// A tree's expectation where only the features of `subset` are known.
  private func expectation(_ tree: Tree, _ index: Int, _ row: [Float], _ subset: Int) -> Double {
    let node = tree.nodes[index]
    if node.isLeaf { return Double(node.value) }
    let left = Int(node.left)
    if subset >> node.featureIndex & 1 == 1 {
      let value = row[node.featureIndex]
      let goesRight = value.isNaN ? !node.defaultsLeft : !(value < node.value)
      return expectation(tree, goesRight ? left + 1 : left, row, subset)
    }
    let (a, b) = (Double(tree.cover[left]), Double(tree.cover[left + 1]))
    let cover = Double(tree.cover[index])
    return a / cover * expectation(tree, left, row, subset)
      + b / cover * expectation(tree, left + 1, row, subset)
  }

  @Test("of an ensemble the margins are averaged; probabilities sum up to 1e-9 and keep their signs")
  func probability() throws {
    let (one, matrix, labels) = try booster(depth: 3, rounds: 30)
    let (two, _, _) = try booster(depth: 4, rounds: 20, seed: 2)
    let members = [try one.ensemble(), try two.ensemble()]
    let margins = (0..<matrix.rowCount).map { row in
      members.reduce(0) { $0 + Double($1.margin(Array(matrix[row]))) } / 2
    }
    let model = try BoostedModel(
      name: "m", features: (0..<11).map { "f\($0)" }, members: members,
      calibration: try Calibration.fit(margins: margins, labels: labels))
    let explainer = try ModelExplainer(model)
    let first = try one.contributions(matrix)
    let second = try two.contributions(matrix)
    for row in 0..<300 {
      let values = Array(matrix[row])
      let ours = explainer.explain(values)
      #expect(ours.probability == model.probability(values))
      #expect(abs(ours.baseMargin + ours.marginValues.reduce(0, +) - ours.margin) < 1e-12)
      let sum = ours.probabilityValues.reduce(ours.baseProbability, +)
      #expect(abs(sum - ours.probability) < 1e-9)
      for feature in 0..<11 {
        let mean = (Double(first[row * 12 + feature]) + Double(second[row * 12 + feature])) / 2
        #expect(abs(ours.marginValues[feature] - mean) < 1e-5)
        #expect((ours.marginValues[feature] > 0) == (ours.probabilityValues[feature] > 0))
        #expect((ours.marginValues[feature] < 0) == (ours.probabilityValues[feature] < 0))
      }
    }
  }

  @Test("at the base margin the factor is the slope there")
  func limit() {
    let calibration = Calibration(slope: 0.9, intercept: 0.1)
    let values = [0.2, -0.2, 0]
    let there = Explanation(baseMargin: -1, margin: -1, values: values, calibration: calibration)
    let near = Explanation(
      baseMargin: -1, margin: -1 + 1e-6, values: [0.2 + 1e-6, -0.2, 0], calibration: calibration)
    for (a, b) in zip(there.probabilityValues, near.probabilityValues) { #expect(abs(a - b) < 1e-6) }
    #expect(there.probabilityValues[0] > 0.01)
  }

  @Test("interactions equal libxgboost's to 1e-5")
  func interactions() throws {
    let (booster, matrix, _) = try booster(depth: 4, rounds: 20)
    let model = try BoostedModel(
      name: "m", features: (0..<11).map { "f\($0)" }, members: [try booster.ensemble()],
      calibration: .identity)
    let explainer = try ModelExplainer(model)
    let few = matrix.rows(Array(0..<20))
    let theirs = try booster.interactions(few)
    for row in 0..<20 {
      for (a, b) in [(0, 1), (2, 3), (4, 5), (1, 9)] {
        let ours = explainer.interaction(Array(few[row]), a, b)
        #expect(abs(ours - Double(theirs[row * 144 + a * 12 + b])) < 1e-5)
      }
    }
  }

  @Test("trees that are too deep are refused, not explained wrongly")
  func deep() throws {
    let (booster, _, _) = try booster(depth: 11, rounds: 3)
    let model = try BoostedModel(
      name: "m", features: (0..<11).map { "f\($0)" }, members: [try booster.ensemble()],
      calibration: .identity)
    #expect(throws: BoostingError.self) { try ModelExplainer(model) }
  }
}
