import Formats

/// Win, draw and loss from the shots so far, each a coin of its own (Poisson-binomial): the *fair result*.
struct FairResult: Sendable {
  /// Probability of 0, 1, 2, … goals, of each side.
  private var home: [Double] = [1]
  private var away: [Double] = [1]

  mutating func add(xGoals: Double, isHome: Bool) {
    if isHome { Self.add(xGoals, to: &home) } else { Self.add(xGoals, to: &away) }
  }

  private static func add(_ xGoals: Double, to goals: inout [Double]) {
    goals.append(0)
    for count in (0..<goals.count).reversed() {
      goals[count] = goals[count] * (1 - xGoals) + (count > 0 ? goals[count - 1] * xGoals : 0)
    }
  }

  /// Rounded as published.
  var probabilities: (homeWin: Double, draw: Double, awayWin: Double) {
    var homeWin = 0.0
    var draw = 0.0
    var awayWin = 0.0
    for (own, p) in home.enumerated() {
      for (other, q) in away.enumerated() {
        if own > other { homeWin += p * q } else if own == other { draw += p * q } else { awayWin += p * q }
      }
    }
    return (rounded9(homeWin), rounded9(draw), rounded9(awayWin))
  }

  func write(into writer: inout JSONWriter) {
    let (homeWin, draw, awayWin) = probabilities
    writer.key("fair_result")
    writer.beginObject()
    writer.field("home_win", homeWin)
    writer.field("draw", draw)
    writer.field("away_win", awayWin)
    writer.endObject()
  }
}
