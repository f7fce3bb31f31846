import Testing

@testable import Boosting

@Suite struct TrainingTests {
  @Test("the same seed gives the same trees, another seed others")
  func seeded() throws {
    let rows = SyntheticRows(count: 1500, seed: 4)
    func json(_ seed: UInt32) throws -> [UInt8] {
      try BoosterTrainer(parameters: ["subsample": "0.7"], rounds: 15, seed: seed)
        .train(rows.matrix, labels: rows.labels).json()
    }
    #expect(try json(1).elementsEqual(json(1)))
    #expect(try json(1) != json(2))
  }

  @Test("watched rows end the training when told so, and the metric falls")
  func watched() throws {
    let rows = SyntheticRows(count: 2000, seed: 5)
    let held = SyntheticRows(count: 1000, seed: 6)
    var metrics: [Double] = []
    let booster = try BoosterTrainer(parameters: ["eta": "0.1"], rounds: 100).train(
      rows.matrix, labels: rows.labels, watched: (held.matrix, held.labels)
    ) { round, metric in
      metrics.append(metric)
      return round < 12
    }
    #expect(metrics.count == 12)
    #expect(metrics[11] < metrics[0])
    let ensemble = try booster.ensemble()
    #expect(ensemble.treeCount == 12)
    let predicted = (0..<1000).map { Double(logistic(ensemble.margin(Array(held.matrix[$0])))) }
    #expect(abs(BinaryMetrics(predictions: predicted, labels: held.labels).logLoss - metrics[11]) < 1e-5)
  }

  @Test("a monotone constraint holds everywhere")
  func monotone() throws {
    let rows = SyntheticRows(count: 2000, seed: 8)
    let ensemble = try BoosterTrainer(parameters: ["max_depth": "6"], rounds: 60).train(
      rows.matrix, labels: rows.labels, monotone: [1, 0, 0, 0, 0, 0, 0]
    ).ensemble()
    for row in 0..<50 {
      var values = Array(rows.matrix[row])
      var last = -Float.infinity
      for step in 0...40 {
        values[0] = -4 + Float(step) * 0.2
        let margin = ensemble.margin(values)
        #expect(margin >= last)
        last = margin
      }
    }
  }

  @Test("wrong sizes and parameters are refused with a reason")
  func refused() {
    let rows = SyntheticRows(count: 50, seed: 1)
    #expect(throws: BoostingError.self) {
      try BoosterTrainer(rounds: 2).train(rows.matrix, labels: [1])
    }
    #expect(throws: BoostingError.self) {
      try BoosterTrainer(rounds: 2).train(rows.matrix, labels: rows.labels, monotone: [1])
    }
    let error = #expect(throws: BoostingError.self) {
      try BoosterTrainer(parameters: ["max_depth": "deep"], rounds: 2).train(
        rows.matrix, labels: rows.labels)
    }
    #expect(error?.description.contains("max_depth") == true)
  }

  @Test("folds keep a group together, use every row once and depend on the seed alone")
  func folds() {
    let rows = SyntheticRows(count: 1000, seed: 1)
    let folds = GroupFolds(groups: rows.groups, count: 5, seed: 3)
    for (fold, group) in zip(folds.fold, rows.groups) {
      #expect(fold == folds.fold[rows.groups.firstIndex(of: group)!])
    }
    #expect((0..<5).allSatisfy { folds.rows(in: $0).count == 200 })
    #expect(folds.rows(in: 2).count + folds.rows(outside: 2).count == 1000)
    #expect(GroupFolds(groups: rows.groups, count: 5, seed: 3).fold == folds.fold)
    #expect(GroupFolds(groups: rows.groups, count: 5, seed: 4).fold != folds.fold)
  }
}
