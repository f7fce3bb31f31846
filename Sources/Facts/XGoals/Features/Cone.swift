import Football

extension ShotSituation {
  /// Whether a place lies in the triangle between ball and posts, its borders included.
  func isInCone(_ place: Point) -> Bool {
    let (left, right) = posts
    func side(_ a: Point, _ b: Point) -> Double {
      (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x)
    }
    let sides = (side(ball, right), side(right, left), side(left, ball))
    return sides.0 >= 0 && sides.1 >= 0 && sides.2 >= 0 || sides.0 <= 0 && sides.1 <= 0 && sides.2 <= 0
  }

  /// Opponents in the triangle ball–posts, the goalkeeper not counted.
  var defendersInCone: Double {
    if let players { return Double(players.opponents.count(where: isInCone)) }
    return provided?.defendersInCone ?? .nan
  }

  /// Metres to the nearest of them; 99 where there is none, so that none is farther than any.
  var nearestDefenderInCone: Double {
    players.map { $0.opponents.filter(isInCone).map { ball.distance(to: $0) }.min() ?? 99 } ?? .nan
  }

  /// Team-mates in the triangle: they are in the way too.
  var teammatesInCone: Double { players.map { Double($0.teammates.count(where: isInCone)) } ?? .nan }

  /// Opponents nearer to the middle of the goal than the ball, the goalkeeper not counted.
  var opponentsNearerGoal: Double {
    players.map { Double($0.opponents.count { $0.distance(to: goal) < distance }) } ?? .nan
  }
}
