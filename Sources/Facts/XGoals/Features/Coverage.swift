import Football
import Glibc

/// How much of the goal mouth, as the ball sees it, is hidden behind goalkeeper and blockers.
struct Coverage: Sendable, Equatable {
  /// Share of the angle between the posts that is covered, 0 to 1.
  var share: Double
  /// The widest free part of it, degrees.
  var widestGap: Double

  /// Half of what a standing player and a goalkeeper ready to move cover, metres (*ours*).
  static let blockerHalfWidth = 0.4
  static let goalkeeperHalfWidth = 1.0
  /// Of a blocker where he is looked at alone, without the goalkeeper.
  static let loneBlockerHalfWidth = 0.5
}

extension ShotSituation {
  /// By goalkeeper and blockers. Nil without positions, or with the ball on the goal line, where there is no mouth
  /// to be seen.
  var coverage: Coverage? {
    players.flatMap {
      coverage(by: $0.opponents, halfWidth: Coverage.blockerHalfWidth, goalkeeper: goalkeeper)
    }
  }

  /// By the blockers alone.
  var coverageByBlockers: Coverage? {
    players.flatMap {
      coverage(by: $0.opponents, halfWidth: Coverage.loneBlockerHalfWidth, goalkeeper: nil)
    }
  }

  /// By the goalkeeper alone.
  var coverageByGoalkeeper: Coverage? {
    players.flatMap { _ in coverage(by: [], halfWidth: 0, goalkeeper: goalkeeper) }
  }

  private func coverage(by blockers: [Point], halfWidth: Double, goalkeeper: Point?) -> Coverage? {
    let (left, right) = posts
    guard goal.x - ball.x > 0.05 else { return nil }
    let low = atan2(right.y - ball.y, right.x - ball.x)
    let high = atan2(left.y - ball.y, left.x - ball.x)
    var shadows: [(from: Double, to: Double)] = []
    func add(_ place: Point, halfWidth: Double) {
      guard place.x > ball.x else { return }  // behind the ball nobody covers anything
      let d = ball.distance(to: place)
      let middle = atan2(place.y - ball.y, place.x - ball.x)
      let half = d > halfWidth ? asin(halfWidth / d) : .pi / 2
      let from = max(middle - half, low)
      let to = min(middle + half, high)
      if from < to { shadows.append((from, to)) }
    }
    for blocker in blockers { add(blocker, halfWidth: halfWidth) }
    if let goalkeeper { add(goalkeeper, halfWidth: Coverage.goalkeeperHalfWidth) }
    shadows.sort { ($0.from, $0.to) < ($1.from, $1.to) }
    var free = 0.0
    var widest = 0.0
    var end = low
    for shadow in shadows {
      free += max(0, shadow.from - end)
      widest = max(widest, shadow.from - end)
      end = max(end, shadow.to)
    }
    free += max(0, high - end)
    widest = max(widest, high - end)
    return Coverage(share: min(max(1 - free / (high - low), 0), 1), widestGap: widest * 180 / .pi)
  }
}
