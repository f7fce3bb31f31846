import Boosting

/// Rows with a known dependence of the outcome on the features, a tenth of all values missing.
struct SyntheticRows {
  var matrix: FeatureMatrix
  var labels: [Float] = []
  var groups: [String] = []

  init(count: Int, columns: Int = 7, seed: UInt64) {
    matrix = FeatureMatrix(columnCount: columns)
    var random = SplitMix64(seed: seed)
    for row in 0..<count {
      let values = (0..<columns).map { _ in Float(random.unit() * 8 - 4) }
      let margin = Double(values[0]) - 0.5 * Double(values[1] * values[1]) + (values[2] > 1 ? 1.5 : 0)
      labels.append(random.unit() < logistic(margin) ? 1 : 0)
      groups.append("match-\(row / 20)")
      matrix.append(values.map { random.unit() < 0.1 ? Float.nan : $0 })
    }
  }
}
