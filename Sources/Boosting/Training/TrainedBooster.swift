import CXGBoost
import Glibc

/// A booster in libxgboost's memory, fresh from training: the reference for our own inference.
public final class TrainedBooster {
  private var handle: BoosterHandle?

  init(trainingOn matrices: [TrainingMatrix]) throws(BoostingError) {
    var handles = matrices.map(\.handle)
    try xgboost(XGBoosterCreate(&handles, UInt64(handles.count), &handle))
  }

  deinit { XGBoosterFree(handle) }

  func set(_ name: String, _ value: String) throws(BoostingError) {
    try xgboost(XGBoosterSetParam(handle, name, value))
  }

  func update(round: Int, _ matrix: TrainingMatrix) throws(BoostingError) {
    try xgboost(XGBoosterUpdateOneIter(handle, CInt(round), matrix.handle))
  }

  /// The value of the evaluation metric, which libxgboost tells as text: `[0]\theld-logloss:0.123`.
  func metric(round: Int, _ matrix: TrainingMatrix) throws(BoostingError) -> Double {
    var matrices = [matrix.handle]
    var text: UnsafePointer<CChar>?
    let name = strdup("held")
    defer { free(name) }
    var names: [UnsafePointer<CChar>?] = [UnsafePointer(name)]
    try xgboost(XGBoosterEvalOneIter(handle, CInt(round), &matrices, &names, 1, &text))
    let told = text.map { String(cString: $0) } ?? ""
    guard let value = told.split(separator: ":").last.flatMap({ Double($0) }) else {
      throw BoostingError("XGBoost's evaluation cannot be read: \(told)")
    }
    return value
  }

  /// Margins (log-odds) by libxgboost itself.
  public func margins(_ matrix: FeatureMatrix) throws(BoostingError) -> [Float] {
    try predict(matrix, kind: 1, columns: 1)
  }

  /// The margin of one row by libxgboost's quickest way (`XGBoosterPredictFromDense`).
  public func margin(_ row: [Float]) throws(BoostingError) -> Float {
    let options =
      "{\"type\":1,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false,"
      + "\"missing\":NaN,\"cache_id\":0}"
    var shape: UnsafePointer<UInt64>?
    var dimensions: UInt64 = 0
    var result: UnsafePointer<Float>?
    let code = row.withUnsafeBufferPointer { row in
      let data = UInt(bitPattern: row.baseAddress)
      let array =
        "{\"data\":[\(data),true],\"shape\":[1,\(row.count)],\"typestr\":\"<f4\",\"version\":3}"
      return XGBoosterPredictFromDense(handle, array, options, nil, &shape, &dimensions, &result)
    }
    try xgboost(code)
    guard let result else { throw BoostingError("XGBoost gave no prediction") }
    return result[0]
  }

  /// libxgboost's own TreeSHAP (`pred_contribs`): row by row the features' values, then the base value.
  public func contributions(_ matrix: FeatureMatrix) throws(BoostingError) -> [Float] {
    try predict(matrix, kind: 2, columns: matrix.columnCount + 1)
  }

  /// libxgboost's own interaction values: row by row a matrix of the features and the base value.
  public func interactions(_ matrix: FeatureMatrix) throws(BoostingError) -> [Float] {
    try predict(matrix, kind: 4, columns: (matrix.columnCount + 1) * (matrix.columnCount + 1))
  }

  private func predict(_ matrix: FeatureMatrix, kind: Int, columns: Int) throws(BoostingError) -> [Float] {
    let rows = try TrainingMatrix(matrix, labels: nil, weights: nil)
    let options =
      "{\"type\":\(kind),\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false}"
    var shape: UnsafePointer<UInt64>?
    var dimensions: UInt64 = 0
    var result: UnsafePointer<Float>?
    try xgboost(
      XGBoosterPredictFromDMatrix(handle, rows.handle, options, &shape, &dimensions, &result))
    // The memory is the booster's and changes with its next call.
    return Array(UnsafeBufferPointer(start: result, count: matrix.rowCount * columns))
  }

  /// The whole model as libxgboost writes it, in JSON.
  public func json() throws(BoostingError) -> [UInt8] {
    var length: UInt64 = 0
    var bytes: UnsafePointer<CChar>?
    try xgboost(XGBoosterSaveModelToBuffer(handle, "{\"format\":\"json\"}", &length, &bytes))
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
  }

  /// The same trees, flattened for our own inference.
  public func ensemble() throws(BoostingError) -> TreeEnsemble { try XGBoostModel.read(try json()) }
}
