import Boosting
import Glibc

extension XGoalsTrainer {
  /// Successive halving: sets of parameters drawn at random around the given ones, which is the first of them, are
  /// tried on one fold; the better half on a fold more, and so on until one is left. Log loss decides.
  ///
  /// Every candidate is trained with one member. The same seed draws the same candidates.
  func search(
    _ part: XGoalsPart, _ counter: inout TrainingProgress, _ progress: (TrainingProgress) throws -> Void
  ) throws -> [String: String] {
    var random = SplitMix64(seed: UInt64(options.seed) << 8 | 11)
    var left: [Candidate] = (0..<options.candidates).map { number in
      Candidate(parameters: number == 0 ? options.parameters : drawn(&random))
    }
    for fold in 0..<folds.count where left.count > 1 {
      for place in left.indices {
        left[place].loss += try loss(left[place].parameters, part, fold: fold)
        counter.done += 1
        counter.note =
          "search: \(left.count) candidates, fold \(fold + 1), log loss \(left[place].loss / Double(fold + 1))"
        try progress(counter)
      }
      // Equal losses keep their order, so that nothing depends on how sorting is done.
      let order = left.indices.sorted { (left[$0].loss, $0) < (left[$1].loss, $1) }
      left = order.prefix(fold == folds.count - 1 ? 1 : (left.count + 1) / 2).map { left[$0] }
    }
    return left[0].parameters
  }

  private struct Candidate {
    var parameters: [String: String]
    /// Sum over the folds so far.
    var loss = 0.0
  }

  /// How many trials a search takes.
  var searchPieces: Int {
    var sum = 0
    var left = options.candidates
    for _ in 0..<folds.count where left > 1 {
      sum += left
      left = (left + 1) / 2
    }
    return sum
  }

  private func drawn(_ random: inout SplitMix64) -> [String: String] {
    func pick(_ values: [String]) -> String { values[Int(random.unit() * Double(values.count))] }
    var parameters = options.parameters
    parameters["max_depth"] = pick(["3", "4", "4", "5"])
    parameters["eta"] = pick(["0.025", "0.03", "0.04", "0.05", "0.06"])
    parameters["min_child_weight"] = pick(["3", "5", "8", "12", "20"])
    parameters["subsample"] = pick(["0.5", "0.6", "0.7", "0.8"])
    parameters["colsample_bytree"] = pick(["0.15", "0.2", "0.25", "0.3", "0.4"])
    parameters["lambda"] = pick(["1", "3", "5", "10", "20"])
    return parameters
  }

  private func loss(_ parameters: [String: String], _ part: XGoalsPart, fold: Int) throws -> Double {
    var trainer = self
    trainer.use(parameters)
    let members = try trainer.members(part, rows: rows(of: part).filter { folds.fold[$0] != fold })
    let features = features(of: part)
    var sum = 0.0
    let rows = rows(of: part).filter { folds.fold[$0] == fold }
    for row in rows {
      let p = logistic(mean(members, part.row(self.features[row], features)))
      sum -= log(table.rows[row].label > 0.5 ? p : 1 - p)
    }
    return sum / Double(max(rows.count, 1))
  }
}
