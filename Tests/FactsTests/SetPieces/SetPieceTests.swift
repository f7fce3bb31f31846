import Football
import Testing

@testable import Facts

@Suite struct SetPieceTests {
  typealias Fact = SetPieceFact<GivenShotValues>

  private func run(_ events: [Event], settings: [String: String] = [:]) -> FactRun {
    var run = FactRun(Fact.self, settings: settings)
    run.take(Made.announced())
    for event in events { run.take(event) }
    return run
  }

  private func shots(_ run: FactRun, _ id: String) -> Int {
    run.field(id, "shots")?.components(of: "\"id\"") ?? -1
  }

  @Test func aCornerHoldsItsShot() {
    let run = run([Made.corner("c", "A", at: 100), Made.shot("s", "A", at: 104, .wide, xGoals: 0.2)])
    #expect(run.field("c", "kind") == "\"corner\"")
    #expect(run.field("c", "team_id") == "\"A\"")
    #expect(run.field("c", "opponent") == "\"Club B\"")
    #expect(run.field("c", "zone") == "\"final_third\"")
    #expect(run.field("c", "grade") == "\"decent\"")
    // .7 · .5 + .3 · .2
    #expect(run.field("c", "score") == "0.41")
    #expect(run.field("c", "direct") == "false")
    #expect(shots(run, "c") == 1)
  }

  @Test func withoutAShotTheScoreIsNought() {
    let run = run([Made.freeKick("f", "A", at: 100)])
    #expect(run.field("f", "score") == "0")
    #expect(run.field("f", "grade") == nil)
    #expect(run.field("f", "shots") == "[]")
  }

  @Test func theWindowEndsAfterTwentySeconds() {
    #expect(shots(run([Made.corner("c", "A", at: 100), Made.shot("s", "A", at: 120)]), "c") == 1)
    #expect(shots(run([Made.corner("c", "A", at: 100), Made.shot("s", "A", at: 120.1)]), "c") == 0)
    let wider = run(
      [Made.corner("c", "A", at: 100), Made.shot("s", "A", at: 125)], settings: ["setpieces.window_s": "25"])
    #expect(shots(wider, "c") == 1)
  }

  @Test(arguments: [
    (Made.pass("x", "B", at: 102), false), (Made.pass("x", "B", at: 102, .incomplete), true),
    (Made.event("x", .carry, "B", at: 102), false), (Made.event("x", .clearance, "B", at: 102), true),
    (Made.event("x", .recovery, "B", at: 102), false), (Made.event("x", .save, "B", at: 102), true),
    (Made.pass("x", "A", at: 102), true), (Made.pass("x", "A", at: 102, restart: .throwIn), false),
    (Made.pass("x", "B", at: 102, restart: .goalKick), false), (Made.shot("x", "B", at: 102), false),
    (Made.shot("x", "A", at: 102, .goal, restart: .penalty), false),
    (Made.event("x", .interception, "B", at: 102), true), (Made.event("x", .foul, "B", at: 102), true),
  ])
  func whatEndsAPossession(between: Event, isStillIn: Bool) {
    let run = run([Made.corner("c", "A", at: 100), between, Made.shot("s", "A", at: 105)])
    #expect(run.field("c", "shots")?.contains("\"s\"") == isStillIn)
  }

  @Test func theFeedsPossessionDecidesWhereItIsTold() {
    func told(_ event: Event, _ possession: Int64, _ team: String) -> Event {
      var event = event
      event.possession = possession
      event.possessionTeamID = team
      return event
    }
    let corner = told(Made.corner("c", "A", at: 100), 7, "A")
    let shot = told(Made.shot("s", "A", at: 105), 7, "A")
    #expect(shots(run([corner, told(Made.pass("x", "B", at: 102), 7, "A"), shot]), "c") == 1)
    #expect(shots(run([corner, told(Made.event("x", .touch, "B", at: 102), 8, "B"), shot]), "c") == 0)
    let regained = told(Made.shot("s", "A", at: 105), 9, "A")
    #expect(shots(run([corner, regained]), "c") == 0)
  }

  @Test func aSecondCornerIsANewSetPiece() {
    let run = run([
      Made.corner("c1", "A", at: 100), Made.shot("s1", "A", at: 102, .blocked, xGoals: 0.05),
      Made.corner("c2", "A", at: 110), Made.shot("s2", "A", at: 112, .goal, xGoals: 0.4),
    ])
    #expect(shots(run, "c1") == 1)
    #expect(run.field("c1", "score") == "0.015")
    #expect(shots(run, "c2") == 1)
    #expect(run.field("c2", "goals") == "1")
    #expect(run.field("c2", "score") == "0.82")
  }

