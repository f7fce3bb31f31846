import Boosting
import Football
import Formats

/// A model of xGoals: the one for shots without positions and, where its data had positions, the one for shots with.
public struct XGoalsModel: Sendable, Equatable {
  /// A penalty's probability, fixed.
  public static let penalty = 0.77

  public let id: String
  /// It is used for matches kicked off from then on.
  public let validFrom: Timestamp
  private let withPositions: Part?
  private let headers: Part?
  private let eventOnly: Part

  static let positionsName = "positions"
  static let headersName = "headers"
  static let eventsName = "events"

  /// An ensemble with the places of its features in `ShotFeatures.values`.
  struct Part: Sendable, Equatable {
    let model: BoostedModel
    let features: [ShotFeature]
    let columns: [Int]
    let explainer: LazyExplainer

    static func == (a: Part, b: Part) -> Bool { a.model == b.model }

    init(_ file: ModelFile, _ name: String) throws(BoostingError) {
      guard let model = file.model(name) else {
        throw BoostingError("model \(file.id) has no part named \(name)")
      }
      self.model = model
      var features: [ShotFeature] = []
      for feature in model.features {
        guard let known = ShotFeature(rawValue: feature) else {
          throw BoostingError(
            "model \(file.id) needs the feature \(feature), which this program does not know")
        }
        features.append(known)
      }
      self.features = features
      columns = features.map(\.index)
      explainer = LazyExplainer(model)
    }

    func row(_ features: ShotFeatures) -> [Float] { columns.map { features.column($0) } }

    /// It was told something of the places of others, though not the places.
    func usesProvided(_ features: ShotFeatures) -> Bool {
      columns.contains { $0 >= ShotFeature.pressureSum.index && !features.values[$0].isNaN }
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
    withPositions = try file.model(Self.positionsName) == nil ? nil : Part(file, Self.positionsName)
    headers = try file.model(Self.headersName) == nil ? nil : Part(file, Self.headersName)
    eventOnly = try Part(file, Self.eventsName)
  }

  /// The model that answers for such a shot where positions came from there.
  func part(_ source: PositionSource, _ features: ShotFeatures) -> Part {
    guard source == .tracking || source == .freezeFrame, let withPositions else { return eventOnly }
    return features[.header] == 1 ? headers ?? withPositions : withPositions
  }

  /// The probability that the shot scores, rounded to 1e-9, and what it was computed from.
  ///
  /// - Parameter isTracked: the positions are from a position frame, not from the event.
  public func predict(_ situation: ShotSituation, isTracked: Bool = false) -> Prediction {
    predict(ShotFeatures(situation), hasPositions: situation.players != nil, isTracked: isTracked)
  }

  /// The same from features that were computed before.
  func predict(_ features: ShotFeatures, hasPositions: Bool, isTracked: Bool = false) -> Prediction {
    var source = PositionSource.none
    if hasPositions, withPositions != nil { source = isTracked ? .tracking : .freezeFrame }
    let part = part(source, features)
    if source == .none, part.usesProvided(features) { source = .provided }
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
