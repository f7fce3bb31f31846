import Boosting
import Football
import Formats
import Testing

@testable import Facts

@Suite struct XGoalsFactTests {
  @Test("a shot's record says whose it was, from where and what it is worth")
  func record() throws {
    var reader = XGoalsReader()
    let frame = [
      FreezeFramePlayer(location: Point(51, 0), isTeammate: false, isGoalkeeper: true, playerID: "a1")
    ]
    reader.take(
      .event(
        XGoalsMatch.shot(
          "s1", at: Point(52.5 - 6.63, 0),
          Shot(outcome: .goal, bodyPart: .rightFoot, freezeFrame: frame, providerXGoals: 0.4))))
    #expect(reader.text("s1", "team_id") == "home")
    #expect(reader.text("s1", "opponent_id") == "away")
    #expect(reader.text("s1", "player") == "h 9")
    #expect(reader.text("s1", "body_part") == "right_foot")
    #expect(try abs(#require(reader.number("s1", "angle_deg")) - 57.8) < 0.05)
    #expect(reader.number("s1", "distance_m") == 6.63)
    #expect(reader.number("s1", "features", "goalkeeper_to_goal_m") == 1.5)
    #expect(reader.number("s1", "provider_xgoals") == 0.4)
    #expect(reader.flag("s1", "goal") == true)
    #expect(reader.text("s1", "position_source") == "freeze_frame")
    #expect(reader.text("s1", "model") == XGoalsCatalogue.bundled(.statsbomb).newest.id)
    let value = try #require(reader.number("s1", "xgoals"))
    #expect(value > 0.2 && value < 0.9)
    #expect(reader.number("s1", "totals", "home", "xgoals") == value)
    #expect(reader.number("s1", "totals", "away", "xgoals") == 0)
  }

  @Test(
    "a penalty is worth 0.77 and stands apart in the totals; shoot-outs, own goals and passes are no shots")
  func penalties() throws {
    var reader = XGoalsReader()
    let penalty = Shot(outcome: .saved, bodyPart: .rightFoot, restart: .penalty)
    reader.take(.event(XGoalsMatch.shot("open", clock: 100)))
    reader.take(.event(XGoalsMatch.shot("penalty", clock: 200, at: Point(41.5, 0), penalty)))
    reader.take(.event(XGoalsMatch.shot("shootout", period: 5, clock: 10, at: Point(41.5, 0), penalty)))
    reader.take(
      .event(
        Event(
          matchID: XGoalsMatch.id, id: "own", type: .ownGoal, period: 1, clock: 300, teamID: "home",
          location: Point(-50, 0), direction: .right)))
    #expect(reader.newest.keys.sorted() == ["open", "penalty"])
    #expect(reader.number("penalty", "xgoals") == 0.77)
    #expect(reader.flag("penalty", "penalty") == true)
    let open = try #require(reader.number("open", "xgoals"))
    #expect(reader.number("penalty", "totals", "home", "xgoals") == rounded9(open + 0.77))
    #expect(reader.number("penalty", "totals", "home", "xgoals_without_penalties") == open)
    #expect(reader.number("penalty", "totals", "home", "shots") == 2)
  }

  @Test("a cancelled goal stays a shot, with goal false")
  func cancelled() throws {
    var reader = XGoalsReader()
    reader.take(.event(XGoalsMatch.shot("s", Shot(outcome: .goal, bodyPart: .head))))
    let before = try #require(reader.number("s", "xgoals"))
    #expect(reader.flag("s", "goal") == true)
    reader.take(
      .event(XGoalsMatch.shot("s", revision: 1, Shot(outcome: .goal, isGoalCancelled: true, bodyPart: .head)))
    )
    #expect(reader.flag("s", "goal") == false)
    #expect(reader.flag("s", "goal_cancelled") == true)
    #expect(reader.number("s", "xgoals") == before)
  }

