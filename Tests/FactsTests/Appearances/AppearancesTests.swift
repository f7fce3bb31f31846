import Football
import Formats
import Testing

@testable import Facts

@Suite struct AppearancesTests {
  private func run(_ log: [FeedRecord]) -> FactRun {
    var run = FactRun(AppearancesFact.self)
    run.take(Made.announced())
    for record in log { run.take(record) }
    return run
  }

  private func substitution(_ id: String, _ off: String, _ on: String?, at clock: Double, period: Int = 1)
    -> Event
  {
    Made.event(
      id, .substitution, String(off.prefix(1)), at: clock, period: period,
      .substitution(Substitution(playerOffID: off, playerOnID: on)))
  }

  private func card(
    _ id: String, _ player: String, at clock: Double, period: Int = 1, _ colour: CardColour = .red
  )
    -> Event
  {
    Made.event(
      id, .card, String(player.prefix(1)), at: clock, period: period, player: player,
      .card(Card(colour: colour)))
  }

  /// Two halves of 47 and 50 minutes.
  private func match(_ events: [Event]) -> [FeedRecord] {
    [Made.moment(.periodStarted, 1, clock: 0)]
      + events.filter { $0.period == 1 }.map { .event($0) }
      + [Made.moment(.periodEnded, 1, clock: 47 * 60), Made.moment(.periodStarted, 2, clock: 0)]
      + events.filter { $0.period == 2 }.map { .event($0) }
      + [Made.moment(.periodEnded, 2, clock: 50 * 60), Made.moment(.finished)]
  }

  private func top(_ run: FactRun, _ name: String) -> String? { run.field("appearances", name) }

  /// A field of one player, as JSON text.
  private func player(_ run: FactRun, _ id: String, _ name: String) -> String? {
    guard let record = run.standing["appearances"],
      let node = try? JSONParser(maxBytes: 1 << 20).parse(record.json)
    else { return nil }
    let lines = ["home", "away"].flatMap { side -> [JSONNode] in
      guard let players = node[side]?["players"] else { return [] }
      return (0..<players.count).compactMap { players[$0] }
    }
    let line = lines.first { $0["player_id"]?.string == id }
    return (line?[name]).map { String(decoding: $0.rawJSON, as: UTF8.self) }
  }

  @Test func announcedAndKickedOff() {
    var run = run([])
    #expect(top(run, "state") == "\"announced\"")
    #expect(top(run, "kicked_off") == "false")
    #expect(top(run, "kick_off") == "\"2024-03-02T14:30:00.000Z\"")
    run.take(Made.moment(.periodStarted, 1, clock: 0))
    #expect(top(run, "state") == "\"live\"")
    #expect(top(run, "kicked_off") == "true")
  }

  @Test func anEventKicksOffToo() {
    var run = run([])
    let pass = Made.pass("p", "A", at: 3)
    run.take(pass)
    #expect(top(run, "kicked_off") == "true")
    run.take(Made.withdrawal(of: pass))
    #expect(top(run, "kicked_off") == "false")
  }

  @Test func minutesIncludeAddedTime() {
    let run = run(match([substitution("s", "A9", "A12", at: 600, period: 2)]))
    #expect(top(run, "state") == "\"finished\"")
    #expect(top(run, "minutes") == "97")
    #expect(player(run, "A1", "minutes") == "97")
    #expect(player(run, "A9", "minutes") == "57")
    #expect(player(run, "A12", "minutes") == "40")
    #expect(player(run, "A12", "on_clock_s") == "600")
    #expect(player(run, "A12", "starter") == "false")
    #expect(player(run, "A9", "off_reason") == "\"substituted\"")
    #expect(player(run, "A13", "minutes") == nil)
  }

  @Test func aRedCardEndsAndIsTakenBack() {
    let red = card("r", "B5", at: 1200)
    var run = run(match([red]))
    #expect(player(run, "B5", "minutes") == "20")
    #expect(player(run, "B5", "red_card") == "true")
    let changed = run.take(Made.withdrawal(of: red))
    #expect(changed.count == 1)
    #expect(player(run, "B5", "minutes") == "97")
    #expect(player(run, "B5", "red_card") == "false")
  }

  @Test func yellowCardsChangeNothing() {
    var run = run([Made.moment(.periodStarted, 1, clock: 0), .event(Made.pass("p", "A", at: 70))])
    #expect(run.take(card("y", "B5", at: 80, .yellow)).isEmpty)
    #expect(run.take(card("y2", "B5", at: 90, .secondYellow)).count == 1)
    #expect(player(run, "B5", "minutes") == "1.5")
  }

