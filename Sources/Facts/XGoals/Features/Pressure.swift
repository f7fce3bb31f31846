import Football
import Glibc

/// Pressure of one player on another by Andrienko et al. 2017 (*Visual analysis of pressure in football*).
enum Pressure {
  /// Within 9 m in front of the pressed player (where he wants to go) and 3 m behind him there is pressure,
  /// in between by angle; it grows from 0 at that border to 1 at his feet.
  ///
  /// - Parameters:
  ///   - player: the one under pressure.
  ///   - target: where he wants to go: here the goal.
  ///   - opponent: the one who presses.
  static func on(_ player: Point, towards target: Point, by opponent: Point) -> Double {
    let d = player.distance(to: opponent)
    guard d > 0 else { return 1 }
    if d > 9 { return 0 }
    let reach = player.distance(to: target)
    let dot =
      (opponent.x - player.x) * (target.x - player.x) + (opponent.y - player.y) * (target.y - player.y)
    let cosine = reach > 0 ? min(max(dot / (d * reach), -1), 1) : 1
    let z = (1 + cosine) / 2
    let border = 3 + 6 * (z * z * z + 0.3 * z) / 1.3
    return d >= border ? 0 : pow(1 - d / border, 1.75)
  }
}

extension ShotSituation {
  /// Of all opponents, the goalkeeper too, on the place of the ball: their sum and the greatest.
  var pressure: (sum: Double, max: Double)? {
    guard let players else { return nil }
    var sum = 0.0
    var most = 0.0
    func add(_ opponent: Point) {
      let one = Pressure.on(ball, towards: goal, by: opponent)
      sum += one
      most = max(most, one)
    }
    for opponent in players.opponents { add(opponent) }
    if let goalkeeper { add(goalkeeper) }
    return (sum, most)
  }

  /// The pressures of all opponents together; from 0, above 1 in a crowd.
  var pressureSum: Double { pressure?.sum ?? .nan }

  /// The pressure of the one who presses most, 0 to 1.
  var pressureMax: Double { pressure?.max ?? .nan }

  /// Metres to the nearest opponent, the goalkeeper not counted; NaN where none is seen.
  var nearestOpponent: Double { players?.opponents.map { ball.distance(to: $0) }.min() ?? .nan }

  /// Opponents within 3 m, the goalkeeper not counted.
  var opponentsNear: Double {
    players.map { Double($0.opponents.count { ball.distance(to: $0) < 3 }) } ?? .nan
  }

  /// Metres to the nearest opponent between ball and goal (within 50° of the line to the middle of the goal) and
  /// to the nearest elsewhere, the goalkeeper not counted; 50 where there is none.
  var nearestByDirection: (ahead: Double, elsewhere: Double)? {
    guard let players else { return nil }
    var nearest = (ahead: 50.0, elsewhere: 50.0)
    for opponent in players.opponents {
      let (along, off) = place(of: opponent)
      let d = ball.distance(to: opponent)
      if along > 0, off < along * 1.2 {
        nearest.ahead = min(nearest.ahead, d)
      } else {
        nearest.elsewhere = min(nearest.elsewhere, d)
      }
    }
    return nearest
  }

  /// Opponents by the line from the ball to the middle of the goal, the goalkeeper not counted: each adds 1 on the
  /// line and less beside it, over a width of 0.6 m at the ball that grows by 0.12 m a metre (*ours*).
  var wall: Double {
    guard let players else { return .nan }
    let length = distance
    var sum = 0.0
    for opponent in players.opponents {
      let (along, off) = place(of: opponent)
      guard along > 0, along < length else { continue }
      let z = off / (0.6 + 0.12 * along)
      if z < 5 { sum += exp(-z * z) }
    }
    return sum
  }

  /// Metres along the line from the ball to the middle of the goal, and metres off it.
  private func place(of other: Point) -> (along: Double, off: Double) {
    let length = max(distance, 1e-9)
    let x = (goal.x - ball.x) / length
    let y = (goal.y - ball.y) / length
    let dx = other.x - ball.x
    let dy = other.y - ball.y
    return (dx * x + dy * y, abs(dy * x - dx * y))
  }
}