  @Test(
    "a shot taken back, moved or turned into a pass changes the totals of the later ones, and nothing else")
  func corrections() throws {
    var reader = XGoalsReader()
    for (id, clock) in [("a", 100.0), ("b", 200), ("c", 300)] {
      reader.take(.event(XGoalsMatch.shot(id, clock: clock, team: id == "b" ? "away" : "home")))
    }
    let a = try #require(reader.number("a", "xgoals"))
    let c = try #require(reader.number("c", "xgoals"))
    #expect(reader.number("c", "totals", "home", "xgoals") == rounded9(a + c))

    // Taken back: a withdrawal, and the later ones follow in the same revision.
    let records = reader.take(.event(XGoalsMatch.withdrawal("a", revision: 1)))
    #expect(records.map(\.id) == ["a", "b", "c"])
    #expect(records[0].isWithdrawn && Set(records.map(\.revision)).count == 1)
    #expect(reader.number("c", "totals", "home", "xgoals") == c)

    // Moved behind all others: c no longer counts it, it counts c.
    reader.take(.event(XGoalsMatch.shot("a", revision: 2, clock: 400)))
    #expect(reader.number("c", "totals", "home", "xgoals") == c)
    #expect(reader.number("a", "totals", "home", "shots") == 2)
    #expect(reader.number("b", "totals", "home", "shots") == 0)

    // No shot at all any more.
    var pass = XGoalsMatch.shot("c", revision: 1, clock: 300)
    pass.type = .pass
    pass.detail = .pass(Pass(outcome: .complete))
    let gone = reader.take(.event(pass))
    #expect(gone.map(\.id) == ["c", "a"])
    #expect(reader.newest.keys.sorted() == ["a", "b"])
    // An older revision and a repeat change nothing.
    #expect(reader.take(.event(XGoalsMatch.shot("c", revision: 0, clock: 300))).isEmpty)
    #expect(reader.take(.event(pass)).isEmpty)
  }

  @Test("any order of the events gives the same records in force")
  func order() {
    var random = SplitMix64(seed: 3)
    var events: [Event] = []
    for number in 0..<14 {
      let clock = 100 + Double(number / 2) * 50
      let team = number % 3 == 0 ? "away" : "home"
      let place = Point(30 + Double(number), Double(number) - 7)
      events.append(XGoalsMatch.shot("s\(number)", clock: clock, team: team, at: place))
      if number % 4 == 1 { events.append(XGoalsMatch.withdrawal("s\(number)", revision: 1)) }
      if number % 4 == 2 {
        events.append(
          XGoalsMatch.shot(
            "s\(number)", revision: 2, clock: clock + 120, team: team, at: place,
            Shot(outcome: .goal, bodyPart: .head)))
      }
    }
    let expected = XGoalsReader([XGoalsMatch.announced] + events.map { .event($0) }).contents
    #expect(expected.count == 10)
    for _ in 0..<20 {
      random.shuffle(&events)
      #expect(XGoalsReader([XGoalsMatch.announced] + events.map { .event($0) }).contents == expected)
    }
  }

  @Test(
    "frames and events shuffled within 30 s give the same records in force", arguments: [1, 2, 3] as [UInt64])
  func shuffled(seed: UInt64) {
    var timed: [(at: Double, record: FeedRecord)] = []
    for (number, kick) in [620.0, 626, 655, 690].enumerated() {
      let tracked = TrackedShot.usual(kick: kick, ball: Point(38 + Double(number), 2), rate: 10)
      let from = number == 0 ? 600 : [620.0, 626, 655, 690][number - 1] + 3
      let to = number == 3 ? 760 : kick + 2.9
      timed += tracked.frames(from: from, to: to).map { ($0.clock, .frame($0)) }
      let stamp = kick + [0.8, -0.6, 1.9, -2.4][number]
      timed.append((stamp, .event(XGoalsMatch.shot("s\(number)", clock: stamp, at: Point(36, 3)))))
      timed.append(
        (
          stamp + 20,
          .event(XGoalsMatch.shot("s\(number)", revision: 1, clock: stamp + 0.2, at: Point(37, 3)))
        ))
    }
    func run(_ order: [(at: Double, record: FeedRecord)]) -> XGoalsReader {
      XGoalsReader(
        [XGoalsMatch.announced] + order.map(\.record) + [XGoalsMatch.moment(.periodEnded, period: 1)])
    }
    let expected = run(timed.sorted { $0.at < $1.at })
    #expect(expected.newest.count == 4)
    #expect((0..<4).allSatisfy { expected.text("s\($0)", "position_source") == "tracking" })
    var random = SplitMix64(seed: seed)
    let shuffled = run(timed.map { ($0.at + random.unit() * 30, $0.record) }.sorted { $0.at < $1.at })
    #expect(shuffled.contents == expected.contents)
  }

