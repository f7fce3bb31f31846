import Football
import Formats
import Formula1

/// A made race: 22 cars, laps of 90 s with a little wear, one stop each, and what live timing sends between the
/// lines: three sectors a lap, and a gap every four seconds.
struct BenchRace {
  static let cars = 22
  static let lapSeconds = 90.0
  let matchID: String
  let laps: Int

  var announcement: SessionRecord {
    SessionRecord(
      matchID: matchID, moment: .announced,
      announcement: RaceAnnouncement(
        matchID: matchID, season: "f1-2026", event: "Bench Grand Prix",
        start: Timestamp(microseconds: 1_772_000_000_000_000), laps: laps,
        entries: (0..<Self.cars).map {
          RaceEntry(driver: Self.driver($0), number: $0 + 1, team: "T\($0 / 2)")
        },
        provider: "bench"))
  }

  /// In order of the session clock.
  var timing: [TimingRecord] {
    var records: [TimingRecord] = []
    for car in 0..<Self.cars { add(car, to: &records) }
    return records.enumerated().sorted {
      ($0.element.sessionTime, $0.offset) < ($1.element.sessionTime, $1.offset)
    }.map(\.element)
  }

  private static func driver(_ car: Int) -> String { "C\(car < 10 ? "0" : "")\(car)" }

  private func add(_ car: Int, to records: inout [TimingRecord]) {
    let driver = Self.driver(car)
    // Two by two: the second of each pair stops a lap before the first.
    let stop = 11 + car / 2 + (car % 2 == 0 ? 1 : 0)
    var (at, age, gaps) = (5 + 1.3 * Double(car), 0, 0)
    func say(_ id: String, _ at: Double, _ lap: Int, _ detail: TimingDetail, revision: Int = 0) {
      records.append(
        TimingRecord(
          matchID: matchID, id: "\(id)-\(driver)-\(lap)", revision: Int64(revision), sessionTime: at,
          raceLap: lap,
          driver: driver, detail: detail))
    }
    say("stint", 1, 1, .stint(Stint(number: 1, startLap: 1, compound: .soft, age: 0)))
    for lap in 1...laps {
      let (isIn, isOut) = (lap == stop, lap == stop + 1)
      if isOut { age = 0 }
      age += 1
      // Waves in the pace, of another length for each car, move the gaps.
      let wave = Double((lap * 7 + car * 5) % 11) * 0.03
      let lapTime =
        Self.lapSeconds + 0.05 * Double(age) + 0.01 * Double(car) + wave + (isOut ? 18 : 0) + (isIn ? 4 : 0)
      let start = at
      if isOut {
        say("pit_out", start + 19, lap, .pitOut(lap: lap))
        say("stint", start + 19, lap, .stint(Stint(number: 2, startLap: lap, compound: .hard, age: 0)))
      }
      for sector in 1...3 {
        say(
          "sector\(sector)", start + lapTime * Double(sector) / 3 - 0.001, lap,
          .sector(Sector(lap: lap, sector: sector, seconds: lapTime / 3)))
      }
      for step in stride(from: 4.0, to: lapTime, by: 4) {
        gaps += 1
        say(
          "gap\(gaps)", start + step, lap,
          .gap(Gap(position: car + 1, interval: .seconds(1.3 + wave))))
      }
      at += lapTime
      if isIn { say("pit_in", at - 3, lap, .pitIn(lap: lap)) }
      say("lap", at, lap, .lap(Lap(lap: lap, lapTime: lapTime, position: car + 1)))
    }
  }
}