  @Test func theBestOfSeveralShotsCounts() {
    let run = run([
      Made.corner("c", "A", at: 100), Made.shot("s1", "A", at: 102, .saved, xGoals: 0.3),
      Made.shot("s2", "A", at: 103, .wide, xGoals: 0.9), Made.shot("s3", "A", at: 104, .blocked, xGoals: 0.1),
    ])
    // s1: .7 · .75 + .3 · .3 = .615; s2: .7 · .5 + .3 · .9 = .62
    #expect(run.field("c", "best_shot_id") == "\"s2\"")
    #expect(run.field("c", "score") == "0.62")
    #expect(shots(run, "c") == 3)
  }

  @Test func ascribedShotsGoToTheLatestOfTheKind() {
    let run = run([
      Made.freeKick("f1", "A", at: 50), Made.freeKick("f2", "A", at: 100), Made.corner("c", "A", at: 130),
      Made.pass("x", "B", at: 131), Made.shot("s1", "A", at: 170, origin: .freeKick),
      Made.shot("s2", "A", at: 175, origin: .corner), Made.freeKick("f3", "B", at: 140),
    ])
    #expect(shots(run, "f1") == 0)
    #expect(run.field("f2", "shots")?.contains("\"s1\"") == true)
    #expect(shots(run, "f2") == 1)
    #expect(run.field("c", "shots")?.contains("\"s2\"") == true)
    #expect(shots(run, "c") == 1)
    #expect(shots(run, "f3") == 0)
  }

  @Test func anAscribedShotBelongsToOneSetPieceOnly() {
    let run = run([
      Made.freeKick("f", "A", at: 90), Made.corner("c", "A", at: 100),
      Made.shot("s", "A", at: 105, origin: .freeKick),
    ])
    #expect(shots(run, "f") == 1)
    #expect(shots(run, "c") == 0)
  }

  @Test func aDirectFreeKickIsItsOwn() {
    let run = run([
      Made.freeKick("f", "A", at: 80),
      Made.shot("d", "A", at: 90, .woodwork, xGoals: 0.06, restart: .freeKick, origin: .freeKick),
      Made.shot("r", "A", at: 92, .saved, xGoals: 0.5),
    ])
    #expect(shots(run, "f") == 0)
    #expect(run.field("d", "direct") == "true")
    #expect(shots(run, "d") == 2)
    // The rebound: .7 · .75 + .3 · .5
    #expect(run.field("d", "score") == "0.675")
  }

  @Test func ownGoalsAreCountedAndScoreNothing() {
    let run = run([Made.corner("c", "A", at: 100), Made.event("o", .ownGoal, "B", at: 103)])
    #expect(run.field("c", "own_goals") == "1")
    #expect(run.field("c", "goals") == "0")
    #expect(run.field("c", "score") == "0")
  }

  @Test func otherRestartsAndShootOutsAreNone() {
    let run = run([
      Made.pass("t", "A", at: 10, restart: .throwIn), Made.pass("g", "A", at: 20, restart: .goalKick),
      Made.pass("k", "A", at: 0, restart: .kickOff), Made.shot("p", "A", at: 30, restart: .penalty),
      Made.shot("q", "A", at: 30, period: 5, restart: .freeKick),
    ])
    #expect(run.published.isEmpty)
  }

  @Test(arguments: [(-1.0, "own_half"), (0, "middle"), (17.4, "middle"), (17.5, "final_third")])
  func zones(x: Double, zone: String) {
    #expect(run([Made.freeKick("f", "A", at: 10, x: x)]).field("f", "zone") == "\"\(zone)\"")
    #expect(run([Made.freeKick("f", "B", at: 10, x: x)]).field("f", "zone") == "\"\(zone)\"")
  }

  @Test(arguments: [
    (ShotOutcome.woodwork, 0.0, ChanceGrade.outstanding), (.saved, 0.3, .outstanding),
    (.saved, 0.29, .decent),
    (.wide, 0.15, .decent), (.wide, 0.14, .average), (.blocked, 0.9, ChanceGrade.none),
    (.mishit, 0.9, ChanceGrade.none),
  ])
  func derivedGrades(outcome: ShotOutcome, xGoals: Double, grade: ChanceGrade) {
    let value = SetPieceRules().value(of: Shot(outcome: outcome), xGoals: xGoals)
    #expect(value.grade == grade)
    // The feed's own grade goes before.
    let graded = SetPieceRules().value(of: Shot(outcome: outcome, grade: .average), xGoals: xGoals)
    #expect(graded.points == 0.25)
  }

  @Test func aCancelledGoalCountsAsSaved() {
    let shot = Shot(outcome: .goal, isGoalCancelled: true)
    #expect(SetPieceRules().value(of: shot, xGoals: 0.4).grade == .outstanding)
    #expect(SetPieceRules().value(of: shot, xGoals: 0.1).grade == .decent)
  }
}

extension String {
  /// How often `part` occurs.
  func components(of part: String) -> Int { ranges(of: part).count }
}
