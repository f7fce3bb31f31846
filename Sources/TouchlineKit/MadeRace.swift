import Football
import Formats
import Formula1

/// A race for tests: every car laps steadily, and stops when it is told to.
public struct MadeRace: Sendable {
  public let cars: Int
  public let laps: Int
  private let stops: [Int: [Int]]
  /// Seconds between two cars on the grid.
  private let spacing = 1.5

  /// - Parameter stops: in-laps by car.
  public init(cars: Int = 22, laps: Int = 40, stops: [Int: [Int]] = [:]) {
    self.cars = cars
    self.laps = laps
    self.stops = stops
  }

  /// The car's name; the cars are counted from the front of the grid.
  public static func driver(_ car: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return "C" + String(letters[car / 26]) + String(letters[car % 26])
  }

  public var announcement: RaceAnnouncement {
    RaceAnnouncement(
      matchID: "f1-2026-01", season: "f1-2026", event: "Made Grand Prix",
      start: Timestamp(microseconds: 1_772_000_000_000_000), laps: laps,
      entries: (0..<cars).map { RaceEntry(driver: Self.driver($0), number: $0 + 1, team: "T\($0 / 2)") },
      rules: TyreRules(), provider: "made")
  }

  /// In order of the session clock.
  public var timing: [TimingRecord] {
    var records: [TimingRecord] = []
    for car in 0..<cars {
      let driver = Self.driver(car)
      var at = 100 + Double(car) * spacing
      var age = 0
      var number = 1
      func add(_ id: String, _ at: Double, _ lap: Int, _ detail: TimingDetail) {
        records.append(
          TimingRecord(
            matchID: "f1-2026-01", id: id, sessionTime: at, raceLap: lap, driver: driver, detail: detail))
      }
      add("stint-\(driver)-1", 1, 1, .stint(Stint(number: 1, startLap: 1, compound: .soft, age: 0)))
      for lap in 1...laps {
        let isOut = stops[car]?.contains(lap - 1) ?? false
        let isIn = stops[car]?.contains(lap) ?? false
        let start = at
        age += 1
        // Fresh tyres are a second and a half faster; each lap on them costs 0.08 s.
        at += 90 + 0.08 * Double(age) + 0.02 * Double(car) + (isOut ? 18 : 0) + (isIn ? 4 : 0)
        if isOut {
          add("pit_out-\(driver)-\(lap)", start + 19, lap, .pitOut(lap: lap))
          add(
            "stint-\(driver)-\(number)", start + 19, lap,
            .stint(Stint(number: number, startLap: lap, compound: .hard, age: 0)))
        }
        if isIn {
          add("pit_in-\(driver)-\(lap)", at - 3, lap, .pitIn(lap: lap))
          age = 0
          number += 1
        }
        add("lap-\(driver)-\(lap)", at, lap, .lap(Lap(lap: lap, lapTime: at - start, position: car + 1)))
      }
    }
    return records.enumerated().sorted {
      ($0.element.sessionTime, $0.offset) < ($1.element.sessionTime, $1.offset)
    }
    .map(\.element)
  }

  /// The whole log: announcement, timing, end.
  public var records: [FeedRecord] {
    let moment = { (moment: SessionMoment, announcement: RaceAnnouncement?) in
      FeedRecord.session(
        SessionRecord(matchID: "f1-2026-01", moment: moment, announcement: announcement))
    }
    return [moment(.announced, announcement)] + timing.map { .timing($0) } + [
      moment(.finished, nil), moment(.closed, nil),
    ]
  }
}
