import Testing

@testable import Boosting

@Suite struct MetricsTests {
  @Test("by hand: four rows, one tie")
  func byHand() {
    let metrics = BinaryMetrics(predictions: [0.1, 0.4, 0.4, 0.8], labels: [0, 0, 1, 1])
    // Pairs: 0.4>0.1, 0.4=0.4 (half), 0.8>0.1, 0.8>0.4.
    #expect(metrics.auc == 3.5 / 4)
    #expect(abs(metrics.brier - (0.01 + 0.16 + 0.36 + 0.04) / 4) < 1e-15)
    let logs = [0.9, 0.6, 0.4, 0.8].map { -_log($0) }
    #expect(abs(metrics.logLoss - logs.reduce(0, +) / 4) < 1e-15)
    #expect(metrics.meanObserved == 0.5)
    #expect(abs(metrics.meanPredicted - 0.425) < 1e-15)
  }

  private func _log(_ x: Double) -> Double { -logOdds(1 / (1 + x)) }

  @Test("ECE over ten bins of equal count")
  func ece() {
    // 20 rows: each bin holds two rows predicted alike, one of which happens.
    let predictions = (0..<20).map { Double($0 / 2) / 10 }
    let labels = (0..<20).map { Float($0 % 2) }
    let expected = (0..<10).map { abs(Double($0) / 10 - 0.5) }.reduce(0, +) / 10
    #expect(abs(BinaryMetrics(predictions: predictions, labels: labels).ece - expected) < 1e-12)
  }

  @Test("calibration finds the slope and intercept that the outcomes were drawn with")
  func calibration() throws {
    var random = SplitMix64(seed: 5)
    let margins = (0..<40_000).map { _ in random.unit() * 6 - 3 }
    let labels = margins.map { Float(random.unit() < logistic(0.7 * $0 - 0.4) ? 1 : 0) }
    let fit = try Calibration.fit(margins: margins, labels: labels)
    #expect(abs(fit.slope - 0.7) < 0.03)
    #expect(abs(fit.intercept + 0.4) < 0.03)
    let mean = margins.map { fit.probability(margin: $0) }.reduce(0, +) / 40_000
    #expect(abs(mean - Double(labels.reduce(0, +)) / 40_000) < 1e-9)
    #expect(throws: BoostingError.self) { try Calibration.fit(margins: [1, 2], labels: [1, 1]) }
  }
}
