import Glibc

/// Why a model gave a probability: what each feature of the row added.
///
/// Exact in log-odds (TreeSHAP): `baseMargin + Σ marginValues = margin`. Carried into probability by one factor, so
/// that `baseProbability + Σ probabilityValues = probability` and no sign flips.
public struct Explanation: Sendable, Equatable {
  /// Log-odds, before calibration, of no row in particular.
  public let baseMargin: Double
  /// Of this row.
  public let margin: Double
  /// In the order of the model's features.
  public let marginValues: [Double]
  /// The base margin, calibrated.
  public let baseProbability: Double
  public let probability: Double
  public let probabilityValues: [Double]

  init(baseMargin: Double, margin: Double, values: [Double], calibration: Calibration) {
    self.baseMargin = baseMargin
    self.margin = margin
    // The margin is a sum of Floats as libxgboost adds them. What that rounds off, some 1e-7, is shared out by size,
    // so that the sum holds to the last bits and no sign changes.
    let all = values.reduce(0, +)
    let size = values.reduce(0) { $0 + abs($1) }
    let rest = margin - baseMargin - all
    marginValues = size > abs(rest) ? values.map { $0 + rest * abs($0) / size } : values
    let base = calibration.probability(margin: baseMargin)
    let probability = calibration.probability(margin: margin)
    baseProbability = base
    self.probability = probability
    let factor =
      abs(margin - baseMargin) > 1e-9
      ? (probability - base) / (margin - baseMargin) : calibration.slope * base * (1 - base)
    probabilityValues = marginValues.map { $0 * factor }
  }
}

/// Explains a model's rows; made once a model, since that takes some tenths of a second.
public struct ModelExplainer: Sendable {
  public let model: BoostedModel
  private let members: [EnsembleExplainer]
  /// Log-odds of no row in particular: the mean of the ensembles'.
  public let baseMargin: Double

  /// - Throws: if a tree is deeper than 8.
  public init(_ model: BoostedModel) throws(BoostingError) {
    self.model = model
    var members: [EnsembleExplainer] = []
    for member in model.members { members.append(try EnsembleExplainer(member)) }
    self.members = members
    baseMargin = members.reduce(0) { $0 + $1.baseMargin } / Double(members.count)
  }

  /// The base margin, calibrated.
  public var baseProbability: Double { model.calibration.probability(margin: baseMargin) }

  /// - Parameter row: the features in the order of the model's. NaN means missing.
  public func explain(_ row: UnsafeBufferPointer<Float>) -> Explanation {
    var sums = [Double](repeating: 0, count: model.features.count + 1)
    sums.withUnsafeMutableBufferPointer { sums in
      for member in members { member.add(row, to: sums) }
    }
    sums.removeLast()
    let count = Double(members.count)
    for feature in sums.indices { sums[feature] /= count }
    return Explanation(
      baseMargin: baseMargin, margin: model.margin(row), values: sums, calibration: model.calibration)
  }

  public func explain(_ row: [Float]) -> Explanation { row.withUnsafeBufferPointer { explain($0) } }
}
