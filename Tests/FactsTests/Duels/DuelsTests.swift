import Football
import Testing

@testable import Facts

@Suite struct DuelsTests {
  private func run(_ events: [Event]) -> FactRun {
    var run = FactRun(DuelsFact.self)
    run.take(Made.announced())
    for event in events { run.take(event) }
    return run
  }

  private func duel(
    _ id: String, at clock: Double = 100, aerial: Bool = false, winner: String? = "A5", loser: String? = "B9",
    defending: String? = nil
  ) -> Event {
    func team(_ player: String?) -> String? { player.map { String($0.prefix(1)) } }
    return Made.event(
      id, .duel, team(winner) ?? "A", at: clock, player: winner,
      .duel(
        Duel(
          isAerial: aerial, winnerID: winner, winnerTeamID: team(winner), loserID: loser,
          loserTeamID: team(loser), defendingTeamID: defending)))
  }

  @Test func theSideWithoutTheBallFightsADefensiveDuel() {
    let run = run([duel("w", defending: "A"), duel("l", defending: "B"), duel("n")])
    #expect(run.field("w", "kind") == "\"ground\"")
    #expect(run.field("w", "winner_id") == "\"A5\"")
    #expect(run.field("w", "loser") == "\"Name B9\"")
    #expect(run.field("w", "defensive") == "\"winner\"")
    #expect(run.field("w", "loss_caused") == "true")
    #expect(run.field("l", "defensive") == "\"loser\"")
    #expect(run.field("l", "loss_caused") == "false")
    #expect(run.field("n", "defensive") == nil)
  }

  @Test func inTheAirBothDefendWhereNobodySaysWhoHadTheBall() {
    let run = run([duel("a", aerial: true), duel("d", aerial: true, defending: "B")])
    #expect(run.field("a", "kind") == "\"aerial\"")
    #expect(run.field("a", "defensive") == "\"both\"")
    #expect(run.field("a", "loss_caused") == "false")
    #expect(run.field("d", "defensive") == "\"loser\"")
  }

  @Test func aNeutralDuelHasNoWinner() {
    let run = run([duel("n", winner: nil, loser: nil, defending: "A")])
    #expect(run.field("n", "decided") == "false")
    #expect(run.field("n", "winner_id") == nil)
    #expect(run.field("n", "defensive") == nil)
  }

  @Test func anInterceptionNamesWhosePassItWas() {
    let pass = Made.pass("p", "B", at: 100, .incomplete)
    let interception = Made.event("i", .interception, "A", at: 102, player: "A5")
    var run = run([pass, interception])
    #expect(run.field("i", "loss_caused") == "true")
    #expect(run.field("i", "loser_id") == "\"B7\"")
    // The pass arrived after all.
    run.take(
      pass.revised { event in
        event.detail = .pass(Pass(outcome: .complete))
      })
    #expect(run.field("i", "loss_caused") == "false")
    #expect(run.field("i", "loser_id") == nil)
  }

  @Test func thePassMustBeRecentAndTheBallNotHeldBetween() {
    let pass = Made.pass("p", "B", at: 100, .incomplete)
    func interception(at clock: Double) -> Event {
      Made.event("i", .interception, "A", at: clock, player: "A5")
    }
    #expect(run([pass, interception(at: 105)]).field("i", "loss_caused") == "true")
    #expect(run([pass, interception(at: 105.1)]).field("i", "loss_caused") == "false")
    let held = Made.pass("q", "A", at: 101)
    #expect(run([pass, held, interception(at: 102)]).field("i", "loss_caused") == "false")
    // His own pass at the same moment is the interception under another name.
    let own = Made.event("a", .pass, "A", at: 102, player: "A5", .pass(Pass(outcome: .complete)))
    #expect(run([pass, own, interception(at: 102)]).field("i", "loss_caused") == "true")
  }

  @Test func recoveriesAndShootOuts() {
    let recovery = Made.event("r", .recovery, "A", at: 100, player: "A5")
    let late = Made.event("s", .recovery, "A", at: 100, period: 5, player: "A5")
    var run = run([recovery, late])
    #expect(run.field("r", "winner_id") == "\"A5\"")
    #expect(run.standing.keys.sorted() == ["r"])
    run.take(Made.withdrawal(of: recovery))
    #expect(run.standing.isEmpty)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func incrementalEqualsAFold(seed: UInt64) {
    let log = [Made.announced()] + RandomPlay.events(seed: seed).map { .event($0) }
    let inForce = RandomPlay.inForce(log)
    let expected = FactRun.content(DuelsFact.self, inForce)
    #expect(expected.count > 20)
    #expect(FactRun.content(DuelsFact.self, log) == expected)
    var generator = Generator(seed: seed)
    let anyOrder = log.prefix(1) + log.dropFirst().shuffled(using: &generator)
    #expect(FactRun.content(DuelsFact.self, Array(anyOrder)) == expected)
  }
}
