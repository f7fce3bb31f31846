import Football
import Glibc

extension ShotSituation {
  /// Where the goalkeeper stands; where positions are known but he was not seen, where goalkeepers usually stand
  /// (*ours*: on the line from the middle of the goal to the ball, 1.8 to 2.8 m out, the more the farther the
  /// ball, at most halfway). Nil without positions, and where the feed says that nobody was in the goal.
  var goalkeeper: Point? {
    guard let players else { return nil }
    if let seen = players.goalkeeper { return seen }
    if isOpenGoal == true { return nil }
    let d = distance
    let out = min(min(1.2 + 0.06 * d, 2.2) + 0.6, d / 2) / max(d, 1e-9)
    return Point(goal.x - (goal.x - ball.x) * out, goal.y - (goal.y - ball.y) * out)
  }

  /// Metres from the goalkeeper to the middle of his goal.
  var goalkeeperToGoal: Double {
    if players != nil { return goalkeeper.map { $0.distance(to: goal) } ?? .nan }
    return provided?.goalkeeperDistanceToGoal ?? .nan
  }

  /// Metres from the goalkeeper to the ball.
  var goalkeeperToBall: Double { goalkeeper.map { $0.distance(to: ball) } ?? .nan }

  /// Metres from the goalkeeper to the straight line through the ball and the middle of the goal.
  var goalkeeperOffLine: Double {
    guard let goalkeeper else { return .nan }
    let length = distance
    guard length > 0 else { return goalkeeper.distance(to: ball) }
    let cross =
      (goal.x - ball.x) * (goalkeeper.y - ball.y) - (goal.y - ball.y) * (goalkeeper.x - ball.x)
    return abs(cross) / length
  }

  /// 1 if the goalkeeper stands in the triangle ball–posts.
  var goalkeeperInCone: Double { goalkeeper.map { isInCone($0) ? 1 : 0 } ?? .nan }

  /// Metres from the goalkeeper to the goal line.
  var goalkeeperOut: Double { goalkeeper.map { goal.x - $0.x } ?? .nan }

  /// The goalkeeper's place by the line that halves the angle between the posts: metres from the ball along it,
  /// and metres off it, above 0 towards the post that is nearer to the ball.
  var goalkeeperByBisector: (along: Double, off: Double)? {
    guard let goalkeeper else { return nil }
    let (left, right) = posts
    let angle =
      (atan2(left.y - ball.y, left.x - ball.x) + atan2(right.y - ball.y, right.x - ball.x)) / 2
    let dx = goalkeeper.x - ball.x
    let dy = goalkeeper.y - ball.y
    let off = dy * cos(angle) - dx * sin(angle)
    return (dx * cos(angle) + dy * sin(angle), ball.y >= 0 ? off : -off)
  }
}
