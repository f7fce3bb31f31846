import Formats

/// All features of one shot. NaN where one is not known.
public struct ShotFeatures: Sendable {
  /// In the order of `ShotFeature.allCases`.
  public let values: [Double]

  public init(_ s: ShotSituation) { values = ShotFeature.allCases.map { $0.value(in: s) } }

  public subscript(feature: ShotFeature) -> Double { values[feature.index] }

  /// The value as the models are given it, in steps of 1/1024.
  ///
  /// Trees learn thresholds at the very values of the training shots, whose places lie on a grid, so the
  /// last bit of a place decides on which side such a shot falls. With the steps that is rare: rounding all
  /// places to Float changed the values of 10 of 44,725 shots by more than .001, by .0099 at most.
  func column(_ index: Int) -> Float { Float((values[index] * 1024).rounded() / 1024) }

  /// An object with every known feature by name, rounded to 1e-9; unknown ones are left out.
  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    for (feature, value) in zip(ShotFeature.allCases, values) where !value.isNaN {
      writer.key(feature.rawValue)
      writer.value(rounded9(value))
    }
    writer.endObject()
  }
}

extension ShotFeatures: Equatable {
  /// Not known equals not known.
  public static func == (a: ShotFeatures, b: ShotFeatures) -> Bool {
    zip(a.values, b.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }
}

extension ShotFeature {
  func value(in s: ShotSituation) -> Double {
    switch self {
    case .distance: s.distance
    case .nearestGoalDistance: s.nearestGoalDistance
    case .angle: s.angle
    case .lateral: s.lateral
    case .footSide: s.footSide
    case .header: s.header
    case .otherBodyPart: s.otherBodyPart
    case .freeKick: s.isFreeKick ? 1 : 0
    case .volley: s.volley
    case .lob: s.lob
    case .acrobatic: s.acrobatic
    case .firstTime: s.isFirstTime.number
    case .underPressure: s.isUnderPressure.number
    case .oneOnOne: s.isOneOnOne.number
    case .openGoal: s.isOpenGoal.number
    case .fromCorner: s.comes(from: .corner)
    case .fromFreeKick: s.comes(from: .freeKick)
    case .fromThrowIn: s.comes(from: .throwIn)
    case .fromCounterAttack: s.comes(from: .counterAttack)
    case .shooterSpeed: s.shooterSpeed.map { $0 * 3.6 } ?? .nan
    case .pressureSum: s.pressureSum
    case .pressureMax: s.pressureMax
    case .nearestOpponent: s.nearestOpponent
    case .opponentsNear: s.opponentsNear
    case .defendersInCone: s.defendersInCone
    case .nearestDefenderInCone: s.nearestDefenderInCone
    case .teammatesInCone: s.teammatesInCone
    case .opponentsNearerGoal: s.opponentsNearerGoal
    case .goalkeeperToGoal: s.goalkeeperToGoal
    case .goalkeeperToBall: s.goalkeeperToBall
    case .goalkeeperOffLine: s.goalkeeperOffLine
    case .goalkeeperInCone: s.goalkeeperInCone
    case .coveredShare: s.coverage?.share ?? .nan
    case .widestGap: s.coverage?.widestGap ?? .nan
    }
  }
}

extension Bool? {
  /// 1, 0 or, where not known, NaN.
  var number: Double { map { $0 ? 1 : 0 } ?? .nan }
}
