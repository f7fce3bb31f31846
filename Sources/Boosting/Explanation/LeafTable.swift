/// The Shapley values of one leaf for every way in which a row can agree with the leaf's path.
///
/// A leaf is reached through questions about a few features. For path-dependent TreeSHAP (Lundberg et al. 2020) a row
/// matters to a leaf only by which of these features lead towards it: of `u` features there are 2^u cases, so all
/// values can be computed beforehand, and an explanation is one look-up a leaf. The value of feature i in the
/// game v(S) = leaf · Π(f in S: 1 if the row agrees, else 0) · Π(f not in S: share of the training rows that lead
/// towards the leaf) follows from the definition of Shapley, the subsets being taken together by size.
enum LeafTable {
  /// Of each feature on the path what it adds, in log-odds.
  ///
  /// - Parameters:
  ///   - agrees: bit f says that all questions about feature f lead the row towards the leaf.
  ///   - shares: of each feature the product of child cover / parent cover over its questions on the path.
  static func values(leaf: Double, shares: [Double], agrees: Int) -> [Double] {
    shares.indices.map { feature in
      let one = agrees >> feature & 1 == 1 ? 1.0 : 0.0
      return leaf * (one - shares[feature]) * weightedSum(without: feature, shares, agrees)
    }
  }

  /// Σ over the subsets S of the other features of |S|! (u − |S| − 1)! / u! · Π(S) agrees · Π(rest) share.
  private static func weightedSum(without left: Int, _ shares: [Double], _ agrees: Int) -> Double {
    let count = shares.count
    // At k: the sum over the subsets of size k, of the features taken so far.
    var bySize = [Double](repeating: 0, count: count)
    bySize[0] = 1
    var taken = 0
    for feature in 0..<count where feature != left {
      let one = agrees >> feature & 1 == 1 ? 1.0 : 0.0
      for size in (0...taken).reversed() {
        bySize[size + 1] += bySize[size] * one
        bySize[size] *= shares[feature]
      }
      taken += 1
    }
    // |S|! (u − |S| − 1)! / u! = 1 / (u · C(u − 1, |S|)).
    var binomial = 1.0
    var sum = 0.0
    for size in 0..<count {
      sum += bySize[size] / (Double(count) * binomial)
      binomial *= Double(count - 1 - size) / Double(size + 1)
    }
    return sum
  }
}
