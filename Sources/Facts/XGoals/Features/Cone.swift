import Football

extension ShotSituation {
  /// The border of the triangle counts, and so does a millimetre beyond it: events come on a grid on which players
  /// stand exactly in line with ball and post, and the last bit of a place must not decide about them.
  private static let border = 0.001

  /// Whether a place lies in the triangle between ball and posts, its borders included.
  func isInCone(_ place: Point) -> Bool {
    let (left, right) = posts
    /// Metres to the left of the way from `a` to `b`.
    func side(_ a: Point, _ b: Point) -> Double {
      let length = max(a.distance(to: b), 1e-9)
      return ((b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x)) / length
    }
    // In this order the triangle is walked round with its inside on the left.
    return side(ball, right) >= -Self.border && side(right, left) >= -Self.border
      && side(left, ball) >= -Self.border
  }

  /// Opponents in the triangle ball–posts, the goalkeeper not counted.
  var defendersInCone: Double {
    if let players { return Double(players.opponents.count(where: isInCone)) }
    return provided?.defendersInCone ?? .nan
  }

  /// Metres to the nearest of them; 99 where there is none, so that none is farther than any.
  var nearestDefenderInCone: Double {
    guard let players else { return .nan }
    var nearest = 99.0
    for opponent in players.opponents where isInCone(opponent) {
      nearest = min(nearest, ball.distance(to: opponent))
    }
    return nearest
  }

  /// Team-mates in the triangle: they are in the way too.
  var teammatesInCone: Double { players.map { Double($0.teammates.count(where: isInCone)) } ?? .nan }

  /// Opponents nearer to the middle of the goal than the ball, the goalkeeper not counted.
  var opponentsNearerGoal: Double {
    let own = distance
    return players.map { Double($0.opponents.count { $0.distance(to: goal) < own }) } ?? .nan
  }

  /// Opponents at most 3 m from the goal line and 4.5 m from its middle, the goalkeeper not counted: the last who
  /// can clear.
  var defendersOnLine: Double {
    players.map { Double($0.opponents.count { $0.x > goal.x - 3 && abs($0.y) < 4.5 }) } ?? .nan
  }
}
