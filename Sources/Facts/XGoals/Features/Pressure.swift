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
    let reach = player.distance(to: target)
    let dot =
      (opponent.x - player.x) * (target.x - player.x) + (opponent.y - player.y) * (target.y - player.y)
    let cosine = reach > 0 ? min(max(dot / (d * reach), -1), 1) : 1
    let z = (1 + cosine) / 2
    let border = 3 + 6 * (z * z * z + 0.3 * z) / 1.3
    return pow(max(0, 1 - d / border), 1.75)
  }
}

extension ShotSituation {
  /// Of all opponents, the goalkeeper too, on the place of the ball.
  private var pressures: [Double]? {
    players.map { players in
      (players.opponents + (players.goalkeeper.map { [$0] } ?? [])).map {
        Pressure.on(ball, towards: goal, by: $0)
      }
    }
  }

  /// The pressures of all opponents together; from 0, above 1 in a crowd.
  var pressureSum: Double { pressures.map { $0.reduce(0, +) } ?? .nan }

  /// The pressure of the one who presses most, 0 to 1.
  var pressureMax: Double { pressures.map { $0.max() ?? 0 } ?? .nan }

  /// Metres to the nearest opponent, the goalkeeper not counted; NaN where none is seen.
  var nearestOpponent: Double { players?.opponents.map { ball.distance(to: $0) }.min() ?? .nan }

  /// Opponents within 3 m, the goalkeeper not counted.
  var opponentsNear: Double {
    players.map { Double($0.opponents.count { ball.distance(to: $0) < 3 }) } ?? .nan
  }
}
