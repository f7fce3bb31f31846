import Boosting
import Football
import Formats
import Testing

@testable import Facts

@Suite struct XGoalsTotalsTests {
  @Test("win, draw and loss are those of all ways in which the shots could have gone", arguments: 1...5)
  func fairResult(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let shots = (0..<12).map { _ in (isHome: random.unit() < 0.6, xGoals: random.unit()) }
    var fair = FairResult()
    for shot in shots { fair.add(xGoals: shot.xGoals, isHome: shot.isHome) }
    var expected = (home: 0.0, draw: 0.0, away: 0.0)
    for outcome in 0..<(1 << shots.count) {
      var p = 1.0
      var difference = 0
      for (place, shot) in shots.enumerated() {
        let isGoal = outcome & (1 << place) != 0
        p *= isGoal ? shot.xGoals : 1 - shot.xGoals
        if isGoal { difference += shot.isHome ? 1 : -1 }
      }
      if difference > 0 {
        expected.home += p
      } else if difference == 0 {
        expected.draw += p
      } else {
        expected.away += p
      }
    }
    let found = fair.probabilities
    #expect(abs(found.homeWin - expected.home) < 1e-8)
    #expect(abs(found.draw - expected.draw) < 1e-8)
    #expect(abs(found.awayWin - expected.away) < 1e-8)
  }

  @Test("a record says the fair result by then; later ones follow when a shot changes")
  func records() throws {
    var reader = XGoalsReader()
    reader.take(.event(XGoalsMatch.shot("a", clock: 100)))
    reader.take(.event(XGoalsMatch.shot("b", clock: 200, team: "away")))
    let a = try #require(reader.number("a", "xgoals"))
    let b = try #require(reader.number("b", "xgoals"))
    #expect(reader.number("a", "fair_result", "home_win") == a)
    #expect(reader.number("a", "fair_result", "away_win") == 0)
    #expect(reader.number("b", "fair_result", "home_win") == rounded9(a * (1 - b)))
    reader.take(.event(XGoalsMatch.withdrawal("a", revision: 1)))
    #expect(reader.number("b", "fair_result", "home_win") == 0)
    #expect(reader.number("b", "fair_result", "away_win") == b)
  }

  @Test("the last shot of a match that is over says so, whatever is corrected later")
  func fullTime() {
    var reader = XGoalsReader()
    for (id, clock) in [("a", 100.0), ("b", 200), ("c", 300)] {
      reader.take(.event(XGoalsMatch.shot(id, clock: clock)))
    }
    #expect(reader.flag("c", "full_time") == nil)
    #expect(reader.take(XGoalsMatch.moment(.finished)).map(\.id) == ["c"])
    #expect(reader.flag("c", "full_time") == true && reader.flag("b", "full_time") == nil)
    reader.take(.event(XGoalsMatch.shot("d", clock: 400)))
    #expect(reader.flag("c", "full_time") == nil && reader.flag("d", "full_time") == true)
    reader.take(.event(XGoalsMatch.withdrawal("d", revision: 1)))
    #expect(reader.flag("c", "full_time") == true)
    reader.take(.event(XGoalsMatch.shot("c", revision: 1, clock: 50)))
    #expect(reader.flag("c", "full_time") == nil && reader.flag("b", "full_time") == true)
  }
}
