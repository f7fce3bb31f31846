import Boosting
import Football
import Testing

@testable import Facts

@Suite struct MirrorTests {
  @Test("a shot and its mirror image have the same features, but for the side of the foot")
  func mirror() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<200 {
      func place(_ x: ClosedRange<Double>) -> Point {
        Point(x.lowerBound + random.unit() * (x.upperBound - x.lowerBound), random.unit() * 40 - 20)
      }
      var s = ShotSituation(ball: place(25...51), bodyPart: .rightFoot)
      s.players = .init(
        opponents: (0..<8).map { _ in place(30...52) }, goalkeeper: Point(51, random.unit() * 4 - 2),
        teammates: (0..<4).map { _ in place(30...52) })
      var mirrored = s
      func turn(_ p: Point) -> Point { Point(p.x, -p.y) }
      mirrored.ball = turn(s.ball)
      mirrored.players = .init(
        opponents: s.players!.opponents.map(turn), goalkeeper: s.players!.goalkeeper.map(turn),
        teammates: s.players!.teammates.map(turn))
      let (a, b) = (ShotFeatures(s), ShotFeatures(mirrored))
      for feature in ShotFeature.allCases where feature != .footSide && !a[feature].isNaN {
        #expect(abs(a[feature] - b[feature]) < 1e-9, "\(feature)")
      }
      #expect(a[.footSide] == -b[.footSide])
    }
  }

  @Test("an open mouth lets everything through; a blocker, a goalkeeper and a team-mate each take from it")
  func mouth() throws {
    let ball = Point(41.5, 0)
    func mouth(_ players: ShotSituation.Players, openGoal: Bool = true) throws -> GoalMouth {
      try #require(ShotSituation(ball: ball, isOpenGoal: openGoal, players: players).goalMouth)
    }
    let open = try mouth(.init())
    #expect(open == GoalMouth(free: 1, best: 1, freeOfAll: 1))
    let blocked = try mouth(.init(opponents: [Point(46, 0)]))
    #expect(blocked.free < 0.95 && blocked.free > 0.5 && blocked.best > 0.85)
    #expect(try mouth(.init(opponents: [Point(41, 0)])) == open, "behind the ball")
    let kept = try mouth(.init(goalkeeper: Point(51, 0)))
    #expect(kept.free < 0.8 && kept.freeOfAll < kept.free)
    let teammate = try mouth(.init(teammates: [Point(46, 0)]))
    #expect(teammate.free == 1 && teammate.freeOfAll < 1)
  }

  @Test("a goalkeeper who was not seen stands where goalkeepers do, unless the goal is marked as open")
  func unseenGoalkeeper() throws {
    var s = ShotSituation(ball: Point(32.5, 10), players: .init(opponents: [Point(40, 5)]))
    let place = try #require(s.goalkeeper)
    #expect(place.distance(to: s.goal) > 1.8 && place.distance(to: s.goal) < 2.81)
    #expect(ShotFeatures(s)[.goalkeeperInCone] == 1 && ShotFeatures(s)[.goalkeeperOffLine] < 1e-9)
    s.isOpenGoal = true
    #expect(s.goalkeeper == nil && ShotFeatures(s)[.goalkeeperToGoal].isNaN)
    s.players = nil
    #expect(s.goalkeeper == nil)
  }
}
