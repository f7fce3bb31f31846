import Formula1
import Foundation
import Glibc
import Testing

@Suite struct LapsTests {
  private static let header =
    "season,round,event,driver,number,team,lap,lap_time_s,end_s,position,stint,compound,tyre_life,pit_in_s,pit_out_s,track_status"

  private func race(_ rows: [String]) throws -> LapsRace {
    let url = FileManager.default.temporaryDirectory.appending(path: "laps-\(UUID().uuidString).csv")
    try Data(([Self.header] + rows).joined(separator: "\n").utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try #require(try LapsTable(path: url.path).races.first)
  }

  @Test func aStopGivesItsRecordsInOrder() throws {
    let race = try race([
      "2025,3,Made Grand Prix,HAM,44,Ferrari,1,,160.0,1,1,SOFT,1,,3.0,1",
      "2025,3,Made Grand Prix,HAM,44,Ferrari,2,95.0,255.0,1,1,SOFT,2,252.0,,1",
      "2025,3,Made Grand Prix,HAM,44,Ferrari,3,112.0,367.0,2,2,HARD,1,,275.0,4",
      "2025,3,Made Grand Prix,VER,1,Red Bull,1,,161.0,2,1,UNKNOWN,,,4.0,1",
      "2025,3,Made Grand Prix,VER,1,Red Bull,2,95.5,256.5,2,1,UNKNOWN,,,,1",
      "2025,3,Made Grand Prix,VER,1,Red Bull,3,96.0,352.5,1,1,UNKNOWN,,,,4",
    ])
    #expect(race.matchID == "f1-2025-03")
    #expect(race.announcement.laps == 3)
    let records = race.timing()
    #expect(
      records.filter { $0.driver == "HAM" }.map(\.id) == [
        "stint-HAM-1", "lap-HAM-1", "pit_in-HAM-2", "lap-HAM-2", "pit_out-HAM-3", "stint-HAM-2", "lap-HAM-3",
      ])
    #expect(records.map(\.sessionTime) == records.map(\.sessionTime).sorted())
    // Both cars are in a lap under the safety car from when the later one began it.
    let status = try #require(records.first { $0.detail == .trackStatus(.safetyCar) })
    #expect(status.sessionTime == 256.5)
    // The lap that ends belongs to the leader's lap of that moment.
    #expect(records.first { $0.id == "lap-HAM-2" }?.raceLap == 2)
    #expect(records.first { $0.id == "pit_out-HAM-3" }?.raceLap == 3)
  }

  @Test func aTableWithoutItsColumnsIsRefused() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "laps-\(UUID().uuidString).csv")
    try Data("season,round,event\n2025,3,X\n".utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(throws: (any Error).self) { try LapsTable(path: url.path) }
  }

  @Test(.enabled(if: getenv("TOUCHLINE_DATA") != nil, "set TOUCHLINE_DATA to the folder of the shared data"))
  func bahrain2019HasAllItsLaps() throws {
    let folder = String(cString: getenv("TOUCHLINE_DATA"))
    let table = try LapsTable(
      path: "\(folder)/f1/laps.csv.gz", season: 2019, round: 2, results: "\(folder)/f1/results.csv.gz")
    let race = try #require(table.races.first)
    #expect(race.announcement.entries.count == 20)
    #expect(race.announcement.start.description.hasPrefix("2019-03-31T13:00:00"))
    let records = race.timing()
    #expect(records.count { if case .lap = $0.detail { true } else { false } } > 1000)
    #expect(records.contains { $0.id == "pit_in-HAM-13" })
    #expect(records.contains { $0.id == "pit_in-VET-14" })
  }
}
