import Football
import Testing

@testable import Facts

@Suite struct FeatureTests {
  private func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { abs(a - b) < tolerance }

  @Test("6.63 m in front of the middle the angle is 57.8°")
  func angle() {
    let s = ShotSituation(ball: Point(52.5 - 6.63, 0))
    #expect(near(s.distance, 6.63))
    #expect(near(s.nearestGoalDistance, 6.63))
    #expect(near(s.angle, 57.8, 0.05))
    #expect(s.lateral == 0)
  }

  @Test("from the goal line beside the post the angle is 0, between the posts 180")
  func angleOnTheLine() {
    #expect(near(ShotSituation(ball: Point(52.5, 8)).angle, 0))
    #expect(near(ShotSituation(ball: Point(52.5, 1)).angle, 180))
    #expect(near(ShotSituation(ball: Point(52.5, 8)).nearestGoalDistance, 8 - 3.66))
  }

  @Test(
    "distance and angle as the DFL gives them for shots of Düsseldorf–Nürnberg (CC BY 4.0, DFL): same distance, angle",
    arguments: [(10.98, 33.78), (14.60, 24.80), (11.72, 31.91), (17.19, 23.77)])
  func providers(distance: Double, angle: Double) {
    // Every place at that distance sees at most the angle of the one in front of the middle, and falls with the
    // way to the side: the place with the DFL's angle must exist.
    let front = ShotSituation(ball: Point(52.5 - distance, 0)).angle
    #expect(front >= angle - 0.1)
    var low = 0.0
    var high = Double.pi / 2
    for _ in 0..<60 {
      let turn = (low + high) / 2
      let ball = Point(52.5 - distance * cosine(turn), distance * sine(turn))
      if ShotSituation(ball: ball).angle > angle { low = turn } else { high = turn }
    }
    let found = ShotSituation(ball: Point(52.5 - distance * cosine(low), distance * sine(low)))
    #expect(near(found.angle, angle, 0.11))
    #expect(near(found.distance, distance))
  }

  private func sine(_ x: Double) -> Double { (1 - cosine(x) * cosine(x)).squareRoot() }
  private func cosine(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for n in 1...15 {
      term *= -x * x / Double((2 * n - 1) * 2 * n)
      sum += term
    }
    return sum
  }

  @Test(
    "pressure: 9 m reach in front, 3 m behind, at the side by z = 1/2",
    arguments: [
      // In front at 4.5 m of 9: (1/2)^1.75. Behind at 1.5 m of 3: the same. Beside: L = 3 + 6·(.125+.15)/1.3.
      (4.5, 0.0, 0.29730177875068026), (-1.5, 0, 0.29730177875068026), (0, 1, 0.62686), (9, 0, 0), (-3, 0, 0),
      (0, 4.5, 0), (0, 0, 1),
    ])
  func pressure(x: Double, y: Double, expected: Double) {
    let p = Pressure.on(Point(0, 0), towards: Point(30, 0), by: Point(x, y))
    #expect(near(p, expected, 2e-4), "\(p)")
  }

  @Test("pressure of several: sum and max, goalkeeper counted")
  func pressures() {
    let s = ShotSituation(
      ball: Point(22.5, 0),
      players: .init(
        opponents: [Point(27, 0), Point(21, 0)], goalkeeper: Point(23.5, 0), teammates: [Point(22, 0)]))
    let keeper = Pressure.on(s.ball, towards: s.goal, by: Point(23.5, 0))
    #expect(near(s.pressureSum, 2 * 0.29730177875068026 + keeper))
    #expect(s.pressureMax == keeper)
    #expect(near(s.nearestOpponent, 1.5))
    #expect(s.opponentsNear == 1)
  }

  @Test(
    "the triangle of ball and posts: inside, outside, on its border, behind the ball; no goalkeeper, no team-mates"
  )
  func cone() {
    let s = ShotSituation(
      ball: Point(42.5, 0),
      players: .init(
        opponents: [Point(47.5, 1.8), Point(47.5, 1.84), Point(47.5, 1.83), Point(42, 0), Point(53, 0)],
        goalkeeper: Point(51, 0), teammates: [Point(45, 0.1)]))
    #expect(s.defendersInCone == 2)
    #expect(s.teammatesInCone == 1)
    #expect(s.goalkeeperInCone == 1)
    #expect(near(s.nearestDefenderInCone, Point(42.5, 0).distance(to: Point(47.5, 1.8))))
    #expect(s.opponentsNearerGoal == 4)
  }

  @Test("in line with ball and post is inside, whichever way the last bit of a place falls")
  func coneBorder() {
    // A real shot: ball, left post and goalkeeper all at y = 3.66, which a Float cannot hold.
    for y in [3.66, Double(Float(3.66)), 3.66.nextUp, 3.66.nextDown] {
      for keeper in [3.66, Double(Float(3.66))] {
        let s = ShotSituation(ball: Point(41.5, y), players: .init(goalkeeper: Point(48.8, keeper)))
        #expect(s.goalkeeperInCone == 1)
      }
    }
    let outside = ShotSituation(ball: Point(41.5, 3.66), players: .init(goalkeeper: Point(48.8, 3.68)))
    #expect(outside.goalkeeperInCone == 0)
    let behind = ShotSituation(ball: Point(41.5, 0), players: .init(goalkeeper: Point(41.4, 0)))
    #expect(behind.goalkeeperInCone == 0)
  }

