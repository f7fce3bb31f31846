import Football
import Formats
import Testing

@Suite struct SkillCornerFeedTests {
  static let information = """
    {"id": 5, "date_time": "2025-01-02T18:30:00Z", "pitch_length": 104, "pitch_width": 68,
     "home_team": {"id": 1, "name": "Home"}, "away_team": {"id": 2, "name": "Away"},
     "ball": {"trackable_object": 55}, "competition_edition": {"competition": {"id": 6, "name": "L"}, "season": {"id": 7, "name": "24/25"}},
     "players": [
      {"id": 900, "trackable_object": 1900, "team_id": 2, "first_name": "A", "last_name": "Way", "number": 4, "start_time": "00:00:00", "player_role": {"acronym": "CB", "name": "Center Back"}},
      {"id": 800, "trackable_object": 1800, "team_id": 1, "first_name": "H", "last_name": "Ome", "number": 1, "start_time": null, "player_role": {"acronym": "GK", "name": "Goalkeeper"}}]}
    """

  static func records(_ frames: String, name: String = "structured_data.json") throws -> [FeedRecord] {
    let folder = TemporaryFolder()
    folder.write("match_data.json", information)
    folder.write(name, frames)
    var records: [FeedRecord] = []
    try FeedSource.open(path: folder.path).matches[0].read { records.append($0) }
    return records
  }

  @Test func theArrayIsStreamedIntoFrames() throws {
    let records = try Self.records(
      """
      [{"frame": 7, "data": [], "period": null, "time": null},
       {"frame": 10, "data": [], "period": 1, "time": "0:00.00"},
       {"frame": 12, "data": [{"x": 1.5, "y": -2, "z": 0.3, "trackable_object": 55, "track_id": 1}, {"x": 3, "y": 4, "trackable_object": 1900},
         {"x": 9, "y": 9, "trackable_object": 1900}, {"x": 5, "y": 6, "group_name": "home team", "track_id": 9}, {"x": 5, "y": 6, "trackable_object": 22396}], "period": 1},
       {"frame": 50, "data": [{"x": 0, "y": 0, "trackable_object": 1800}], "period": 2}, {"frame": 51, "data": [], "period": 2}]
      """)
    let frames = records.frames
    #expect(frames.map(\.number) == [12, 50])
    #expect(frames.map(\.clock) == [0.2, 0])
    #expect(frames[0].objects.map(\.object) == [0, 2])
    #expect(frames[0].objects[1].x == 3 && frames[0].objects[1].speed.isNaN)
    #expect(frames[0].ballHeight == 0.3)
    #expect(frames[1].time.description == "2025-01-02T18:30:04.000Z")
    #expect(
      records.moments.map(\.id) == [
        "announced", "period_started-1", "period_ended-1", "period_started-2", "period_ended-2", "finished",
        "closed",
      ])
    #expect(records.moments[4].clock == 0.1)
    let announcement = try #require(records.announcement)
    #expect(announcement.matchID == "skillcorner-5" && announcement.season == "skillcorner-6-7")
    #expect(announcement.pitchLength == 104)
    #expect(announcement.players.map(\.id) == ["skillcorner-800", "skillcorner-900"])
    #expect(announcement.players.map(\.isStarter) == [false, true])
  }

  @Test func theNewerLinesAreReadToo() throws {
    let frames = try Self.records(
      """
      {"frame": 10, "timestamp": "00:00:00.00", "period": 1, "ball_data": {"x": null, "y": null, "z": null}, "possession": {}, "player_data": [{"x": 1, "y": 2, "player_id": 800, "is_detected": false}]}
      {"frame": 11, "timestamp": "00:00:00.10", "period": 1, "ball_data": {"x": 7, "y": 8, "z": 1, "is_detected": true}, "possession": {}, "player_data": []}
      """, name: "5_tracking.jsonl"
    ).frames
    #expect(frames.map { $0.objects.map(\.object) } == [[1], [0]])
    #expect(frames[0].objects[0].flags == TrackedObject.estimated)
    #expect(frames[1].objects[0].flags == 0 && frames[1].ballHeight == 1)
  }

  @Test func aCutFileIsAnErrorAfterWhatWasComplete() throws {
    let folder = TemporaryFolder()
    folder.write("match_data.json", Self.information)
    folder.write(
      "structured_data.json",
      "[{\"frame\": 1, \"data\": [{\"x\": 0, \"y\": 0, \"trackable_object\": 55}], \"period\": 1}, {\"frame\": 2, \"da"
    )
    var given = 0
    let error = #expect(throws: FeedError.self) {
      try FeedSource.open(path: folder.path).matches[0].read { record in
        if case .frame = record { given += 1 }
      }
    }
    #expect(given == 1)
    #expect(error?.record == 2)
  }

  @Test(arguments: [
    "[{\"frame\":1,\"data\":[],\"period\":1} {\"frame\":2,\"data\":[],\"period\":1}]",
    "[{\"frame\":1,\"data\":[],\"period\":1},]", "[{\"frame\":1,\"data\":[],\"period\":1}",
    "[{\"frame\":1,\"data\":[],\"period\":1},,{\"frame\":2,\"data\":[],\"period\":1}]",
    "[{\"frame\":1,\"data\":[],\"period\":1}, 5]", "[{\"frame\":1,\"data\":[,],\"period\":1}]",
    "[{\"frame\":5,\"data\":[],\"period\":1},{\"frame\":4,\"data\":[],\"period\":1}]",
  ]) func malformedArraysAreErrors(text: String) {
    #expect(throws: FeedError.self) { try Self.records(text) }
  }

  @Test func bracketsInStringsDoNotEndARecord() throws {
    let frames = try Self.records(
      "[{\"frame\":1,\"data\":[{\"x\":0,\"y\":0,\"trackable_object\":55,\"note\":\"}]\\\"{\"}],\"period\":1}]"
    ).frames
    #expect(frames.count == 1)
  }
}

