import Football
import Testing

@testable import Facts

/// Takes every pass backwards for a difficult one.
private struct GivenPassWorth: PassValuing {
  static let reads: Set<FeedRecordType> = []
  init(settings: FactSettings) {}
  mutating func take(_ record: FeedRecord) -> [String] { [] }
  func value(ofPass pass: Event) -> PassWorth? {
    let isDifficult = (pass.location?.x ?? 0) < 0
    return PassWorth(xPass: isDifficult ? 0.4 : 0.9, isDifficult: isDifficult)
  }
}

@Suite struct ChainsTests {
  private typealias Fact = ChainsFact<GivenShotValues, GivenPassWorth>

  private func run(_ events: [Event]) -> FactRun {
    var run = FactRun(Fact.self)
    run.take(Made.announced())
    for event in events { run.take(event) }
    return run
  }

  private func pass(
    _ id: String, by player: String, at clock: Double, x: Double = 10, _ outcome: PassOutcome = .complete,
    restart: Restart? = nil, isCross: Bool = false
  ) -> Event {
    Made.event(
      id, .pass, String(player.prefix(1)), at: clock, player: player, x: x,
      .pass(Pass(outcome: outcome, restart: restart, isCross: isCross)))
  }

  private func links(_ run: FactRun, _ shot: String = "s") -> [String?] {
    [run.field(shot, "pass_id"), run.field(shot, "second_pass_id")]
  }

  @Test func theLastTwoPassesByOthers() {
    let run = run([
      pass("p1", by: "A2", at: 90), pass("p2", by: "A3", at: 92, x: -5), pass("own", by: "A9", at: 93),
      pass("p3", by: "A4", at: 95), Made.shot("s", "A", at: 98, xGoals: 0.25),
    ])
    #expect(links(run) == ["\"p3\"", "\"p2\""])
    #expect(run.field("s", "xgoals") == "0.25")
    #expect(run.field("s", "passer_id") == "\"A4\"")
    #expect(run.field("s", "pass_counts") == "true")
    #expect(run.field("s", "pass_difficult") == "false")
    #expect(run.field("s", "second_pass_difficult") == "true")
    #expect(run.field("s", "second_pass_xpass") == "0.4")
  }

  @Test func controlledPlayOfTheOpponentBreaksThePossession() {
    let before = [pass("p1", by: "A2", at: 90), pass("p2", by: "A3", at: 92)]
    let shot = Made.shot("s", "A", at: 98)
    let clearance = Made.event("c", .clearance, "B", at: 95, player: "B4")
    #expect(links(run(before + [clearance, shot])) == ["\"p2\"", "\"p1\""])
    let carry = Made.event("c", .carry, "B", at: 95, player: "B4")
    #expect(links(run(before + [carry, shot])) == [nil, nil])
    let failed = pass("f", by: "A5", at: 95, .incomplete)
    #expect(links(run(before + [failed, shot])) == ["\"p2\"", "\"p1\""])
  }

  @Test func crossesAndRestartsKeepTheirPlace() {
    let run = run([
      pass("p0", by: "A6", at: 80), pass("throw", by: "A2", at: 90, x: -1, restart: .throwIn),
      pass("cross", by: "A3", at: 92, isCross: true), Made.shot("s", "A", at: 98),
    ])
    #expect(links(run) == ["\"cross\"", "\"throw\""])
    #expect(run.field("s", "pass_counts") == "false")
    #expect(run.field("s", "pass_cross") == "true")
    #expect(run.field("s", "second_pass_restart") == "\"throw_in\"")
    #expect(run.field("s", "second_pass_counts") == "false")
  }

  @Test func aRestartBeginsAPossession() {
    let passes = [pass("p0", by: "A6", at: 88), pass("corner", by: "A2", at: 90, restart: .corner)]
    #expect(links(run(passes + [Made.shot("s", "A", at: 92)])) == ["\"corner\"", nil])
    #expect(
      links(run([pass("p0", by: "A6", at: 88), Made.shot("s", "A", at: 92, restart: .freeKick)]))
        == [nil, nil])
  }

  @Test func aSecondShotOfTheAttackHasTheSamePass() {
    let run = run([
      pass("p1", by: "A2", at: 90), Made.shot("s", "A", at: 92, xGoals: 0.3),
      Made.shot("t", "A", at: 93, xGoals: 0.5),
    ])
    #expect(links(run, "t") == ["\"p1\"", nil])
    // But not after a goal.
    let after = self.run([
      pass("p1", by: "A2", at: 90), Made.shot("s", "A", at: 92, .goal), Made.shot("t", "A", at: 93),
    ])
    #expect(links(after, "t") == [nil, nil])
  }

  @Test func changesFollowAtOnce() {
    let first = pass("p1", by: "A2", at: 90)
    let shot = Made.shot("s", "A", at: 98, xGoals: 0.1)
    var run = run([first, shot])
    #expect(links(run) == ["\"p1\"", nil])
    #expect(run.take(pass("late", by: "A3", at: 95)).map(\.id) == ["s"])
    #expect(links(run) == ["\"late\"", "\"p1\""])
    run.take(Made.withdrawal(of: first))
    #expect(links(run) == ["\"late\"", nil])
    let better = shot.revised { $0.detail = .shot(Shot(outcome: .wide, providerXGoals: 0.4)) }
    #expect(run.take(better).count == 1)
    #expect(run.field("s", "xgoals") == "0.4")
    #expect(run.take(Made.withdrawal(of: better)).first?.isWithdrawn == true)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func incrementalEqualsAFold(seed: UInt64) {
    let log = [Made.announced()] + RandomPlay.events(seed: seed).map { .event($0) }
    let expected = FactRun.content(Fact.self, RandomPlay.inForce(log))
    #expect(expected.count > 10)
    #expect(FactRun.content(Fact.self, log) == expected)
    var generator = Generator(seed: seed)
    let anyOrder = log.prefix(1) + log.dropFirst().shuffled(using: &generator)
    #expect(FactRun.content(Fact.self, Array(anyOrder)) == expected)
  }
}
