extension GroupFolds {
  /// Each fold calibrated by the others, so that no row's probability knows its outcome.
  ///
  /// - Parameters:
  ///   - margins: to turn into probabilities.
  ///   - fitting: the margins that the calibration is fitted to, of the same rows.
  ///   - labels: of all rows.
  ///   - rows: those that count; the others' probability is 0.
  public func crossCalibrated(
    _ margins: [Double], by fitting: [Double], labels: [Float], of rows: [Int]
  ) throws(BoostingError) -> [Double] {
    var probabilities = [Double](repeating: 0, count: margins.count)
    for fold in 0..<count {
      let others = rows.filter { self.fold[$0] != fold }
      let calibration = try Calibration.fit(
        margins: others.map { fitting[$0] }, labels: others.map { labels[$0] })
      for row in rows where self.fold[row] == fold {
        probabilities[row] = calibration.probability(margin: margins[row])
      }
    }
    return probabilities
  }
}
