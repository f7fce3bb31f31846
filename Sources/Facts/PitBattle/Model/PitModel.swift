import Boosting
import Formats
import Glibc

/// What is foretold of two cars of which one stops before the other.
struct PitPrediction: Sendable, Equatable {
  /// Seconds by which the chaser is ahead after both stops (below 0: behind), to 1 ms.
  var gap: Double
  /// That the chaser is ahead after both stops, to 1e-6; above 0.5 exactly when `gap` is above 0.
  var probability: Double
  /// Laps from the last common lap to the second's in-lap.
  var lapsToStop: Double
  /// The model's id.
  var model: String
}

/// A model of pit battles: the one for before the first stop and the one for after it.
public struct PitModel: Sendable, Equatable {
  public let id: String
  /// It is used for races that start from then on.
  public let validFrom: Timestamp
  private let before: Part
  private let running: Part

  static let beforeName = "before"
  static let runningName = "running"

  /// Three ensembles on the same features.
  private struct Part: Sendable, Equatable {
    let ahead: BoostedModel
    let gap: BoostedModel
    let laps: BoostedModel
    let columns: [Int]

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
      var columns: [Int] = []
      for feature in ahead.features {
        guard let known = PitFeature(rawValue: feature) else {
          throw BoostingError(
            "model \(file.id) needs the feature \(feature), which this program does not know")
        }
        columns.append(known.index)
      }
      self.columns = columns
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

  func predict(_ features: PitFeatures, _ scenario: PitScenario) -> PitPrediction {
    let part = scenario.firstStop == nil ? before : running
    let row = features.row(part.columns)
    return PitPrediction(
      firstAhead: part.ahead.probability(row), gap: -features[.gap] + GapScale.seconds(part.gap.margin(row)),
      laps: part.laps.margin(row), scenario, model: id)
  }
}

extension PitPrediction {
  /// Brings the three answers together: where gap and probability would contradict each other, the gap is drawn to
  /// the nearest millisecond on the side of the probability (its median is 0 where the probability is one half).
  ///
  /// - Parameters:
  ///   - firstAhead: probability that the first is ahead.
  ///   - gap: seconds by which it is.
  init(firstAhead: Double, gap: Double, laps: Double, _ scenario: PitScenario, model: String) {
    let chaser = scenario.isUndercut ? firstAhead : 1 - firstAhead
    probability = (chaser * 1e6).rounded() / 1e6
    let seconds = (gap * scenario.sign * 1e3).rounded() / 1e3
    if seconds.isNaN {
      self.gap = probability > 0.5 ? 0.001 : -0.001
    } else {
      self.gap = probability > 0.5 ? max(0.001, seconds) : min(-0.001, seconds)
    }
    lapsToStop = max(1, laps)
    self.model = model
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
