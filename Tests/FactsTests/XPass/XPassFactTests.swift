import Boosting
import Football
import Formats
import Testing

@testable import Facts

@Suite struct XPassFactTests {
  private func pass(
    _ id: String, _ team: String = "A", at clock: Double, from x: Double = 0, to: Point? = nil,
    _ outcome: PassOutcome = .complete, restart: Restart? = nil
  ) -> Event {
    var event = Made.pass(id, team, at: clock, x: x, outcome, restart: restart)
    event.end = to ?? event.location.map { Point($0.x + 10, $0.y) }
    return event
  }

  private func run(_ events: [Event]) -> FactRun {
    var run = FactRun(XPassFact.self)
    run.take(Made.announced())
    for event in events { run.take(event) }
    return run
  }

  @Test(
    "a record for each pass says how likely it was, for whom it was and what a shot would have been worth")
  func record() throws {
    var easy = pass("p1", at: 10, from: -20)
    easy.detail = .pass(Pass(outcome: .incomplete, height: .ground, recipientID: "A9"))
    let near = pass("p2", at: 20, from: 40)
    let corner = pass("p3", at: 30, from: 52, restart: .corner)
    let run = run([easy, near, corner])
    #expect(run.standing.count == 3)
    #expect(run.field("p1", "team") == "\"Club A\"" && run.field("p1", "player") == "\"Name A7\"")
    #expect(run.field("p1", "intended_receiver") == "\"Name A9\"")
    #expect(run.field("p1", "completed") == "false" && run.field("p1", "outcome") == "\"incomplete\"")
    #expect(run.field("p1", "model") == "\"\(XPassCatalogue.bundled(.statsbomb).newest.id)\"")
    let xPass = try #require(run.field("p1", "xpass").flatMap(Double.init))
    #expect(xPass > 0.5 && xPass < 1)
    #expect(run.field("p1", "difficult") == (xPass < 0.75 ? "true" : "false"))
    // Pass or shoot: not from one's own half, nor of a corner.
    #expect(run.field("p1", "xgoals") == nil && run.field("p3", "xgoals") == nil)
    let xGoals = try #require(run.field("p2", "xgoals").flatMap(Double.init))
    #expect(xGoals > 0.01 && xGoals < 0.6)
    #expect(run.field("p3", "restart") == "\"corner\"")
  }

  @Test("neither outcome, receiver nor length change the probability")
  func nothingFromAfterwards() {
    let base = pass("p", at: 10, from: 5, to: Point(25, 5))
    var other = pass("p", at: 10, from: 5, to: Point(9, 5), .incomplete)
    other.detail = .pass(Pass(outcome: .incomplete, recipientID: "A3", isShotAssist: true))
    #expect(run([base]).field("p", "xpass") == run([other]).field("p", "xpass"))
    let turned = pass("p", at: 10, from: 5, to: Point(5, 25))
    #expect(run([base]).field("p", "xpass") != run([turned]).field("p", "xpass"))
  }

  @Test("difficult is below the setting")
  func difficult() {
    for (limit, expected) in [("0.0001", "false"), ("0.9999", "true")] {
      var run = FactRun(XPassFact.self, settings: ["xpass.difficult_below": limit])
      run.take(Made.announced())
      run.take(pass("p", at: 10))
      #expect(run.field("p", "difficult") == expected)
    }
  }

  @Test("a correction changes the pass and the one after it, a withdrawal takes it back")
  func corrections() {
    var run = run((1...4).map { pass("p\($0)", at: Double($0) * 10) })
    let missed = run.take(pass("p2", at: 20, .incomplete).revised { _ in })
    #expect(missed.map(\.id) == ["p2", "p3"])
    #expect(run.field("p2", "completed") == "false")
    // The same again, and what is no pass, change nothing.
    #expect(run.take(pass("p2", at: 20, .incomplete).revised { $0.revision = 2 }).isEmpty)
    #expect(run.take(Made.shot("s", "A", at: 25)).isEmpty)
    let gone = run.take(Made.withdrawal(of: pass("p2", at: 20).revised { $0.revision = 5 }))
    #expect(gone.map(\.id) == ["p2", "p3"] && gone[0].isWithdrawn)
    #expect(Set(gone.map(\.revision)).count == 1)
    #expect(run.standing.keys.sorted() == ["p1", "p3", "p4"])
    // Turned into something else.
    let clearance = pass("p3", at: 30).revised {
      $0.type = .clearance
      $0.detail = .none
    }
    #expect(run.take(clearance).map(\.id) == ["p3", "p4"])
    #expect(run.standing["p3"] == nil)
  }

