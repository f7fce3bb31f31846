import Boosting

/// Whether data suffice to train and judge a model at all; whether it is a good one its figures must say.
enum EnoughToLearn {
  /// So many cases of either outcome at least (*ours*).
  static let leastOfEach = 20

  /// - Parameter folds: parts of whole matches; each needs a match.
  static func isEnough(labels: [Float], matches: [String], folds: Int) -> Bool {
    let hits = labels.count { $0 > 0.5 }
    return Set(matches).count >= folds && hits >= leastOfEach && labels.count - hits >= leastOfEach
  }

  /// - Parameters:
  ///   - cases: what the rows are, for the error: shots.
  ///   - hits: what those with label 1 are: goals.
  static func check(
    labels: [Float], matches: [String], folds: Int, cases: String, hits: String
  ) throws(BoostingError) {
    guard !isEnough(labels: labels, matches: matches, folds: folds) else { return }
    throw BoostingError(
      "training needs at least \(folds) matches with \(leastOfEach) \(hits) and \(leastOfEach) other \(cases);"
        + " here are \(Set(matches).count) matches with \(labels.count) \(cases), \(labels.count { $0 > 0.5 }) of"
        + " them \(hits): take more matches")
  }
}
