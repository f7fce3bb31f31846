import Football
import Glibc

/// How open the goal mouth is to a flat shot: each of 15 directions between the posts gets through blockers and
/// goalkeeper to some share, which falls off softly with their distance from it, since they move while the ball
/// flies (*ours*; a soft form of `Coverage`).
struct GoalMouth: Sendable, Equatable {
  /// Mean over the directions, 0 to 1.
  var free: Double
  /// The best direction, 0 to 1.
  var best: Double
  /// The mean once more, with players who reach farther and team-mates in the way too, 0 to 1.
  var freeOfAll: Double

  static let directions = 15

  /// Reach to either side of a direction: `atBall + perMetre · way of the ball`, metres; one standard deviation.
  struct Reach {
    var atBall: Double
    var perMetre: Double
    /// What is left of the ball's chance this far from the direction, with `stops` lost in the direction itself.
    func passes(_ away: Double, after way: Double, stops: Double) -> Double {
      let z = away / (atBall + perMetre * way)
      return z > 4 ? 1 : 1 - stops * exp(-0.5 * z * z)
    }
  }

  static let blocker = Reach(atBall: 0.35, perMetre: 0.06)
  static let goalkeeper = Reach(atBall: 0.5, perMetre: 0.16)
  static let farBlocker = Reach(atBall: 0.5, perMetre: 0.12)
  static let farGoalkeeper = Reach(atBall: 0.8, perMetre: 0.25)
}

extension ShotSituation {
  /// Nil without positions, or with the ball on the goal line.
  var goalMouth: GoalMouth? {
    guard let players, goal.x - ball.x > 0.05 else { return nil }
    let (left, right) = posts
    let low = atan2(right.y - ball.y, right.x - ball.x)
    let high = atan2(left.y - ball.y, left.x - ball.x)
    var mouth = GoalMouth(free: 0, best: 0, freeOfAll: 0)
    for number in 0..<GoalMouth.directions {
      let angle = low + (high - low) * (Double(number) + 0.5) / Double(GoalMouth.directions)
      let ray = Ray(from: ball, x: cos(angle), y: sin(angle), goalLine: goal.x)
      var free = 1.0
      var freeOfAll = 1.0
      for opponent in players.opponents {
        guard let (way, away) = ray.foot(of: opponent) else { continue }
        free *= GoalMouth.blocker.passes(away, after: way, stops: 0.9)
        freeOfAll *= GoalMouth.farBlocker.passes(away, after: way, stops: 0.9)
      }
      for teammate in players.teammates {
        guard let (way, away) = ray.foot(of: teammate) else { continue }
        freeOfAll *= GoalMouth.farBlocker.passes(away, after: way, stops: 0.9)
      }
      if let goalkeeper {
        let (way, away) = ray.nearest(to: goalkeeper)
        free *= GoalMouth.goalkeeper.passes(away, after: way, stops: 1)
        freeOfAll *= GoalMouth.farGoalkeeper.passes(away, after: way, stops: 1)
      }
      mouth.free += free
      mouth.best = max(mouth.best, free)
      mouth.freeOfAll += freeOfAll
    }
    mouth.free /= Double(GoalMouth.directions)
    mouth.freeOfAll /= Double(GoalMouth.directions)
    return mouth
  }
}

/// A direction from the ball to the goal line.
private struct Ray {
  let from: Point
  let x: Double
  let y: Double
  let length: Double

  init(from: Point, x: Double, y: Double, goalLine: Double) {
    self.from = from
    self.x = x
    self.y = y
    length = (goalLine - from.x) / x
  }

  /// Way of the ball to the foot of a place on the ray and distance from it; nil beside its ends.
  func foot(of place: Point) -> (way: Double, away: Double)? {
    let dx = place.x - from.x
    let dy = place.y - from.y
    let way = dx * x + dy * y
    return way > 0.1 && way <= length ? (way, abs(dy * x - dx * y)) : nil
  }

  /// The nearest point of the ray, its ends included.
  func nearest(to place: Point) -> (way: Double, away: Double) {
    let dx = place.x - from.x
    let dy = place.y - from.y
    let way = min(max(dx * x + dy * y, 0.3), length)
    return (way, Point(dx, dy).distance(to: Point(way * x, way * y)))
  }
}