  @Test("a recomputation switches the model and says every shot again that it changes")
  func recompute() throws {
    let bundled = XGoalsCatalogue.bundled(.statsbomb).newest
    let other = try XGoalsTraining.model(id: "other", validFrom: "2090-01-01T00:00:00Z")
    let catalogue = try XGoalsCatalogue([bundled, other])
    var fact = XGoalsFact(valuer: ShotValuer(catalogue: catalogue))
    var published = PublishedFacts()
    func take(_ record: FeedRecord, _ revision: Int64) -> [FactRecord] {
      var output = FactOutput(matchID: XGoalsMatch.id, season: "s", revision: revision)
      fact.apply(record, into: &output)
      return output.finish(updating: &published)
    }
    _ = take(XGoalsMatch.announced, 0)
    func model(_ record: FactRecord) throws -> String? {
      try JSONParser(maxBytes: 1 << 16).parse(record.json)["model"]?.string
    }
    #expect(try model(#require(take(.event(XGoalsMatch.shot("a", clock: 10)), 1).first)) == bundled.id)
    _ = take(.event(XGoalsMatch.shot("b", clock: 20)), 2)
    func request(_ fact: String, _ model: String?) -> FeedRecord {
      .recompute(Recompute(matchID: XGoalsMatch.id, id: "r", fact: fact, model: model))
    }
    #expect(take(request("xpass", "other"), 3).isEmpty)
    #expect(take(request("xgoals", "unknown"), 4).isEmpty)
    let again = take(request("xgoals", "other"), 5)
    #expect(again.map(\.id) == ["a", "b"])
    #expect(try again.map(model) == ["other", "other"])
    #expect(try model(#require(take(.event(XGoalsMatch.shot("c", clock: 30)), 6).first)) == "other")
    let moved = XGoalsMatch.shot("a", clock: 10, at: Point(30, 9))
    #expect(try model(#require(take(.event(moved), 7).first { $0.id == "a" })) == "other", "a correction too")
    #expect(take(request("xgoals", nil), 8).isEmpty, "the newest is already in use")
  }

  @Test("the kick-off of the first announcement chooses the model")
  func catalogue() throws {
    let bundled = XGoalsCatalogue.bundled(.statsbomb).newest
    let later = try XGoalsTraining.model(id: "later", validFrom: "2026-09-21T18:00:00Z")
    let catalogue = try XGoalsCatalogue([later, bundled])
    #expect(catalogue.newest.id == "later")
    let moment = try #require(Timestamp("2026-09-21T18:00:00Z"))
    #expect(catalogue.model(at: moment).id == "later")
    #expect(catalogue.model(at: moment + -1).id == bundled.id)
    #expect(catalogue.model(at: Timestamp(microseconds: 0)).id == bundled.id)
    #expect(throws: BoostingError.self) { try XGoalsCatalogue([later, later]) }
    var valuer = ShotValuer(catalogue: catalogue)
    var first = XGoalsMatch.announcement
    first.kickOff = moment + -1
    var second = first
    second.kickOff = moment
    for (revision, announcement) in [first, second].enumerated() {
      _ = valuer.take(
        .match(
          MatchRecord(
            matchID: XGoalsMatch.id, moment: .announced, revision: Int64(revision), announcement: announcement
          )))
      #expect(valuer.model?.id == bundled.id)
    }
  }
}
