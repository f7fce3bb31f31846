import Football
import Testing

@Suite struct WyscoutFeedTests {
  static let header =
    "match_id,event_id,period,period_sec,event,sub_event,team_id,player_id,x,y,end_x,end_y,tags\n"

  static func records(_ rows: String, match: String? = nil) throws -> [FeedRecord] {
    let folder = TemporaryFolder()
    folder.write("season/events.csv", header + rows)
    folder.write(
      "season/lineups.csv",
      "match_id,team_id,player_id,starter,on_minute,off_minute\n7,1,11,1,0,46\n7,1,12,0,46,\n7,2,21,1,0,\n8,1,11,1,0,\n8,2,21,1,0,\n"
    )
    folder.write(
      "matches_wyscout.csv",
      "match_id,competition,kickoff_utc,gameweek,home_id,home,away_id,away\n7,Bundesliga,2017-08-18 18:30:00,1,1,Eins,2,Zwei\n"
    )
    folder.write("players_wyscout.csv", "player_id,short_name,role\n11,E. Lf,MID\n21,Z. Ti,GKP\n")
    var records: [FeedRecord] = []
    let source = try FeedSource.open(path: folder.path + "/season", matches: match.map { [$0] } ?? [])
    try source.matches[0].read { records.append($0) }
    return records
  }

  @Test func oneMatchOfASeason() throws {
    let records = try Self.records(
      """
      7,100,1H,2.5,Pass,Cross,1,11,50,50,100,0,801 1801
      7,101,1H,3.5,Shot,Shot,1,11,90,50,100,50,101 402 1901 1801
      7,102,2H,10,Free Kick,Penalty,2,21,90,50,,,1802 401
      8,103,1H,1,Pass,Simple pass,1,11,1,1,2,2,1802

      """, match: "7")
    let announcement = try #require(records.announcement)
    #expect(announcement.matchID == "wyscout-7" && announcement.season == "wyscout-bundesliga-2017-18")
    #expect(announcement.players.map(\.name) == ["E. Lf", "wyscout-12", "Z. Ti"])
    let events = records.events
    #expect(events.map(\.id) == ["100", "101", "substitution-11-12", "102"])
    #expect(events[0].location == Point(0, 0) && events[0].end == Point(52.5, 34))
    #expect(events[0].detail.pass?.isCross == true && events[0].detail.pass?.height == .high)
    #expect(events[1].detail.shot?.isGoal == true && events[1].detail.shot?.origin == .counterAttack)
    #expect(events[1].location == Point(42, 0))
    #expect(events[2].period == 2 && events[2].clock == 0)
    #expect(events[3].detail.shot?.restart == .penalty && events[3].direction == .right)
  }

  @Test func bothRowsOfADuelAreOneDuel() throws {
    let records = try Self.records(
      """
      7,100,1H,2,Duel,Ground attacking duel,1,11,50,50,51,50,701 1802
      7,101,1H,2.2,Duel,Ground defending duel,2,21,50,50,49,50,703 1801
      7,102,1H,5,Duel,Air duel,1,11,50,50,51,50,702
      7,103,1H,5.2,Duel,Air duel,2,21,50,50,49,50,702
      7,104,1H,9,Duel,Air duel,1,11,50,50,49,50,703

      """)
    let duels = records.events.compactMap(\.detail.duel)
    #expect(duels.map(\.winnerID) == ["wyscout-21", nil, "wyscout-11"])
    #expect(duels.map(\.loserID) == ["wyscout-11", nil, nil])
    #expect(duels.map(\.loserTeamID) == ["wyscout-1", nil, "wyscout-2"])
    #expect(duels.map(\.defendingTeamID) == ["wyscout-2", nil, nil])
  }

  @Test func tagsMakeEvents() throws {
    let records = try Self.records(
      """
      7,100,1H,2,Foul,Foul,1,11,50,50,,,1702
      7,101,1H,3,Others on the ball,Touch,2,21,5,50,,,102
      7,102,1H,4,Pass,Simple pass,2,21,5,50,9,50,1401 1801

      """)
    #expect(
      records.events.filter { $0.period == 1 }.map(\.id) == [
        "100", "100-card", "101", "101-own-goal", "102", "102-interception",
      ])
    #expect(
      records.events.filter { $0.period == 1 }.map(\.type) == [
        .foul, .card, .touch, .ownGoal, .pass, .interception,
      ])
  }

  @Test(arguments: [
    ("7,100,H1,2,Pass,x,1,11,5,5,,,", "period"), ("7,100,1H,2,Pass,x,1,11,5,5,,,17x", "tags"),
  ])
  func faultsNameLineAndColumn(row: String, column: String) throws {
    let error = #expect(throws: FeedError.self) { try Self.records(row + "\n") }
    #expect(error?.line == 2 && error?.field == column)
    // In the second match of the file, too, lines are those of the file.
    let good = "8,1,1H,1,Pass,Simple pass,1,11,1,1,2,2,1802\n\n"
    let later = #expect(throws: FeedError.self) { try Self.records(good + row + "\n", match: "7") }
    #expect(later?.line == 4 && later?.field == column)
  }
}
