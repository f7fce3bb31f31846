import Football
import Formats
import Testing

/// On a made-up match: home H attacks to the left in the first half.
@Suite struct DFLFeedTests {
  static let information = """
    <?xml version="1.0" encoding="UTF-8"?>
    <PutDataRequest><MatchInformation>
    <General CompetitionName="Test" CompetitionId="T-COM-1" Season="2025/2026" SeasonId="T-SEA-9" MatchId="T-MAT-1"
     PlannedKickoffTime="2026-03-01T15:30:00.000+01:00" HomeTeamName="Heim" HomeTeamId="T-H" GuestTeamName="Gast"
     GuestTeamId="T-G"/>
    <Environment PitchX="105.00" PitchY="68.00"/>
    <Teams><Team TeamId="T-G" TeamName="Gast" Role="guest"><Players>
    <Player PersonId="G-1" ShirtNumber="1" Shortname="G. Tor" Starting="true" PlayingPosition="TW"/>
    <Player PersonId="G-2" ShirtNumber="2" Shortname="G. Zwei" Starting="true" PlayingPosition="IV"/>
    </Players></Team><Team TeamId="T-H" TeamName="Heim" Role="home"><Players>
    <Player PersonId="H-9" ShirtNumber="9" FirstName="Hans" LastName="Neun" Starting="true" PlayingPosition="ST"/>
    <Player PersonId="H-14" ShirtNumber="14" Shortname="H. Vierzehn" Starting="false"/>
    </Players></Team></Teams>
    </MatchInformation></PutDataRequest>
    """

  static func event(_ id: String, _ time: String, _ place: String = "", _ body: String) -> String {
    let xy = place.split(separator: " ")
    let attributes = xy.count == 2 ? " X-Position=\"\(xy[0])\" Y-Position=\"\(xy[1])\"" : ""
    return
      "<Event EventId=\"\(id)\" EventTime=\"2026-03-01T\(time)+01:00\" MatchId=\"T-MAT-1\"\(attributes)>\(body)</Event>\n"
  }

  static let play = """
    <Play Team="T-H" Player="H-9" Recipient="H-14" Height="flat" Evaluation="successfullyCompleted"><Pass/></Play>
    """

  static let kickOff =
    event(
      "10", "15:31:00.000", "52.5 34.0",
      "<KickOff TeamLeft=\"T-G\" TeamRight=\"T-H\" GameSection=\"firstHalf\">\(play)</KickOff>")

  static let shot = """
    <ShotAtGoal Team="T-H" Player="H-9" TypeOfShot="head" SignificanceEvaluation="decent" BuildUp="cornerKick"
     PlayerSpeed="18.0" xG="0.25" DistanceToGoal="10.0" AngleToGoal="40.2"><SavedShot/></ShotAtGoal>
    """

  static func records(events: [String], positions: String? = nil) throws -> [FeedRecord] {
    let folder = TemporaryFolder()
    folder.write("matchinformation.xml", information)
    folder.write("events.xml", "<PutDataRequest>\n\(events.joined())</PutDataRequest>")
    if let positions { folder.write("positions.xml", positions) }
    var records: [FeedRecord] = []
    try #require(try FeedSource.open(path: folder.path).matches.first).read { records.append($0) }
    return records
  }

