import Boosting
import Football
import Formats

@testable import Facts

/// Position frames around a shot whose true moment and places are known.
///
/// A team-mate passes from 15 m away, the ball rolls to the shooter, who strikes it at `kick`; then it flies
/// towards the goal. Everybody walks so that he is at his place exactly at the kick.
struct TrackedShot {
  /// Seconds since the start of the period.
  var kick: Double
  var period = 1
  /// Attacking towards +x, metres.
  var ball: Point
  var goal = Point(52.5, 0)
  /// Objects but the shooter at the kick, attacking towards +x.
  var others: [(object: UInt32, place: Point)]
  var shooter: UInt32 = 9
  var passer: UInt32 = 10
  var direction = Direction.right
  var rate = 25.0

  private static let passSpeed = 13.0
  private static let shotSpeed = 21.0

  func frames(from: Double, to: Double) -> [Frame] {
    let first = Int((from * rate).rounded(.up))
    let last = Int((to * rate).rounded(.down))
    return (first...last).map { frame(number: $0) }
  }

  private func frame(number: Int) -> Frame {
    let clock = Double(number) / rate
    let t = clock - kick
    var objects = [object(TrackedObject.ball, ballPlace(t)), object(shooter, shooterPlace(t))]
    for (index, other) in others.enumerated() {
      // Up to 2 m/s, each his own way.
      let angle = Double(index) * 2.4
      let sine = [0.0, 1, 0.5, -1, -0.5][index % 5]
      let pace = min(max(t, -20), 20) * 2 * (angle > 12 ? 0.5 : 1)
      objects.append(
        object(other.object, Point(other.place.x + pace * (1 - abs(sine)), other.place.y + pace * sine)))
    }
    return Frame(
      matchID: XGoalsMatch.id, period: period, number: UInt32(number),
      time: Timestamp(milliseconds: 1_790_000_000_000) + (Double(period) * 4000 + clock), clock: clock,
      objects: objects)
  }

  private func object(_ id: UInt32, _ place: Point) -> TrackedObject {
    let turned = place.turned(for: direction)
    return TrackedObject(object: id, x: Float(turned.x), y: Float(turned.y))
  }

  private func shooterPlace(_ t: Double) -> Point {
    Point(ball.x - 0.5 + min(max(t, -4), 4) * 1.5, ball.y)
  }

  /// 15 m away until the pass, then straight to the shooter, then straight at the goal until it is there.
  private func ballPlace(_ t: Double) -> Point {
    let start = Point(ball.x - 9, ball.y + 12)
    let seconds = start.distance(to: ball) / Self.passSpeed
    if t <= -seconds { return start }
    if t <= 0 {
      let share = 1 + t / seconds
      return Point(start.x + (ball.x - start.x) * share, start.y + (ball.y - start.y) * share)
    }
    let share = min(t * Self.shotSpeed / ball.distance(to: goal), 0.97)
    return Point(ball.x + (goal.x - ball.x) * share, ball.y + (goal.y - ball.y) * share)
  }
}

extension TrackedShot {
  /// A shot of the home team's number 9 with a goalkeeper, two defenders and a team-mate about. Places are
  /// multiples of 1/64 m, which a Float holds exactly.
  static func usual(kick: Double, ball: Point = Point(39.5, 4.25), rate: Double = 25) -> TrackedShot {
    TrackedShot(
      kick: kick, ball: ball,
      others: [
        (12, Point(51, 0.5)), (14, Point(44.25, 3)), (15, Point(46, -1.5)), (16, Point(30, 10)),
        (10, Point(42, -6)), (11, Point(36, 12)), (1, Point(-45, 0)),
      ], rate: rate)
  }

  /// What the features should be computed from.
  var situation: ShotSituation {
    var players = ShotSituation.Players()
    for other in others {
      switch other.object {
      case 12: players.goalkeeper = other.place
      case 13...: players.opponents.append(other.place)
      default: players.teammates.append(other.place)
      }
    }
    return ShotSituation(ball: ball, bodyPart: .foot, rebound: Rebound.none, players: players)
  }
}