  @Test func aHurtPlayerGoesAndComesBack() {
    let off = Made.event("o", .playerOff, "A", at: 600, player: "A3")
    let on = Made.event("i", .playerOn, "A", at: 900, player: "A3")
    #expect(player(run(match([off, on])), "A3", "minutes") == "92")
    let gone = run(match([off]))
    #expect(player(gone, "A3", "minutes") == "10")
    #expect(player(gone, "A3", "off_reason") == "\"off\"")
    #expect(player(run(match([off, substitution("s", "A3", "A12", at: 660)])), "A3", "minutes") == "10")
  }

  @Test func publishedAtEachFullMinute() {
    var run = run([Made.moment(.periodStarted, 1, clock: 0)])
    let before = run.published.count
    for i in 1..<600 { run.take(Made.pass("p\(i)", "A", at: Double(i))) }
    #expect(run.published.count - before == 9)
    #expect(top(run, "minutes") == "9")
    #expect(player(run, "A4", "minutes") == "9")
    // An older event changes nothing.
    #expect(run.take(Made.pass("old", "A", at: 200)).isEmpty)
  }

  @Test func framesMoveTheClock() {
    var run = run([Made.moment(.periodStarted, 1, clock: 0)])
    var changes = 0
    for i in 0..<250 {
      let frame = Frame(
        matchID: Made.matchID, period: 1, number: UInt32(i), time: Made.kickOff, clock: Double(i), objects: []
      )
      changes += run.take(.frame(frame)).count
    }
    #expect(changes == 4)
    #expect(top(run, "minutes") == "4")
  }

  @Test func anAbandonedMatchCountsWhatWasPlayed() {
    let run = run([
      Made.moment(.periodStarted, 1, clock: 0), .event(Made.pass("p", "A", at: 1845)),
      Made.moment(.abandoned),
    ])
    #expect(top(run, "state") == "\"abandoned\"")
    #expect(player(run, "B2", "minutes") == "30.75")
  }

  @Test func shootOutsHaveNoMinutesAndNoGoals() {
    let run = run(
      match([]) + [
        Made.moment(.periodStarted, 5, clock: 0),
        .event(Made.shot("p", "A", at: 400, period: 5, .goal, restart: .penalty)),
      ])
    #expect(top(run, "minutes") == "97")
    #expect(top(run, "home")?.contains("\"goals\":0") == true)
  }

  @Test func goalsFollowTheReferee() {
    let goal = Made.shot("g", "A", at: 100, .goal)
    var run = run(match([goal, Made.event("o", .ownGoal, "A", at: 200)]))
    #expect(top(run, "home")?.contains("\"goals\":1") == true)
    #expect(top(run, "away")?.contains("\"goals\":1") == true)
    run.take(goal.cancelled())
    #expect(top(run, "home")?.contains("\"goals\":0") == true)
  }

  /// Corrections and disorder end in the same record as a clean log.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func orderDoesNotMatter(seed: UInt64) {
    let red = card("r", "B5", at: 1200)
    let late = card("x", "A2", at: 5000, period: 2)
    let change = substitution("s", "A9", "A12", at: 700, period: 2)
    let passes = (0..<90).map { i in
      Made.pass("p\(i)", "A", at: Double(i % 45) * 60 + 20, period: i < 45 ? 1 : 2)
    }
    let moved = change.revised { $0.clock = 930 }
    let clean = match((passes + [moved]).sorted(by: Event.inOrderOfPlay))
    let corrected =
      match((passes + [red, late, change]).sorted(by: Event.inOrderOfPlay)) + [
        .event(Made.withdrawal(of: red)), .event(Made.withdrawal(of: late)), .event(moved),
      ]
    let expected = FactRun.content(AppearancesFact.self, [Made.announced()] + clean)
    #expect(FactRun.content(AppearancesFact.self, [Made.announced()] + corrected) == expected)
    let shuffled = FactRun.shuffled([Made.announced()] + corrected, within: 30, seed: seed)
    #expect(FactRun.content(AppearancesFact.self, shuffled) == expected)
    var generator = Generator(seed: seed)
    let anyOrder = [Made.announced()] + corrected.shuffled(using: &generator)
    #expect(FactRun.content(AppearancesFact.self, anyOrder) == expected)
  }
}
