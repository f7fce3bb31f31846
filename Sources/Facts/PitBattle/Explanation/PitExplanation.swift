import Boosting
import Formats

/// Why the chaser is as likely to be ahead as foretold: what each feature added to the model's base value, in
/// probability.
///
/// Exact in log-odds (TreeSHAP): the model's values are for the first, so that those of an overcut are turned round.
/// Penalties, which the model does not know of, are a feature of their own. All is carried into probability by one
/// factor, so that base and effects add up to the probability and no sign flips.
struct PitExplanation: Sendable, Equatable {
  /// That the chaser is ahead, of no battle in particular; of the ensemble that answered.
  let base: Double
  /// Base and all effects together.
  let probability: Double
  /// Of every feature of the model and the penalties, the greatest effect first.
  let terms: [Term]

  struct Term: Sendable, Equatable {
    let name: String
    /// As the model was given it; NaN where not known.
    let value: Double
    /// In probability.
    let effect: Double
    /// In log-odds.
    let logOdds: Double
  }

  /// The name of what penalties add.
  static let penalty = "penalty_s"

  /// - Parameters:
  ///   - explanation: that the first is ahead.
  ///   - row: of `features`.
  init(
    _ explanation: Explanation, _ calibration: Calibration, _ features: [PitFeature], row: [Float],
    _ basis: PitBasis
  ) {
    let sign = basis.scenario.sign
    let start = sign * calibration.logOdds(margin: explanation.baseMargin)
    var added = features.indices.map {
      (features[$0].name, Double(row[$0]), sign * calibration.slope * explanation.marginValues[$0])
    }
    if basis.penalty != 0 {
      added.append((Self.penalty, basis.penalty, PitPrediction.logOdds(ofSeconds: basis.penalty)))
    }
    let sum = added.reduce(0) { $0 + $1.2 }
    let base = logistic(start)
    let probability = logistic(start + sum)
    let factor = abs(sum) > 1e-9 ? (probability - base) / sum : base * (1 - base)
    self.base = base
    self.probability = probability
    terms = added.enumerated().sorted {
      (abs($1.element.2), $0.offset) < (abs($0.element.2), $1.offset)
    }.map { Term(name: $1.0, value: $1.1, effect: $1.2 * factor, logOdds: $1.2) }
  }

  /// How many features a record names.
  static let top = 5

  /// - Parameter published: the probability as the record says it. The others take what rounding leaves, so that the
  ///   numbers of the record add up to it.
  func write(of published: Double, into writer: inout JSONWriter) {
    let named = terms.prefix(Self.top)
    writer.explanation(
      base: base, named.map { NamedEffect(name: $0.name, value: $0.value, effect: $0.effect) },
      others: named.reduce(published - rounded9(base)) { $0 - rounded9($1.effect) })
  }
}
