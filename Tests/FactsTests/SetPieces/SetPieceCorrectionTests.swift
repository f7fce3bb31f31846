import Football
import Testing

@testable import Facts

/// A log in which a correction arrives later ends in the same records, revision apart, as one in which it had
/// been so from the start.
@Suite struct SetPieceCorrectionTests {
  typealias Fact = SetPieceFact<GivenShotValues>

  /// Play around a corner at 100 s with a goal, a free kick at 300 s, and then twenty more minutes.
  private static func events() -> [Event] {
    var events = [
      Made.freeKick("f0", "A", at: 60), Made.corner("c0", "A", at: 90),
      Made.event("b0", .clearance, "B", at: 92), Made.corner("c", "A", at: 100),
      Made.shot("s", "A", at: 103, .goal, xGoals: 0.35, origin: .corner),
      Made.pass("k", "B", at: 160, restart: .kickOff), Made.freeKick("f", "B", at: 300, x: -20),
      Made.shot("s2", "B", at: 305, .blocked, xGoals: 0.04),
      Made.shot("s3", "B", at: 307, .wide, xGoals: 0.2),
    ]
    for i in 0..<60 {
      let clock = 310 + Double(i) * 10
      events.append(
        Made.pass("p\(i)", i % 7 < 4 ? "A" : "B", at: clock, i % 5 == 0 ? .incomplete : .complete))
      if i % 15 == 3 { events.append(Made.corner("cc\(i)", "B", at: clock + 4)) }
      if i % 15 == 3 { events.append(Made.shot("cs\(i)", "B", at: clock + 9, .saved, xGoals: 0.12)) }
    }
    return events
  }

  private func find(_ id: String) throws -> Event {
    try #require(Self.events().first { $0.id == id })
  }

  /// The records that stand otherwise than expected.
  private func differences(_ log: [FeedRecord], _ expected: [String: String]) -> [String] {
    let found = FactRun.content(Fact.self, log)
    return Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }
      .map { "\($0): \(found[$0] ?? "-") instead of \(expected[$0] ?? "-")" }.sorted()
  }

  /// Compares a log with `late` at its end with one that was so from the start: `replaced` in place of the
  /// events of the same ids, nothing in place of those `void`.
  private func check(_ late: [Event], replaced: [Event] = [], void: [String] = []) throws {
    let base = Self.events()
    let corrected = [Made.announced()] + (base + late).map { FeedRecord.event($0) }
    let kept = base.filter { !void.contains($0.id) }
    let clean =
      [Made.announced()]
      + kept.map { event in .event(replaced.first { $0.id == event.id } ?? event) }
      + late.filter { new in !new.isWithdrawn && !base.contains { $0.id == new.id } }.map { .event($0) }
    let expected = FactRun.content(Fact.self, clean)
    // The last correction matters at all.
    #expect(!differences(Array(corrected.dropLast()), expected).isEmpty)
    #expect(differences(corrected, expected).isEmpty)
    for seed in 1...6 as ClosedRange<UInt64> {
      #expect(differences(FactRun.shuffled(corrected, within: 30, seed: seed), expected).isEmpty)
    }
    // From end to start: a correction long before what it corrects.
    let reversed = corrected.prefix(1) + corrected.dropFirst().reversed()
    #expect(differences(Array(reversed), expected).isEmpty)
  }

  @Test func goalCancelledTenMinutesLater() throws {
    let goal = try find("s").cancelled()
    try check([goal], replaced: [goal])
  }

  @Test func shotVoid() throws {
    try check([Made.withdrawal(of: try find("s"))], void: ["s"])
    try check([Made.withdrawal(of: try find("s3"))], void: ["s3"])
  }

  @Test func setPieceVoid() throws {
    let corner = Made.withdrawal(of: try find("c"))
    let shot = Made.withdrawal(of: try find("s"))
    try check([corner, shot], void: ["c", "s"])
    // The shot stands, and is ascribed to the corner before.
    try check([corner], void: ["c"])
  }

  @Test func shotMovedInTime() throws {
    let later = try find("s3").revised { $0.clock = 330 }
    try check([later], replaced: [later])
    let earlier = try find("cs3").revised { $0.clock = 310 }
    try check([earlier], replaced: [earlier])
  }

  @Test func typeChanged() throws {
    let throwIn = try find("f").revised { $0.detail = .pass(Pass(outcome: .complete, restart: .throwIn)) }
    try check([throwIn], replaced: [throwIn])
    let turnover = try find("b0").revised { $0.type = .recovery }
    let shot = Made.shot("n", "A", at: 95)
    try check([shot, turnover], replaced: [turnover])
    let other = try find("f").revised { $0.teamID = "A" }
    try check([other], replaced: [other])
  }

  @Test func aGoneSetPieceIsWithdrawnOnce() throws {
    var run = FactRun(Fact.self)
    run.take(Made.announced())
    for event in Self.events() { run.take(event) }
    let withdrawal = Made.withdrawal(of: try find("f"))
    let gone = run.take(withdrawal)
    #expect(gone.map(\.id) == ["f"])
    #expect(gone.map(\.isWithdrawn) == [true])
    #expect(run.take(withdrawal).isEmpty)
    #expect(run.take(withdrawal.revised { _ in }).isEmpty)
  }

  /// Random corrections of random events: whatever the order of arrival, the end is the same.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func anyOrderEndsTheSame(seed: UInt64) {
    var generator = Generator(seed: seed)
    var log: [Event] = []
    for i in 0..<80 {
      let clock = Double(Int.random(in: 0..<400, using: &generator))
      let team = Bool.random(using: &generator) ? "A" : "B"
      var event: Event
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: event = Made.corner("e\(i)", team, at: clock)
      case 1: event = Made.freeKick("e\(i)", team, at: clock)
      case 2, 3:
        let origins: [ShotOrigin?] = [nil, .corner, .freeKick, .openPlay]
        event = Made.shot(
          "e\(i)", team, at: clock, ShotOutcome.allCases.randomElement(using: &generator)!,
          xGoals: Double.random(in: 0..<1, using: &generator),
          restart: Int.random(in: 0..<6, using: &generator) == 0 ? .freeKick : nil,
          origin: origins.randomElement(using: &generator)!)
      case 4: event = Made.event("e\(i)", .ownGoal, team, at: clock)
      default: event = Made.pass("e\(i)", team, at: clock, Bool.random(using: &generator) ? .out : .complete)
      }
      log.append(event)
      while Int.random(in: 0..<3, using: &generator) == 0 {
        event = event.revised {
          $0.clock = Double(Int.random(in: 0..<400, using: &generator))
          if Bool.random(using: &generator) { $0.teamID = "B" }
        }
        if Int.random(in: 0..<3, using: &generator) == 0 { event = Made.withdrawal(of: event) }
        log.append(event)
      }
    }
    // In force in the end: the newest of each id, alone and in order of play.
    let newest = Dictionary(
      log.map { ($0.id, $0) }, uniquingKeysWith: { $0.revision > $1.revision ? $0 : $1 })
    let clean = newest.values.filter { !$0.isWithdrawn }.sorted(by: Event.inOrderOfPlay)
    let expected = FactRun.content(Fact.self, [Made.announced()] + clean.map { .event($0) })
    for _ in 0..<4 {
      let shuffled = [Made.announced()] + log.shuffled(using: &generator).map { FeedRecord.event($0) }
      #expect(differences(shuffled, expected).isEmpty)
    }
  }
}
