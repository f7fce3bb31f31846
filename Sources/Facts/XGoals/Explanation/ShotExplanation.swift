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

  /// The base value, the features with the greatest effects, and what all others add together.
  func write(into writer: inout JSONWriter) {
    writer.key("explanation")
    writer.beginObject()
    writer.field("base", rounded9(base))
    writer.key("features")
    writer.beginArray()
    for term in terms.prefix(Self.top) {
      writer.beginObject()
      writer.field("name", term.feature.rawValue)
      if !term.value.isNaN { writer.field("value", rounded9(term.value)) }
      writer.field("effect", rounded9(term.effect))
      writer.endObject()
    }
    writer.endArray()
    writer.field("others", rounded9(terms.dropFirst(Self.top).reduce(0) { $0 + $1.effect }))
    writer.endObject()
  }
}