  @Test func eventsComeInOrderOfPlayWithTheirPeriods() throws {
    let records = try Self.records(events: [
      Self.event("13", "16:17:05.000", "", "<FinalWhistle GameSection=\"firstHalf\"/>"),
      Self.event("12", "15:40:00.500", "10.0 34.0", Self.shot),
      Self.kickOff,
      Self.event(
        "20", "16:33:00.000", "52.5 34.0",
        "<KickOff TeamLeft=\"T-H\" TeamRight=\"T-G\" GameSection=\"secondHalf\">\(Self.play)</KickOff>"),
      Self.event(
        "15", "16:30:00.000", "", "<Substitution Team=\"T-H\" PlayerOut=\"H-9\" PlayerIn=\"H-14\"/>"),
      Self.event("14", "16:17:08.000", "20.0 20.0", Self.play),
      Self.event("21", "17:20:00.000", "", "<FinalWhistle GameSection=\"secondHalf\"/>"),
    ])
    let names = records.map { record in
      switch record {
      case .match(let moment): moment.id
      case .event(let event): event.id
      default: "?"
      }
    }
    #expect(
      names == [
        "announced", "period_started-1", "10", "12", "14", "period_ended-1", "period_started-2", "15", "20",
        "period_ended-2", "finished", "closed",
      ])
    let shot = try #require(records.events.first { $0.id == "12" })
    #expect(shot.clock == 540.5)
    #expect(shot.direction == .left)
    #expect(shot.location == Point(-42.5, 0))
    let substitution = try #require(records.events.first { $0.id == "15" })
    #expect(substitution.period == 2 && substitution.clock == 0)
    #expect(records.moments.first { $0.id == "period_ended-1" }?.clock == 2765)
    let announcement = try #require(records.announcement)
    #expect(announcement.season == "T-COM-1-T-SEA-9")
    #expect(announcement.players.map(\.id) == ["H-9", "H-14", "G-1", "G-2"])
    #expect(announcement.players.map(\.object) == [1, 2, 3, 4])
    #expect(announcement.players[0].name == "Hans Neun")
  }

  @Test func aShotKeepsWhatTheDFLMeasured() throws {
    let records = try Self.records(events: [
      Self.kickOff,
      "<Event EventId=\"12\" EventTime=\"2026-03-01T15:41:00.000+01:00\" MatchId=\"T-MAT-1\" X-Position=\"20\" "
        + "Y-Position=\"30\" X-Source-Position=\"60\" Y-Source-Position=\"60\" X-PositionFromTracking=\"10.5\" "
        + "Y-PositionFromTracking=\"34\" CalculatedTimestamp=\"2026-03-01T15:40:57.500+01:00\">\(Self.shot)</Event>",
    ])
    let event = try #require(records.events.first { $0.type == .shot })
    #expect(event.location == Point(-42, 0))
    let shot = try #require(event.detail.shot)
    #expect(shot.outcome == .saved)
    #expect(shot.origin == .corner)
    #expect(shot.grade == .decent)
    #expect(shot.bodyPart == .head)
    #expect(shot.playerSpeed == 5)
    #expect(shot.providerXGoals == 0.25)
    #expect(event.clock == 600)
    #expect(shot.kickClock == 597.5)
    #expect(shot.provided?.distanceToGoal == 10)
  }

  @Test func deletesAreAboveAnyRevision() throws {
    let records = try Self.records(events: [
      Self.kickOff, Self.event("12", "15:40:00.500", "10.0 34.0", Self.shot),
      Self.event("12", "15:40:00.700", "11.0 34.0", Self.shot),
      Self.event("99", "15:45:00.000", "", "<Delete/>"),
      Self.event("12", "15:40:01.000", "", "<Delete/>"),
    ])
    #expect(records.events.filter { $0.id == "12" && !$0.isWithdrawn }.map(\.revision) == [0, 1])
    #expect(records.events.filter(\.isWithdrawn).map(\.id) == ["12", "99"])
    #expect(records.events.filter(\.isWithdrawn).allSatisfy { $0.revision == 1_000_000 })
  }

  @Test func duelsNameTheSideWithoutTheBall() throws {
    let duel = """
      <TacklingGame Type="air" Winner="H-9" WinnerTeam="T-H" WinnerRole="withBallControl" Loser="G-2" LoserTeam="T-G"
       LoserRole="withoutBallControl"/>
      """
    let records = try Self.records(events: [
      Self.kickOff, Self.event("12", "15:40:00.500", "10.0 34.0", duel),
    ])
    let found = try #require(records.events.compactMap(\.detail.duel).first)
    #expect(found.isAerial && found.winnerID == "H-9" && found.loserTeamID == "T-G")
    #expect(found.defendingTeamID == "T-G")
  }

  @Test func anIncompletePassNamesNoOpponentAsItsReceiver() throws {
    let pass = """
      <CornerKick Team="T-H"><Play Team="T-H" Player="H-9" Recipient="G-1" Evaluation="unsuccessful"><Cross/></Play></CornerKick>
      """
    let records = try Self.records(events: [Self.kickOff, Self.event("12", "15:40:00", "0.0 0.0", pass)])
    let found = try #require(records.events.first { $0.id == "12" }?.detail.pass)
    #expect(
      found.outcome == .incomplete && found.restart == .corner && found.isCross && found.recipientID == nil)
  }

  @Test func faultsNameFileAndLine() throws {
    let cases: [(events: [String], field: String?)] = [
      ([Self.kickOff, Self.event("12", "15:40:00", "", Self.shot)], "X-Position"),
      ([Self.kickOff, Self.event("12", "15:40:00", "ten 34", Self.shot)], "X-Position"),
      (
        [Self.kickOff, Self.event("12", "15:40:00", "", "<Caution Team=\"T-H\" CardColor=\"green\"/>")],
        "CardColor"
      ),
    ]
    for (events, field) in cases {
      let error = #expect(throws: FeedError.self) { try Self.records(events: events) }
      #expect(error?.field == field)
      #expect(error?.line == 3)
      #expect(error?.file.hasSuffix("events.xml") == true)
    }
  }

  @Test func aTruncatedFileGivesNothing() throws {
    let folder = TemporaryFolder()
    folder.write("matchinformation.xml", Self.information)
    folder.write("events.xml", "<PutDataRequest>\n\(Self.kickOff)<Event EventId=\"11\" EventTi")
    var given = 0
    let error = #expect(throws: FeedError.self) {
      try FeedSource.open(path: folder.path).matches[0].read { _ in given += 1 }
    }
    #expect(given == 0)
    #expect(error?.line != nil)
  }
}
