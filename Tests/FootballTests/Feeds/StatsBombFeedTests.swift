import Football
import Formats
import Testing

/// On a made-up match in StatsBomb's form.
@Suite struct StatsBombFeedTests {
  static func event(
    _ index: Int, _ type: String, team: Int = 1, player: Int? = 11, period: Int = 1,
    time: String = "00:01:00.000",
    place: String? = "[60, 40]", _ extra: String = ""
  ) -> String {
    var text = """
      {"id":"id-\(index)","index":\(index),"period":\(period),"timestamp":"\(time)","type":{"id":1,"name":"\(type)"},\
      "possession":3,"possession_team":{"id":1,"name":"A"},"play_pattern":{"id":2,"name":"From Corner"},\
      "team":{"id":\(team),"name":"T\(team)"}
      """
    if let player { text += ",\"player\":{\"id\":\(player),\"name\":\"P\(player)\"}" }
    if let place { text += ",\"location\":\(place)" }
    return text + (extra.isEmpty ? "" : ",\(extra)") + "}"
  }

  static let start = [1, 2].map { team in
    event(
      team, "Starting XI", team: team, player: nil, time: "00:00:00.000", place: nil,
      """
      "tactics":{"lineup":[{"player":{"id":\(team)1,"name":"Goal \(team)"},"position":{"id":1,"name":"Goalkeeper"},"jersey_number":1}]}
      """)
  }

  static func shot(_ outcome: String, _ extra: String = "") -> String {
    """
    "shot":{"statsbomb_xg":0.5,"end_location":[120,40,1],"outcome":{"id":1,"name":"\(outcome)"},\
    "type":{"id":87,"name":"Open Play"},"body_part":{"id":40,"name":"Right Foot"},\
    "technique":{"id":93,"name":"Half Volley"}\(extra)}
    """
  }

  static func records(_ events: [String], listed: Bool = true) throws -> [FeedRecord] {
    let folder = TemporaryFolder()
    folder.write("events/77.json", "[\((start + events).joined(separator: ",\n"))]")
    folder.write(
      "lineups/77.json",
      """
      [{"team_id":1,"team_name":"One","lineup":[{"player_id":11,"player_name":"Long Name","player_nickname":"Short","jersey_number":1},
      {"player_id":12,"player_name":"Twelve","player_nickname":null,"jersey_number":12}]}]
      """)
    if listed {
      folder.write(
        "matches.json",
        """
        [{"match_id":77,"match_date":"2024-05-06","kick_off":"20:45:00.000",
        "competition":{"competition_id":43,"competition_name":"Cup"},"season":{"season_id":3,"season_name":"2024"},
        "home_team":{"home_team_id":2,"home_team_name":"Two"},"away_team":{"away_team_id":1,"away_team_name":"One"}}]
        """)
    }
    var records: [FeedRecord] = []
    try FeedSource.open(path: folder.path).matches[0].read { records.append($0) }
    return records
  }

  @Test func theAnnouncementJoinsAllFiles() throws {
    let announcement = try #require(try Self.records([]).announcement)
    #expect(announcement.matchID == "statsbomb-77")
    #expect(announcement.season == "statsbomb-43-3")
    #expect(announcement.home == Team(id: "statsbomb-2", name: "Two"))
    #expect(announcement.kickOff.description == "2024-05-06T20:45:00.000Z")
    #expect(announcement.players.map(\.id) == ["statsbomb-21", "statsbomb-11", "statsbomb-12"])
    #expect(announcement.players.map(\.isStarter) == [true, true, false])
    #expect(announcement.players.map(\.name) == ["Goal 2", "Short", "Twelve"])
    #expect(announcement.players.allSatisfy { $0.isGoalkeeper == $0.isStarter })
  }

  @Test func withoutAListTheFirstStartingElevenIsAtHome() throws {
    let announcement = try #require(try Self.records([], listed: false).announcement)
    #expect(announcement.home.id == "statsbomb-1")
    #expect(announcement.kickOff.description == "2000-01-01T00:00:00.000Z")
  }

  @Test func placesLieInTheStadiumFrame() throws {
    let frame = """
      ,"freeze_frame":[{"location":[120,40],"player":{"id":21,"name":"x"},"position":{"id":1,"name":"Goalkeeper"},"teammate":false}]
      """
    let records = try Self.records([
      // Team 1 is away: towards −x in the first half, towards +x in the second.
      Self.event(5, "Shot", place: "[108, 36]", Self.shot("Saved", frame)),
      Self.event(6, "Shot", period: 2, place: "[108, 36]", Self.shot("Goal", frame)),
    ])
    let shots = records.events
    #expect(shots.map(\.direction) == [.left, .right])
    #expect(shots[0].location == Point(-41.5, -3.66))
    #expect(shots[1].location == Point(41.5, 3.66))
    #expect(shots[0].detail.shot?.freezeFrame?.first?.location == Point(-52.5, 0))
    #expect(shots[0].detail.shot?.freezeFrame?.first?.isGoalkeeper == true)
    #expect(shots[0].detail.shot?.origin == .corner)
    #expect(shots[0].detail.shot?.technique == .halfVolley)
    #expect(shots[1].detail.shot?.isGoal == true)
    #expect(shots.allSatisfy { $0.isUnderPressure == false })
  }

  @Test(arguments: [
    ("Off T", ShotOutcome.wide), ("Saved Off Target", .wide), ("Saved to Post", .woodwork),
    ("Post", .woodwork),
    ("Wayward", .mishit), ("Blocked", .blocked), ("Saved", .saved), ("Goal", .goal),
  ]) func outcomesAreOurs(name: String, outcome: ShotOutcome) throws {
    let records = try Self.records([Self.event(5, "Shot", Self.shot(name))])
    #expect(records.events.first?.detail.shot?.outcome == outcome)
  }

