import Formats

/// All features of one shot. NaN where one is not known.
public struct ShotFeatures: Sendable {
  /// In the order of `ShotFeature.allCases`.
  public let values: [Double]

  init(values: [Double]) { self.values = values }

  public init(_ s: ShotSituation) {
    let geometry = ShotGeometry(s)
    values = [Double](unsafeUninitializedCapacity: ShotFeature.allCases.count) { values, count in
      for feature in ShotFeature.allCases {
        values.initializeElement(at: count, to: feature.value(in: s, geometry))
        count += 1
      }
    }
  }

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

/// What several features share, computed once a shot.
struct ShotGeometry {
  let pressure: (sum: Double, max: Double)?
  let coverage: Coverage?
  let mouth: GoalMouth?
  let nearest: (ahead: Double, elsewhere: Double)?
  let bisector: (along: Double, off: Double)?

  init(_ s: ShotSituation) {
    pressure = s.pressure
    coverage = s.coverage
    mouth = s.goalMouth
    nearest = s.nearestByDirection
    bisector = s.goalkeeperByBisector
  }
}

extension ShotFeature {
  func value(in s: ShotSituation, _ geometry: ShotGeometry) -> Double {
    if isFromPositions { return positionValue(in: s, geometry) }
    return switch self {
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
    case .aerialWon: s.isAerialWon.number
    case .afterSave: s.follows(.save)
    case .afterBlock: s.follows(.block)
    case .afterWoodwork: s.follows(.woodwork)
    case .shooterSpeed: s.shooterSpeed.map { $0 * 3.6 } ?? .nan
    default: .nan
    }
  }

  private func positionValue(in s: ShotSituation, _ geometry: ShotGeometry) -> Double {
    switch self {
    case .pressureSum: geometry.pressure?.sum ?? .nan
    case .pressureMax: geometry.pressure?.max ?? .nan
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
    case .coveredShare: geometry.coverage?.share ?? .nan
    case .widestGap: geometry.coverage?.widestGap ?? .nan
    case .nearestAhead: geometry.nearest?.ahead ?? .nan
    case .nearestElsewhere: geometry.nearest?.elsewhere ?? .nan
    case .wall: s.wall
    case .defendersOnLine: s.defendersOnLine
    case .goalkeeperOut: s.goalkeeperOut
    case .goalkeeperAlongBisector: geometry.bisector?.along ?? .nan
    case .goalkeeperOffBisector: geometry.bisector?.off ?? .nan
    case .coveredByGoalkeeper: s.coverageByGoalkeeper?.share ?? .nan
    case .coveredByBlockers: s.coverageByBlockers?.share ?? .nan
    case .freeShare: geometry.mouth?.free ?? .nan
    case .freeBest: geometry.mouth?.best ?? .nan
    case .freeShareOfAll: geometry.mouth?.freeOfAll ?? .nan
    default: .nan
    }
  }
}

extension Bool? {
  /// 1, 0 or, where not known, NaN.
  var number: Double { map { $0 ? 1 : 0 } ?? .nan }
}
