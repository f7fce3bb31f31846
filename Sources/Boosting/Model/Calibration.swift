import Glibc

/// Carries the margins of a model over to probabilities that hold: `σ(slope · margin + intercept)` (Platt 1999).
///
/// Smooth and strictly rising, so the order of predictions stays and explanations can be carried over.
public struct Calibration: Sendable, Equatable {
  /// Above 0; below 1 the model was too sure of itself.
  public var slope: Double
  public var intercept: Double

  public init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// Changes nothing.
  public static let identity = Calibration(slope: 1, intercept: 0)

  public func probability(margin: Double) -> Double { logistic(logOdds(margin: margin)) }

  /// The probability's log-odds.
  public func logOdds(margin: Double) -> Double { slope * margin + intercept }

  /// The best fit (maximum likelihood, Newton's method) to margins that the model gave for rows it had not seen.
  ///
  /// - Parameter labels: 0 or 1 for each margin; both must occur.
  public static func fit(margins: [Double], labels: [Float]) throws(BoostingError) -> Calibration {
    guard margins.count == labels.count, labels.contains(where: { $0 > 0.5 }),
      labels.contains(where: { $0 <= 0.5 })
    else { throw BoostingError("calibration needs rows of both outcomes and a margin for each") }
    var fit = Calibration.identity
    for _ in 0..<50 {
      let step = fit.newtonStep(margins: margins, labels: labels)
      fit.slope -= step.slope
      fit.intercept -= step.intercept
      if abs(step.slope) < 1e-12, abs(step.intercept) < 1e-12 { break }
    }
    guard fit.slope.isFinite, fit.intercept.isFinite, fit.slope > 0 else {
      throw BoostingError(
        "the margins do not rise with the outcome, so there is nothing to calibrate: too few rows to learn from, or labels that are not theirs"
      )
    }
    return fit
  }

  /// Gradient of the log loss divided by its curvature.
  private func newtonStep(margins: [Double], labels: [Float]) -> (slope: Double, intercept: Double) {
    var gradient = (slope: 0.0, intercept: 0.0)
    var curvature = (slope: 1e-9, both: 0.0, intercept: 1e-9)
    for (margin, label) in zip(margins, labels) {
      let p = probability(margin: margin)
      let error = p - Double(label)
      let weight = p * (1 - p)
      gradient.slope += error * margin
      gradient.intercept += error
      curvature.slope += weight * margin * margin
      curvature.both += weight * margin
      curvature.intercept += weight
    }
    let determinant = curvature.slope * curvature.intercept - curvature.both * curvature.both
    guard determinant > 0 else { return (0, 0) }
    return (
      (gradient.slope * curvature.intercept - gradient.intercept * curvature.both) / determinant,
      (gradient.intercept * curvature.slope - gradient.slope * curvature.both) / determinant
    )
  }
}
