import Boosting
import Formats
import Glibc

/// Figures of one group of predictions.
public struct PitFigures: Sendable {
  public var metrics: BinaryMetrics
  /// By the gap alone: a logistic fit for undercuts and overcuts each.
  public var baseline: BinaryMetrics
  /// Seconds.
  public var gapMAE: Double
  public var gapRMSE: Double
  public var shareWithin1s: Double
  /// Of keeping the last gap.
  public var gapMAEPersistence: Double

  init(_ cases: [PitReport.Case]) {
    let labels = cases.map { Float($0.sample.window.isChaserAhead ? 1 : 0) }
    metrics = BinaryMetrics(predictions: cases.map(\.prediction.probability), labels: labels)
    baseline = BinaryMetrics(predictions: cases.map { Self.gapOnly($0.sample.window) }, labels: labels)
    let n = Double(max(1, cases.count))
    var (absolute, squares, within, kept) = (0.0, 0.0, 0.0, 0.0)
    for one in cases {
      let error = one.prediction.gap - one.sample.window.gapAfter
      absolute += abs(error)
      squares += error * error
      within += abs(error) <= 1 ? 1 : 0
      kept += abs(-one.sample.features[.gap] * one.sample.window.sign - one.sample.window.gapAfter)
    }
    gapMAE = absolute / n
    gapRMSE = (squares / n).squareRoot()
    shareWithin1s = within / n
    gapMAEPersistence = kept / n
  }

  /// Logistic fits to the gap before the first stop over the labelled battles of 2018–2025, none neutralised or wet:
  /// what a prediction has to beat.
  private static func gapOnly(_ window: BattleWindow) -> Double {
    let margin =
      window.isUndercut ? 1.4277 - 0.7172 * window.gapBefore : -0.5385 - 0.6320 * window.gapBefore
    return 1 / (1 + exp(-margin))
  }

  var summary: String {
    func short(_ x: Double) -> String { "\((x * 1e4).rounded() / 1e4)" }
    return """
      n \(metrics.count), AUC \(short(metrics.auc)), Brier \(short(metrics.brier)), ECE \(short(metrics.ece)), gap only AUC \
      \(short(baseline.auc)), Brier \(short(baseline.brier)); gap MAE \(short(gapMAE)) s against \
      \(short(gapMAEPersistence)) s, RMSE \(short(gapRMSE)) s, within 1 s \(short(shareWithin1s))
      """
  }

  func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writeFields(into: &writer)
    writer.endObject()
  }

  func writeFields(into writer: inout JSONWriter) {
    metrics.writeFields(into: &writer)
    writer.key("baseline")
    writer.beginObject()
    baseline.writeFields(into: &writer)
    writer.endObject()
    guard metrics.count > 0 else { return }
    writer.field("gap_mae_s", rounded9(gapMAE))
    writer.field("gap_rmse_s", rounded9(gapRMSE))
    writer.field("share_within_1s", rounded9(shareWithin1s))
    writer.field("gap_mae_s_persistence", rounded9(gapMAEPersistence))
  }
}