  @Test("any order of arrival gives the same records, corrections included", arguments: 1...6)
  func order(seed: UInt64) {
    var generator = Generator(seed: seed)
    var events: [Event] = []
    for number in 0..<60 {
      let team = number % 5 == 0 ? "B" : "A"
      let event = pass(
        "p\(number)", team, at: Double(number / 2) * 3, from: Double(number % 17) * 4 - 30,
        to: Point(Double(number % 13) * 5 - 30, Double(number % 7) * 6 - 20),
        number % 4 == 0 ? .incomplete : .complete)
      events.append(event)
      if number % 7 == 1 { events.append(Made.withdrawal(of: event)) }
      if number % 7 == 3 { events.append(event.revised { $0.clock += 31 }) }
    }
    let expected = run(events).content
    #expect(expected.count == 51)
    for _ in 0..<5 {
      let isSame = run(events.shuffled(using: &generator)).content == expected
      #expect(isSame)
    }
  }

  @Test("a recomputation switches the model of later passes and corrections too")
  func recompute() throws {
    let bundled = XPassCatalogue.bundled(.statsbomb).newest
    let other = try XPassTraining.model(id: "xpass-other")
    let valuer = PassValuer(catalogue: try XPassCatalogue([bundled, other]))
    var fact = XPassFact(valuer: valuer)
    var published = PublishedFacts()
    var revision: Int64 = 0
    func take(_ record: FeedRecord) -> [FactRecord] {
      var output = FactOutput(matchID: Made.matchID, season: "s", revision: revision)
      revision += 1
      fact.apply(record, into: &output)
      return output.finish(updating: &published)
    }
    func model(_ record: FactRecord?) throws -> String? {
      try record.flatMap { try JSONParser(maxBytes: 1 << 16).parse($0.json)["model"]?.string }
    }
    func request(_ fact: String, _ model: String?) -> FeedRecord {
      .recompute(Recompute(matchID: Made.matchID, id: "r\(revision)", fact: fact, model: model))
    }
    _ = take(Made.announced())
    // `other` begins to hold at a later kick-off, or sorts later: what counts is which the match began with.
    let begun = take(.event(pass("a", at: 10)))
    let first = try #require(try model(begun.first))
    _ = take(.event(pass("b", at: 20)))
    let wanted = first == other.id ? bundled.id : other.id
    #expect(take(request("setpieces", wanted)).isEmpty)
    #expect(take(request("xpass", "unknown")).isEmpty)
    #expect(try take(request("xpass", wanted)).map(model) == [wanted, wanted])
    #expect(try model(take(.event(pass("c", at: 30))).first) == wanted)
    #expect(try model(take(.event(pass("a", at: 10, .incomplete).revised { _ in })).first) == wanted)
  }
}

@Suite(.enabled(if: RealMatch.isThere, RealMatch.hint))
struct RealXPassTests {
  /// As many as the source's own passes; and the same whatever the order of arrival.
  @Test func aWorldCupMatch() throws {
    var expected = 0
    try RealMatch.statsBombEvents("8658") { event in
      if event["type"]?["name"]?.string == "Pass" { expected += 1 }
    }
    let log = try RealMatch.log("statsbomb_wc2018", match: "8658").filter { $0.type != .frame }
    func content(_ log: [FeedRecord]) -> [String: String] { FactRun.content(XPassFact.self, log) }
    let whole = content(log)
    #expect(whole.count == expected && expected > 500)
    let isSame = content(FactRun.shuffled(log, within: 30, seed: 3)) == whole
    #expect(isSame)
  }

  @Test(
    "the DFL's passes have no end, but a probability", arguments: [ModelFamily.statsbomb, .open])
  func theDFLMatch(family: ModelFamily) throws {
    var run = FactRun(XPassFact.self, settings: ["xpass.models": family.rawValue])
    for record in try RealMatch.log("dfl_J03WPY") where record.type != .frame { run.take(record) }
    #expect(run.standing.count > 700)
    let values = run.standing.keys.compactMap { run.field($0, "xpass").flatMap(Double.init) }
    let mean = values.reduce(0, +) / Double(values.count)
    #expect(mean > 0.6 && mean < 0.95)
    #expect(
      run.standing.keys.allSatisfy {
        run.field($0, "model") == "\"\(XPassCatalogue.bundled(family).newest.id)\""
      })
  }
}