@Suite struct HawkEyeFeedTests {
  static let header = "t_s,kind,team,jersey,role,person,x_m,y_m,z_m,speed_mps\n"

  @Test func rowsOfOneInstantAreAFrame() throws {
    let folder = TemporaryFolder()
    folder.write(
      "hawkeye_x/period1_minute2.csv",
      Self.header + "0.0,ball,,,,0,1,2,,3\n0.0,person,B,9,Outfielder,1,5,6,,7\n")
    folder.write(
      "hawkeye_x/period1_minute1.csv",
      Self.header
        + """
        0.0,ball,,,,0,0.1,-0.2,0.25,8
        0.0,person,,,Referee,1,0,0,,0
        0.0,person,B,4,Outfielder,2,3,4,,5.5
        0.02,person,A,1,Goalkeeper,3,-50,0,,
        0.02,person,B,4,Outfielder,2,3.1,4,,5.5
        60.0,person,B,4,Outfielder,2,3.1,4,,5.5

        """)
    var records: [FeedRecord] = []
    let source = try FeedSource.open(path: folder.path)
    try source.matches[0].read { records.append($0) }
    #expect(source.matches.map(\.matchID) == ["hawkeye-x"])
    let players = try #require(records.announcement).players
    #expect(players.map(\.id) == ["hawkeye-A-1", "hawkeye-B-4", "hawkeye-B-9"])
    #expect(players.map(\.isStarter) == [false, true, false])
    #expect(players.map(\.isGoalkeeper) == [true, false, false])
    let frames = records.frames
    #expect(frames.map(\.clock) == [0, 0.02, 60])
    #expect(frames.map(\.number) == [0, 1, 3000])
    #expect(frames.map { $0.objects.map(\.object) } == [[0, 2], [1, 2], [2]])
    #expect(frames[0].ballHeight == 0.25)
    #expect(frames[1].objects[0].speed.isNaN && frames[1].objects[1].speed == 5.5)
  }

  @Test(arguments: [
    ("x,person,A,1,G,3,0,0,,1", "t_s"), ("0.0,person,C,1,G,3,0,0,,1", "team"),
    ("0.0,person,A,1,G,3,,0,,1", "x_m"),
  ])
  func faultsNameLineAndColumn(row: String, column: String) throws {
    let folder = TemporaryFolder()
    let path = folder.write("period1_minute1.csv", Self.header + row + "\n")
    let error = #expect(throws: FeedError.self) { try FeedSource.open(path: path).matches[0].read { _ in } }
    #expect(error?.line == 2)
    #expect(error?.field == column)
  }
}
