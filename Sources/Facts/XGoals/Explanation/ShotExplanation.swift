import Boosting
import Formats

/// Why a shot is worth what it is worth: what each feature added to the model's base value, in probability.
public struct ShotExplanation: Sendable, Equatable {
  /// What the model says of no shot in particular, calibrated.
  public let base: Double
  /// Base and all effects together.
  public let probability: Double
  /// Log-odds before calibration.
  public let baseMargin: Double
  public let margin: Double
  /// Of every feature of the model, the greatest effect first.
  public let terms: [Term]

  public struct Term: Sendable, Equatable {
    public let feature: ShotFeature
    /// As the model was given it; NaN where not known.
    public let value: Double
    /// In probability.
    public let effect: Double
    /// In log-odds before calibration.
    public let marginEffect: Double
  }

  init(_ explanation: Explanation, features: [ShotFeature], row: [Float]) {
    base = explanation.baseProbability
    probability = explanation.probability
    baseMargin = explanation.baseMargin
    margin = explanation.margin
    let all = features.indices.map { place in
      Term(
        feature: features[place], value: Double(row[place]), effect: explanation.probabilityValues[place],
        marginEffect: explanation.marginValues[place])
    }
    terms = all.sorted {
      (abs($1.effect), $0.feature.index) < (abs($0.effect), $1.feature.index)
    }
  }

  /// How many features a record names.
  public static let top = 5

  func write(into writer: inout JSONWriter) {
    writer.explanation(
      base: base,
      terms.prefix(Self.top).map {
        NamedEffect(name: $0.feature.rawValue, value: $0.value, effect: $0.effect)
      },
      others: terms.dropFirst(Self.top).reduce(0) { $0 + $1.effect })
  }
}
