import Formats
import Formula1
import Foundation
import Testing

/// Streams made for this test in the form of F1's archive: no recording is at hand.
@Suite struct LiveTests {
  private static let streams: [String: String] = [
    "SessionInfo":
      #"00:00:00.100{"Meeting":{"Name":"Bahrain Grand Prix","Number":2,"Key":1},"StartDate":"2019-03-31T15:10:00"}"#,
    "DriverList": """
    00:00:00.200{"44":{"RacingNumber":"44","Tla":"HAM","TeamName":"Mercedes"},"5":{"Tla":"VET","TeamName":"Ferrari"}}
    """,
    "LapCount": #"00:00:01.000{"CurrentLap":1,"TotalLaps":57}"#,
    "TimingAppData": """
    00:00:02.000{"Lines":{"44":{"Stints":[{"Compound":"UNKNOWN","New":"true","StartLaps":0}]}}}
    00:02:10.000{"Lines":{"44":{"Stints":{"0":{"Compound":"SOFT"}}}}}
    """,
    "TrackStatus": """
    00:00:01.500{"Status":"1","Message":"AllClear"}
    00:03:00.000{"Status":"4","Message":"SCDeployed"}
    """,
    "TimingData": """
    00:01:40.000{"Lines":{"44":{"NumberOfLaps":1,"Position":"1","GapToLeader":"LAP 1"}}}
    00:01:41.500{"Lines":{"5":{"NumberOfLaps":1,"GapToLeader":"+1.500","IntervalToPositionAhead":{"Value":"+1.500"}}}}
    00:03:15.000{"Lines":{"44":{"NumberOfLaps":2}}}
    00:03:15.400{"Lines":{"44":{"LastLapTime":{"Value":"1:35.000"}}}}
    00:03:20.000{"Lines":{"5":{"GapToLeader":"1L"}}}
    00:04:40.000{"Lines":{"44":{"InPit":true}}}
    00:04:50.000{"Lines":{"44":{"NumberOfLaps":3,"LastLapTime":{"Value":"1:35.900"}}}}
    00:05:05.000{"Lines":{"44":{"InPit":false}}}
    00:06:00.000{"Lines":{"5":{"Retired":true}}}
    00:06:30.000{"Lines":{"5":{"Retired":false}}}
    """,
    "RaceControlMessages": """
    00:04:55.000{"Messages":{"1":{"Message":"CAR 44 (HAM) TIME 1:35.900 DELETED - TRACK LIMITS AT TURN 4 LAP 3"}}}
    00:05:10.000{"Messages":{"2":{"Message":"5 SECOND TIME PENALTY FOR CAR 44 (HAM) - SPEEDING"}}}
    00:06:10.000{"Messages":{"3":{"Message":"PENALTY SERVED - 5 SECOND TIME PENALTY FOR CAR 44 (HAM)"}}}
    """,
    "WeatherData":
      #"00:00:30.000{"AirTemp":"24.1","TrackTemp":"30.2","Rainfall":"0","WindSpeed":"1.2","Humidity":"40"}"#,
  ]

  private func folder() throws -> LiveFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    var files: [String] = []
    for (name, text) in Self.streams {
      let file = url.appending(path: "\(name).jsonStream")
      try Data(("\u{FEFF}" + text + "\r\n").utf8).write(to: file)
      files.append(file.path)
    }
    return LiveFolder(folder: url.path, files: files)
  }

  /// Telemetry is deflated, so that no line of it holds an object: it is left out by name.
  @Test func whatIsNotUsedIsNamed() throws {
    let plain = try folder()
    let url = URL(filePath: plain.folder)
    var files = plain.files
    for name in ["CarData.z.jsonStream", "Position.z.jsonStream.gz", "Heartbeat.jsonStream"] {
      let file = url.appending(path: name)
      try Data("00:00:01.000\"7ZQ9C8IwEIb/y82pXO7ykWR1VhfFD8SF\"\r\n".utf8).write(to: file)
      files.append(file.path)
    }
    let folder = LiveFolder(folder: plain.folder, files: files.sorted())
    #expect(folder.unused == ["CarData.z", "Heartbeat", "Position.z"])
    #expect(folder.files == plain.files.sorted())
    #expect(try folder.timing() == plain.timing())
    #expect(plain.unused.isEmpty)
  }

  @Test func aRaceIsAnnounced() throws {
    let race = try folder().announcement()
    #expect(race.matchID == "f1-2019-02")
    #expect(race.season == "f1-2019")
    #expect(race.laps == 57)
    #expect(race.entries.map(\.driver) == ["HAM", "VET"])
  }

  @Test func streamsBecomeRecords() throws {
    let records = try folder().timing()
    func all(_ id: String) -> [TimingRecord] { records.filter { $0.id == id } }
    // What is revised keeps its own moment; all else is in order.
    let first = records.filter { $0.revision == 0 }.map(\.sessionTime)
    #expect(first == first.sorted())
    // The time of lap 2 came after its count: one revision more, at the lap's own moment.
    #expect(all("lap-HAM-2").map(\.revision) == [0, 1])
    #expect(all("pit_in-HAM-3").count == 1)
    #expect(all("pit_out-HAM-4").count == 1)
    // The compound came late.
    let stints = all("stint-HAM-1").map(\.detail)
    #expect(stints.count == 2)
    if case .stint(let stint)? = stints.last { #expect(stint.compound == .soft && stint.startLap == 1) }
    // A deleted time, gaps in words, a car that stood and went on.
    if case .lap(let lap)? = all("lap-HAM-3").last?.detail {
      #expect(lap.isDeleted && lap.statuses.isNeutralised)
    }
    if case .gap(let gap)? = all("gap-VET").last?.detail { #expect(gap.toLeader == .laps(1)) }
    #expect(all("retirement-VET").map(\.isWithdrawn) == [false, true])
    let penalties = all("penalty-HAM-1")
    #expect(penalties.count == 2)
    if case .penalty(let last)? = penalties.last?.detail { #expect(last.isServed && last.seconds == 5) }
    // Every revision of an id is another one.
    let names = records.map { "\($0.id)/\($0.revision)" }
    #expect(Set(names).count == names.count)
  }
}
