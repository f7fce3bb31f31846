import Boosting
import Football
import Formats

/// A model of xPass.
public struct XPassModel: Sendable, Equatable {
  public let id: String
  /// It is used for matches kicked off from then on.
  public let validFrom: Timestamp
  private let model: BoostedModel
  private let columns: [Int]

  static let partName = "events"

  public init(_ file: ModelFile) throws(BoostingError) {
    guard file.fact == XPassFact.name else {
      throw BoostingError("model \(file.id) is for \(file.fact), not \(XPassFact.name)")
    }
    guard let validFrom = Timestamp(file.validFrom) else {
      throw BoostingError(
        "model \(file.id): valid_from \"\(file.validFrom)\" is no date and time with offset")
    }
    guard let model = file.model(Self.partName) else {
      throw BoostingError("model \(file.id) has no part named \(Self.partName)")
    }
    id = file.id
    self.validFrom = validFrom
    self.model = model
    columns = try model.features.map { name throws(BoostingError) in
      guard let feature = PassFeature(rawValue: name) else {
        throw BoostingError("model \(file.id) needs the feature \(name), which this program does not know")
      }
      return feature.index
    }
  }

  /// The probability that the pass is completed, rounded to 1e-9.
  public func predict(_ situation: PassSituation) -> Double {
    let features = PassFeatures(situation)
    let margin = withUnsafeTemporaryAllocation(of: Float.self, capacity: columns.count) { row in
      for (place, column) in columns.enumerated() { row[place] = features.column(column) }
      return model.margin(UnsafeBufferPointer(row))
    }
    return rounded9(model.calibration.probability(margin: margin))
  }
}
