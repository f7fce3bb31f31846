import CXGBoost

/// Rows with labels in libxgboost's own memory.
final class TrainingMatrix {
  private(set) var handle: DMatrixHandle?
  let rowCount: Int

  /// - Parameter labels: 0 or 1 a row; `weights` nil counts every row once.
  init(_ matrix: FeatureMatrix, labels: [Float]?, weights: [Float]?) throws(BoostingError) {
    rowCount = matrix.rowCount
    for given in [labels, weights] {
      if let given, given.count != rowCount {
        throw BoostingError("\(given.count) labels or weights for \(rowCount) rows")
      }
    }
    guard rowCount > 0 else { throw BoostingError("no rows to train on or to predict") }
    try xgboost(
      XGDMatrixCreateFromMat(
        matrix.values, UInt64(rowCount), UInt64(matrix.columnCount), .nan, &handle))
    if let labels { try set("label", labels) }
    if let weights { try set("weight", weights) }
  }

  deinit { XGDMatrixFree(handle) }

  private func set(_ field: String, _ values: [Float]) throws(BoostingError) {
    try xgboost(XGDMatrixSetFloatInfo(handle, field, values, UInt64(values.count)))
  }
}
