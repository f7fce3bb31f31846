import Boosting
import Formats

/// What is foretold of two cars of which one stops before the other.
struct PitPrediction: Sendable, Equatable {
  /// Seconds by which the chaser is ahead after both stops (below 0: behind), to 1 ms.
  private(set) var gap: Double
  /// Log-odds that the chaser is ahead after both stops.
  private(set) var logOdds: Double
  /// Laps from the last common lap to the second's in-lap.
  let lapsToStop: Double
  /// The model's id.
  let model: String

  /// That the chaser is ahead after both stops, rounded to 1e-9; above 0.5 exactly when `gap` is above 0.
  var probability: Double { rounded9(logistic(logOdds)) }

  /// Brings the answers together: where gap and probability would contradict each other, the gap is drawn to the
  /// nearest millisecond on the side of the probability (its median is 0 where the probability is one half).
  init(gap: Double, logOdds: Double, lapsToStop: Double, model: String) {
    self.logOdds = logOdds
    self.lapsToStop = max(1, lapsToStop)
    self.model = model
    self.gap = gap
    agree()
  }

  /// - Parameters:
  ///   - firstAhead: log-odds that the first is ahead.
  ///   - gap: seconds by which it is.
  init(firstAhead: Double, gap: Double, laps: Double, _ scenario: PitScenario, model: String) {
    self.init(
      gap: gap * scenario.sign, logOdds: firstAhead * scenario.sign, lapsToStop: laps, model: model)
  }

  /// Log-odds that seconds in the chaser's favour add, as a penalty of the target is: 0.7 a second (what a second of
  /// gap weighs in the labelled battles), of 20 s at most.
  static func logOdds(ofSeconds seconds: Double) -> Double { 0.7 * min(max(seconds, -20), 20) }

  /// The answer with seconds in the chaser's favour that the model does not know of.
  func moved(by seconds: Double) -> PitPrediction {
    guard seconds != 0 else { return self }
    return PitPrediction(
      gap: gap + seconds, logOdds: logOdds + Self.logOdds(ofSeconds: seconds), lapsToStop: lapsToStop,
      model: model)
  }

  private mutating func agree() {
    let isAhead = probability > 0.5
    let seconds = gap.isNaN ? 0 : (gap * 1e3).rounded() / 1e3
    gap = isAhead ? max(0.001, seconds) : min(-0.001, seconds)
  }
}
