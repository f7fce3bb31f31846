import Football
import Glibc

extension ShotSituation {
  /// Metres from the ball to the middle of the goal.
  var distance: Double { ball.distance(to: goal) }

  /// Metres from the ball to the nearest point between the posts.
  var nearestGoalDistance: Double {
    let half = Pitch.goalWidth / 2
    return ball.distance(to: Point(goal.x, min(max(ball.y, -half), half)))
  }

  /// Angle between the posts as seen from the ball, degrees, 0 to 180: 57.8 from 6.63 m in front of the middle.
  var angle: Double {
    let (left, right) = posts
    let a = Point(left.x - ball.x, left.y - ball.y)
    let b = Point(right.x - ball.x, right.y - ball.y)
    return atan2(abs(a.x * b.y - a.y * b.x), a.x * b.x + a.y * b.y) * 180 / .pi
  }

  /// Metres from the line through the middles of both goals.
  var lateral: Double { abs(ball.y) }

  /// Metres to that side of the middle from which the shooting foot's inside faces the goal: right foot from the
  /// left is above 0, left foot from the left below.
  var footSide: Double {
    switch bodyPart {
    case .rightFoot: ball.y
    case .leftFoot: -ball.y
    default: .nan
    }
  }

  /// 1 with the head, 0 with another part of the body.
  var header: Double { bodyPart.map { $0 == .head ? 1 : 0 } ?? .nan }

  /// 1 with neither foot nor head.
  var otherBodyPart: Double { bodyPart.map { $0 == .other ? 1 : 0 } ?? .nan }
}
