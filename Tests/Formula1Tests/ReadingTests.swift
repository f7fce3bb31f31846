import Formats
import Formula1
import Records
import Testing

@Suite struct GapTextTests {
  @Test(arguments: [
    ("LAP 12", GapText.leading(lap: 12)), ("1L", .laps(1)), ("2 LAPS", .laps(2)), ("+1L", .laps(1)),
    ("+1.234", .seconds(1.234)), ("1:02.5", .seconds(62.5)), ("0.000", .seconds(0)),
  ])
  func words(_ text: String, _ gap: GapText) { #expect(GapText(text) == gap) }

  @Test(arguments: ["", "L", "LAP", "+", "1.2.3.x", "1:xx", "nan", "LAP 1 2", "-1.0"])
  func nonsense(_ text: String) { #expect(GapText(text) == nil) }
}

@Suite struct PenaltyTests {
  @Test func raceControlsWords() throws {
    let time = try #require(
      Penalty.read("FIA STEWARDS: 5 SECOND TIME PENALTY FOR CAR 44 (HAM) - SPEEDING IN THE PIT LANE"))
    #expect(time.driver == "HAM")
    #expect(time.penalty == Penalty(kind: .time, seconds: 5))
    let drive = try #require(Penalty.read("DRIVE THROUGH PENALTY FOR CAR 1 (VER) - FALSE START"))
    #expect(drive.penalty.kind == .driveThrough)
    let stop = try #require(Penalty.read("10 SECOND STOP/GO PENALTY FOR CAR 20 (MAG) - CAUSING A COLLISION"))
    #expect(stop.penalty == Penalty(kind: .stopAndGo, seconds: 10))
    let served = try #require(
      Penalty.read("FIA STEWARDS: PENALTY SERVED - 5 SECOND TIME PENALTY FOR CAR 44 (HAM)"))
    #expect(served.penalty.isServed)
    #expect(Penalty.read("TURN 4 INCIDENT INVOLVING CAR 44 (HAM) NOTED") == nil)
  }
}

@Suite struct TimingRecordTests {
  private func again(_ record: TimingRecord) throws -> TimingRecord {
    var writer = JSONWriter()
    record.write(into: &writer)
    return try TimingRecord(RecordFields(try JSONParser(maxBytes: 1 << 16).parse(writer.bytes)))
  }

  @Test func everyKindIsReadAsWritten() throws {
    let details: [TimingDetail] = [
      .lap(Lap(lap: 13, lapTime: 95.5, position: 3, statuses: [TrackStatuses(.yellow)], isDeleted: true)),
      .sector(Sector(lap: 2, sector: 3, seconds: 21.5)), .pitIn(lap: 13), .pitOut(lap: 14),
      .stint(Stint(number: 2, startLap: 14, compound: .medium, compoundName: "C2", age: 0, isFresh: true)),
      .gap(Gap(position: 2, toLeader: .seconds(1.25), interval: .laps(1))), .trackStatus(.safetyCar),
      .raceControl(RaceControl(message: "GREEN LIGHT", category: "Flag", flag: "GREEN")),
      .weather(Weather(air: 24, track: 30.5, isRaining: true, wind: 2, humidity: 40)), .lapCount(total: 57),
      .retirement, .penalty(Penalty(kind: .stopAndGo, seconds: 10, isServed: true)),
    ]
    for detail in details {
      let driver = detail.kind == .weather || detail.kind == .trackStatus ? nil : "HAM"
      let record = TimingRecord(
        matchID: "f1-2019-02", id: "x-1", revision: 2, sessionTime: 1501.25, raceLap: 13, driver: driver,
        detail: detail)
      #expect(try again(record) == record)
    }
    #expect(Set(details.compactMap(\.kind)) == Set(TimingKind.allCases))
  }

  @Test(arguments: [
    #"{"match_id":"m","id":"a","type":"lap","session_s":1,"lap":3}"#,  // whose lap?
    #"{"match_id":"m","id":"a","type":"lap","driver":"HAM","lap":3}"#,  // when?
    #"{"match_id":"m","id":"a","type":"lap","driver":"HAM","session_s":1,"lap":900}"#,
    #"{"match_id":"m","id":"a","type":"stint","driver":"HAM","session_s":1,"stint":1,"lap":1,"compound":"CHEESE"}"#,
    #"{"match_id":"m","id":"a","type":"track_status","session_s":1,"status":"foggy"}"#,
  ])
  func badRecordsAreRefused(_ json: String) throws {
    let node = try JSONParser(maxBytes: 1 << 16).parse(json)
    #expect(throws: RecordError.self) { try TimingRecord(RecordFields(node)) }
  }
}