  @Test("the goalkeeper's distances to goal, ball and the line of the shot")
  func goalkeeper() {
    let s = ShotSituation(ball: Point(40.5, 5), players: .init(goalkeeper: Point(48.5, 3)))
    #expect(near(s.goalkeeperToGoal, 5))
    #expect(near(s.goalkeeperToBall, (64 + 4.0).squareRoot()))
    // The line from (40.5, 5) to (52.5, 0); 13 m long: |12·(−2) − (−5)·8| / 13.
    #expect(near(s.goalkeeperOffLine, 16.0 / 13))
    #expect(ShotSituation(ball: s.ball).goalkeeperToGoal.isNaN)
  }

  @Test("covered share: a goalkeeper in the middle, a blocker at his side, overlaps counted once")
  func coverage() throws {
    let ball = Point(42.5, 0)
    func coverage(_ players: ShotSituation.Players) throws -> Coverage {
      try #require(ShotSituation(ball: ball, isOpenGoal: true, players: players).coverage)
    }
    let mouth = ShotSituation(ball: ball).angle
    #expect(try coverage(.init()).share == 0)
    #expect(near(try coverage(.init()).widestGap, mouth))
    let keeper = try coverage(.init(goalkeeper: Point(44.5, 0)))
    // asin(1/2) is 30° to each side, wider than the mouth.
    #expect(keeper == Coverage(share: 1, widestGap: 0))
    let far = try coverage(.init(goalkeeper: Point(52.5, 0)))
    #expect(near(far.share, 2 * 5.739170477 / mouth, 1e-6))
    #expect(near(far.widestGap, mouth / 2 - 5.739170477, 1e-6))
    let both = try coverage(.init(opponents: [Point(50, 0)], goalkeeper: Point(52.5, 0)))
    #expect(near(both.share, far.share))
    #expect(try coverage(.init(opponents: [Point(41, 0)])).share == 0)
    #expect(ShotSituation(ball: Point(52.5, 1), players: .init()).coverage == nil)
  }

  @Test("what is not known is NaN, and what a provider gives stands in")
  func unknown() {
    let bare = ShotFeatures(ShotSituation(ball: Point(40, 0)))
    for feature in ShotFeature.allCases where feature.isFromPositions { #expect(bare[feature].isNaN) }
    #expect(bare[.aerialWon].isNaN && bare[.afterSave].isNaN)
    #expect(bare[.header].isNaN && bare[.openGoal].isNaN && bare[.fromCorner].isNaN)
    #expect(bare[.freeKick] == 0)
    var given = ShotSituation(ball: Point(40, 0))
    given.provided = ProvidedShotFeatures(defendersInCone: 3, goalkeeperDistanceToGoal: 2.5)
    #expect(ShotFeatures(given)[.defendersInCone] == 3)
    #expect(ShotFeatures(given)[.goalkeeperToGoal] == 2.5)
    given.players = .init()
    #expect(ShotFeatures(given)[.defendersInCone] == 0)
  }

  @Test("a team that plays to the left has the same features as one that plays to the right")
  func turned() throws {
    func features(_ direction: Direction) throws -> ShotFeatures {
      func place(_ x: Double, _ y: Double) -> Point { Point(x, y).turned(for: direction) }
      let frame = [
        FreezeFramePlayer(location: place(51, 1), isTeammate: false, isGoalkeeper: true),
        FreezeFramePlayer(location: place(46, 2), isTeammate: false, isGoalkeeper: false),
        FreezeFramePlayer(location: place(44, -2), isTeammate: true, isGoalkeeper: false),
      ]
      let event = Event(
        matchID: "m", id: "s", type: .shot, location: place(41, 5), direction: direction,
        detail: .shot(Shot(outcome: .goal, bodyPart: .rightFoot, freezeFrame: frame)))
      return ShotFeatures(try #require(ShotSituation(event: event, pitchLength: 105)))
    }
    #expect(try features(.right) == features(.left))
    #expect(try features(.right)[.footSide] == 5)
  }

  @Test("nothing that is known only after the shot changes a feature")
  func afterwards() throws {
    let frame = [FreezeFramePlayer(location: Point(51, 1), isTeammate: false, isGoalkeeper: true)]
    func features(_ shot: Shot, end: Point?) throws -> ShotFeatures {
      var event = XGoalsMatch.shot("s", shot)
      event.end = end
      return ShotFeatures(try #require(ShotSituation(event: event, pitchLength: 105)))
    }
    let before = try features(Shot(outcome: .wide, bodyPart: .foot, freezeFrame: frame), end: nil)
    let after = try features(
      Shot(
        outcome: .goal, isGoalCancelled: true, bodyPart: .foot, grade: .outstanding, freezeFrame: frame,
        providerXGoals: 0.9), end: Point(52.5, 1))
    #expect(before == after)
  }
}
