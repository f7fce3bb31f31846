import Testing

@testable import Boosting

@Suite struct InferenceTests {
  private func train(_ rows: SyntheticRows, depth: Int = 5, rounds: Int = 60) throws -> TrainedBooster {
    try BoosterTrainer(
      parameters: ["max_depth": "\(depth)", "eta": "0.2", "tree_method": "hist", "base_score": "0.11"],
      rounds: rounds, seed: 7
    ).train(rows.matrix, labels: rows.labels)
  }

  @Test("margins equal libxgboost's bit for bit, missing values included")
  func equalsLibrary() throws {
    let booster = try train(SyntheticRows(count: 3000, seed: 1))
    let unseen = SyntheticRows(count: 5000, seed: 2)
    let ensemble = try booster.ensemble()
    let theirs = try booster.margins(unseen.matrix)
    #expect(ensemble.treeCount == 60)
    #expect(Set(theirs).count > 1000)
    for row in 0..<unseen.matrix.rowCount {
      #expect(ensemble.margin(Array(unseen.matrix[row])).bitPattern == theirs[row].bitPattern, "row \(row)")
    }
  }

  @Test("a value equal to the threshold goes right, as in libxgboost")
  func thresholds() throws {
    let rows = SyntheticRows(count: 2000, seed: 3)
    let booster = try train(rows, depth: 3, rounds: 20)
    let ensemble = try booster.ensemble()
    var edges = FeatureMatrix(columnCount: 7)
    for node in ensemble.nodes where !node.isLeaf {
      var row = [Float](repeating: 0.5, count: 7)
      row[node.featureIndex] = node.value
      edges.append(row)
      row[node.featureIndex] = node.value.nextDown
      edges.append(row)
    }
    let theirs = try booster.margins(edges)
    for row in 0..<edges.rowCount { #expect(ensemble.margin(Array(edges[row])) == theirs[row]) }
  }

  @Test("a tree by hand: base 0.2, x0 < 1 or missing left, else x1 < 2 left, missing right")
  func byHand() throws {
    let json = """
      {"learner":{"learner_model_param":{"base_score":"2E-1","num_feature":"2"},
      "objective":{"name":"binary:logistic"},"gradient_booster":{"name":"gbtree","model":{"trees":[
      {"left_children":[1,-1,3,-1,-1],"right_children":[2,-1,4,-1,-1],"split_indices":[0,0,1,0,0],
       "split_conditions":[1,0.5,2,-0.25,0.75],"default_left":[1,0,0,0,0],
       "sum_hessian":[10,4,6,1,5],"categories_nodes":[]}]}}}}
      """
    let ensemble = try XGBoostModel.read(Array(json.utf8))
    let base: Float = -1.3862944
    #expect(ensemble.margin([0, 0]) == base + 0.5)
    #expect(ensemble.margin([.nan, 0]) == base + 0.5)
    #expect(ensemble.margin([1, 1]) == base - 0.25)
    #expect(ensemble.margin([1, 2]) == base + 0.75)
    #expect(ensemble.margin([1, .nan]) == base + 0.75)
  }

  @Test(
    "what is no such model is refused with a reason",
    arguments: [
      ("{}", "learner"),
      ("[1,", "JSON"),
      (
        #"{"learner":{"learner_model_param":{},"objective":{"name":"rank:ndcg"}}}"#,
        "rank:ndcg"
      ),
    ])
  func refused(json: String, names: String) {
    let error = #expect(throws: BoostingError.self) { try XGBoostModel.read(Array(json.utf8)) }
    #expect(error?.description.contains(names) == true)
  }

  @Test("trees whose children would lead nowhere or in circles are refused")
  func circles() {
    let question = TreeNode(value: 0, left: 1, feature: 0)
    for tree in [
      Tree(nodes: [question], cover: [1]),
      Tree(nodes: [question, question, .leaf(1)], cover: [1, 1, 1]),
      Tree(nodes: [.leaf(1), .leaf(1)], cover: [1, 1]),
      Tree(nodes: [TreeNode(value: 0, left: 1, feature: 5), .leaf(1), .leaf(1)], cover: [1, 1, 1]),
    ] {
      #expect(throws: BoostingError.self) {
        try TreeEnsemble(baseMargin: 0, featureCount: 2, trees: [tree])
      }
    }
  }
}
