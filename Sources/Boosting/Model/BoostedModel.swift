/// A trained model ready for use: one or several ensembles whose margins are averaged, then calibrated.
public struct BoostedModel: Sendable, Equatable {
  /// What the model is for, where a file holds several, e.g. `positions`.
  public let name: String
  /// The features of a row by name, in order.
  public let features: [String]
  public let members: [TreeEnsemble]
  public let calibration: Calibration

  public init(
    name: String, features: [String], members: [TreeEnsemble], calibration: Calibration
  ) throws(BoostingError) {
    guard !members.isEmpty, members.allSatisfy({ $0.featureCount == features.count }) else {
      throw BoostingError("model \(name): every ensemble must have the \(features.count) features named")
    }
    guard Set(features).count == features.count else {
      throw BoostingError("model \(name): a feature is named twice")
    }
    guard calibration.slope > 0, calibration.slope.isFinite, calibration.intercept.isFinite else {
      throw BoostingError("model \(name): the calibration's slope must be above 0")
    }
    self.name = name
    self.features = features
    self.members = members
    self.calibration = calibration
  }

  /// Log-odds before calibration: the mean of the ensembles'. NaN means missing.
  ///
  /// - Parameter row: the features in the order of `features`.
  public func margin(_ row: UnsafeBufferPointer<Float>) -> Double {
    var sum = 0.0
    for member in members { sum += Double(member.margin(row)) }
    return sum / Double(members.count)
  }

  public func margin(_ row: [Float]) -> Double { row.withUnsafeBufferPointer { margin($0) } }

  /// Calibrated, strictly between 0 and 1. NaN means missing.
  public func probability(_ row: [Float]) -> Double { calibration.probability(margin: margin(row)) }
}
