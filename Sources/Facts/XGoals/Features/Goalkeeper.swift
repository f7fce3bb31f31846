import Football

extension ShotSituation {
  /// Metres from the goalkeeper to the middle of his goal.
  var goalkeeperToGoal: Double {
    if let players { return players.goalkeeper.map { $0.distance(to: goal) } ?? .nan }
    return provided?.goalkeeperDistanceToGoal ?? .nan
  }

  /// Metres from the goalkeeper to the ball.
  var goalkeeperToBall: Double { players?.goalkeeper.map { $0.distance(to: ball) } ?? .nan }

  /// Metres from the goalkeeper to the straight line through the ball and the middle of the goal.
  var goalkeeperOffLine: Double {
    guard let goalkeeper = players?.goalkeeper else { return .nan }
    let length = distance
    guard length > 0 else { return goalkeeper.distance(to: ball) }
    let cross =
      (goal.x - ball.x) * (goalkeeper.y - ball.y) - (goal.y - ball.y) * (goalkeeper.x - ball.x)
    return abs(cross) / length
  }

  /// 1 if the goalkeeper stands in the triangle ball–posts.
  var goalkeeperInCone: Double { players?.goalkeeper.map { isInCone($0) ? 1 : 0 } ?? .nan }
}
