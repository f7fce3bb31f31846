import Boosting
import Formats
import Glibc

/// A model of pit battles: the one for before the first stop and the one for after it.
public struct PitModel: Sendable, Equatable {
  public let id: String
  /// It is used for races that start from then on.
  public let validFrom: Timestamp
  let before: Part
  let running: Part

  static let beforeName = "before"
  static let runningName = "running"

  /// Three ensembles on the same features.
  struct Part: Sendable, Equatable {
    let ahead: BoostedModel
    let gap: BoostedModel
    let laps: BoostedModel
    let features: [PitFeature]
    let columns: [Int]
    /// Of `ahead`.
    let explainer: LazyExplainer

    static func == (a: Part, b: Part) -> Bool { a.ahead == b.ahead && a.gap == b.gap && a.laps == b.laps }

    init(_ file: ModelFile, _ name: String) throws(BoostingError) {
      func model(_ target: PitTarget) throws(BoostingError) -> BoostedModel {
        guard let model = file.model("\(name).\(target.rawValue)") else {
          throw BoostingError("model \(file.id) has no part named \(name).\(target.rawValue)")
        }
        return model
      }
      ahead = try model(.ahead)
      gap = try model(.gap)
      laps = try model(.laps)
      guard ahead.features == gap.features, ahead.features == laps.features else {
        throw BoostingError("model \(file.id): the parts of \(name) must have the same features")
      }
      var features: [PitFeature] = []
      for feature in ahead.features {
        guard let known = PitFeature(name: feature) else {
          throw BoostingError(
            "model \(file.id) needs the feature \(feature), which this program does not know")
        }
        features.append(known)
      }
      self.features = features
      columns = features.map(\.rawValue)
      explainer = LazyExplainer(ahead)
    }
  }

  public init(_ file: ModelFile) throws(BoostingError) {
    guard file.fact == "pitbattle" else {
      throw BoostingError("model \(file.id) is for \(file.fact), not pitbattle")
    }
    guard let validFrom = Timestamp(file.validFrom) else {
      throw BoostingError(
        "model \(file.id): valid_from \"\(file.validFrom)\" is no date and time with offset")
    }
    id = file.id
    self.validFrom = validFrom
    before = try Part(file, Self.beforeName)
    running = try Part(file, Self.runningName)
  }

  /// The part that answers at that moment.
  func part(_ scenario: PitScenario) -> Part { scenario.firstStop == nil ? before : running }

  func predict(_ features: PitFeatures, _ scenario: PitScenario) -> PitPrediction {
    let part = part(scenario)
    let row = features.row(part.columns)
    return PitPrediction(
      firstAhead: part.ahead.calibration.logOdds(margin: part.ahead.margin(row)),
      gap: -features[.gap] + GapScale.seconds(part.gap.margin(row)), laps: part.laps.margin(row), scenario,
      model: id)
  }
}

/// A battle in which somebody is held up or breaks down changes by a minute: the trees learn gaps on a scale on which
/// that weighs little, so that their means are near the medians.
enum GapScale {
  static func compressed(_ seconds: Double) -> Double { asinh(seconds / 3) }
  static func seconds(_ compressed: Double) -> Double { 3 * sinh(min(max(compressed, -5), 5)) }
}

/// What is foretold, each by an ensemble of its own.
enum PitTarget: String, CaseIterable, Sendable {
  /// Whether the first is ahead after both stops.
  case ahead
  /// By how much more than if nothing changes, on `GapScale`.
  case gap
  /// Laps until the second's in-lap.
  case laps
}