  @Test func duelsAreToldOnce() throws {
    func related(_ other: Int) -> String { "\"related_events\":[\"id-\(other)\"]" }
    func fifty(_ outcome: String) -> String { "\"50_50\":{\"outcome\":{\"id\":1,\"name\":\"\(outcome)\"}}" }
    let records = try Self.records([
      Self.event(5, "50/50", "\(related(6)),\(fifty("Lost"))"),
      Self.event(6, "50/50", team: 2, player: 21, "\(related(5)),\(fifty("Won"))"),
      Self.event(
        7, "Duel", team: 2, player: 21,
        "\(related(8)),\"duel\":{\"type\":{\"id\":1,\"name\":\"Aerial Lost\"}}"),
      Self.event(8, "Clearance", related(7)),
      Self.event(9, "Dribbled Past", team: 2, player: 21, related(10)),
      Self.event(10, "Dribble", related(9)),
      Self.event(
        11, "Duel", team: 2, player: 21,
        "\(related(10)),\"duel\":{\"type\":{\"id\":1,\"name\":\"Tackle\"},\"outcome\":{\"id\":1,\"name\":\"Success In Play\"}}"
      ),
    ])
    let duels = records.events.compactMap(\.detail.duel)
    #expect(duels.map(\.winnerID) == ["statsbomb-21", "statsbomb-11", "statsbomb-11", "statsbomb-21"])
    #expect(duels.map(\.loserID) == ["statsbomb-11", "statsbomb-21", "statsbomb-21", "statsbomb-11"])
    #expect(duels.map(\.isAerial) == [false, true, false, false])
    #expect(duels.map(\.defendingTeamID) == [nil, "statsbomb-2", "statsbomb-2", "statsbomb-2"])
  }

  @Test func anOwnGoalIsOneEventOfTheTeamThatConceded() throws {
    let records = try Self.records([
      Self.event(5, "Own Goal For", team: 2, player: nil, place: nil, "\"related_events\":[\"id-6\"]"),
      Self.event(6, "Own Goal Against", "\"related_events\":[\"id-5\"]"),
      Self.event(7, "Own Goal For", team: 2, player: nil, place: nil),
    ])
    #expect(records.events.map(\.type) == [.ownGoal, .ownGoal])
    #expect(records.events.map(\.teamID) == ["statsbomb-1", "statsbomb-1"])
    #expect(records.events[0].playerID == "statsbomb-11")
  }

  @Test func cardsAreEventsOfTheirOwn() throws {
    let card = "{\"card\":{\"id\":1,\"name\":\"Second Yellow\"}}"
    let records = try Self.records([
      Self.event(5, "Foul Committed", "\"foul_committed\":\(card)"),
      Self.event(6, "Bad Behaviour", "\"bad_behaviour\":\(card)"),
    ])
    #expect(records.events.map(\.id) == ["id-5", "id-5-card", "id-6"])
    #expect(records.events.map(\.type) == [.foul, .card, .card])
    #expect(records.events[2].detail.card?.colour == .secondYellow)
  }

  @Test func failedWinsOfTheBallAreTouches() throws {
    let records = try Self.records([
      Self.event(5, "Ball Recovery", "\"ball_recovery\":{\"recovery_failure\":true}"),
      Self.event(6, "Ball Recovery"),
      Self.event(7, "Interception", "\"interception\":{\"outcome\":{\"id\":1,\"name\":\"Lost Out\"}}"),
      Self.event(8, "Interception", "\"interception\":{\"outcome\":{\"id\":1,\"name\":\"Won\"}}"),
    ])
    #expect(records.events.map(\.type) == [.touch, .recovery, .touch, .interception])
  }

  @Test func periodsFollowEachOther() throws {
    let records = try Self.records([
      Self.event(5, "Half End", player: nil, time: "00:46:00.500", place: nil),
      Self.event(6, "Pressure", period: 2, time: "00:00:10.000"),
    ])
    let moments = records.moments
    #expect(
      moments.map(\.id) == [
        "announced", "period_started-1", "period_ended-1", "period_started-2", "period_ended-2", "finished",
        "closed",
      ])
    #expect(moments[2].clock == 2760.5)
    #expect(moments[3].time?.description == "2024-05-06T21:46:00.500Z")
    #expect(records.events.first?.time?.description == "2024-05-06T21:46:10.500Z")
    #expect(records.events.first?.detail == .other(name: "Pressure"))
  }

  @Test(arguments: [
    ("\"location\":[1]", "[2].location"), ("\"possession\":\"x\"", "[2].possession"),
    ("\"timestamp\":\"1:2\"", "[2].timestamp"), ("\"period\":6", "[2].period"),
  ]) func faultsNameTheField(field: String, path: String) throws {
    // The first of two equal keys counts, so the bad one stands first.
    let bad = "{\(field)," + Self.event(5, "Pressure").dropFirst()
    let error = #expect(throws: FeedError.self) { try Self.records([bad]) }
    #expect(error?.field == path)
    #expect(error?.file.hasSuffix("77.json") == true)
  }

  @Test func aCutFileGivesNothing() throws {
    let folder = TemporaryFolder()
    folder.write("77.json", "[\(Self.start.joined(separator: ",")),\(Self.event(5, "Pass").prefix(150))")
    var given = 0
    #expect(throws: FeedError.self) {
      for match in try FeedSource.open(path: folder.path).matches { try match.read { _ in given += 1 } }
    }
    #expect(given == 0)
  }
}
