import Football
import Glibc

/// All features of one pass, in the order of `PassFeature.allCases`. NaN where one is not known.
public struct PassFeatures: Sendable {
  public let values: [Double]

  public init(_ s: PassSituation) { values = PassFeature.allCases.map { $0.value(in: s) } }

  public subscript(feature: PassFeature) -> Double { values[feature.index] }

  /// The value as the model is given it, in steps of 1/1024: see `ShotFeatures`.
  func column(_ index: Int) -> Float { Float((values[index] * 1024).rounded() / 1024) }
}

extension PassFeature {
  func value(in s: PassSituation) -> Double {
    switch self {
    case .depth: s.ball.x + s.pitchLength / 2
    case .lateral: abs(s.ball.y)
    case .goalDistance: s.ball.distance(to: s.goal)
    case .goalAngle: s.goalAngle
    case .kickOff: s.began(with: .kickOff)
    case .throwIn: s.began(with: .throwIn)
    case .goalKick: s.began(with: .goalKick)
    case .corner: s.began(with: .corner)
    case .freeKick: s.began(with: .freeKick)
    case .header: s.bodyPart.map { $0 == .head ? 1 : 0 } ?? .nan
    case .otherBodyPart: s.bodyPart.map { $0 == .other ? 1 : 0 } ?? .nan
    case .footSide: s.footSide
    case .underPressure: s.isUnderPressure.number
    case .high: s.height.map { $0 == .high ? 1 : 0 } ?? .nan
    case .low: s.height.map { $0 == .low ? 1 : 0 } ?? .nan
    case .cross: s.isCross ? 1 : 0
    case .direction: s.direction.map { abs(atan2($0.y, $0.x)) * 180 / .pi } ?? .nan
    case .inward: s.direction.map { s.ball.y > 0 ? -$0.y : s.ball.y < 0 ? $0.y : 0 } ?? .nan
    case .offGoal: s.offGoal
    case .room: s.room
    case .seconds: s.before?.seconds ?? .nan
    case .ownBefore: s.before.map { $0.isOwn ? 1 : 0 } ?? .nan
    case .completeBefore: s.before.map { $0.isComplete ? 1 : 0 } ?? .nan
    case .carried: s.before?.carried ?? .nan
    }
  }
}

extension PassSituation {
  /// 1 if play began again with this pass in that way.
  fileprivate func began(with other: Restart) -> Double { restart == other ? 1 : 0 }

  /// Degrees between the posts as seen from the ball.
  fileprivate var goalAngle: Double {
    let half = Pitch.goalWidth / 2
    let left = Point(goal.x - ball.x, half - ball.y)
    let right = Point(goal.x - ball.x, -half - ball.y)
    return atan2(abs(left.x * right.y - left.y * right.x), left.x * right.x + left.y * right.y) * 180 / .pi
  }

  /// Metres to that side of the middle from which the passing foot's inside faces the goal, as of shots.
  fileprivate var footSide: Double {
    switch bodyPart {
    case .rightFoot: ball.y
    case .leftFoot: -ball.y
    default: .nan
    }
  }

  /// Degrees between the way of the ball and the middle of the goal, 0 to 180.
  fileprivate var offGoal: Double {
    guard let direction else { return .nan }
    let to = Point(goal.x - ball.x, -ball.y)
    let cross = direction.x * to.y - direction.y * to.x
    return abs(atan2(cross, direction.x * to.x + direction.y * to.y)) * 180 / .pi
  }

  /// Metres that the ball can go in its direction before it leaves the pitch; 0 where it is out already.
  fileprivate var room: Double {
    guard let direction else { return .nan }
    func metres(_ from: Double, _ speed: Double, _ half: Double) -> Double {
      abs(speed) < 1e-9 ? .infinity : (speed > 0 ? half - from : half + from) / abs(speed)
    }
    let room = min(
      metres(ball.x, direction.x, pitchLength / 2), metres(ball.y, direction.y, pitchWidth / 2))
    return max(0, room)
  }
}
