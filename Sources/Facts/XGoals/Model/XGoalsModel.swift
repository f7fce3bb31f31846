import Boosting
import Football
import Formats

/// A model of xGoals: the one for shots with positions and the one for shots without.
public struct XGoalsModel: Sendable, Equatable {
  /// A penalty's probability, fixed.
  public static let penalty = 0.77

  public let id: String
  /// It is used for matches kicked off from then on.
  public let validFrom: Timestamp
  private let withPositions: Part
  private let eventOnly: Part

  static let positionsName = "positions"
  static let eventsName = "events"

  /// An ensemble with the places of its features in `ShotFeatures.values`.
  private struct Part: Sendable, Equatable {
    let model: BoostedModel
    let columns: [Int]

    init(_ file: ModelFile, _ name: String) throws(BoostingError) {
      guard let model = file.model(name) else {
        throw BoostingError("model \(file.id) has no part named \(name)")
      }
      self.model = model
      var columns: [Int] = []
      for feature in model.features {
        guard let known = ShotFeature(rawValue: feature) else {
          throw BoostingError(
            "model \(file.id) needs the feature \(feature), which this program does not know")
        }
        columns.append(known.index)
      }
      self.columns = columns
    }

    func margin(_ features: ShotFeatures) -> Double {
      withUnsafeTemporaryAllocation(of: Float.self, capacity: columns.count) { row in
        for (place, column) in columns.enumerated() { row[place] = features.column(column) }
        return model.margin(UnsafeBufferPointer(row))
      }
    }
  }

  public init(_ file: ModelFile) throws(BoostingError) {
    guard file.fact == "xgoals" else {
      throw BoostingError("model \(file.id) is for \(file.fact), not xgoals")
    }
    guard let validFrom = Timestamp(file.validFrom) else {
      throw BoostingError(
        "model \(file.id): valid_from \"\(file.validFrom)\" is no date and time with offset")
    }
    id = file.id
    self.validFrom = validFrom
    withPositions = try Part(file, Self.positionsName)
    eventOnly = try Part(file, Self.eventsName)
  }

  /// The probability that the shot scores, rounded to 1e-9, and what it was computed from.
  ///
  /// - Parameter isTracked: the positions are from a position frame, not from the event.
  public func predict(_ situation: ShotSituation, isTracked: Bool = false) -> Prediction {
    let features = ShotFeatures(situation)
    let source: PositionSource =
      situation.players != nil
      ? isTracked ? .tracking : .freezeFrame
      : features[.defendersInCone].isNaN && features[.goalkeeperToGoal].isNaN ? .none : .provided
    let part = situation.players == nil ? eventOnly : withPositions
    let probability = part.model.calibration.probability(margin: part.margin(features))
    return Prediction(probability: rounded9(probability), model: id, source: source, features: features)
  }

  public struct Prediction: Sendable, Equatable {
    public var probability: Double
    /// The model's id.
    public var model: String
    public var source: PositionSource
    public var features: ShotFeatures
  }
}
