import Football
import Formats
import Formula1
import Glibc
import Testing
import TouchlineKit

@testable import Facts

@Suite struct PitBattleTests {
  /// The second car stops on lap 12, the leader a lap later.
  private static let race = MadeRace(cars: 5, laps: 16, stops: [0: [13], 1: [12]])

  @Test func anUndercutFromThreatToDecision() {
    let records = Self.race.records.pitBattles().filter { $0.id == "CAB-CAA-1" }
    let phases = records.compactMap { $0.text("phase") }
    #expect(phases.first == "undercut_threat")
    #expect(phases.contains("undercut_running"))
    #expect(phases.last == "decided")
    let last = records.last
    #expect(last?.number("first_stop_lap") == 12)
    #expect(last?.number("second_stop_lap") == 13)
    #expect(last?.number("decided_lap") == 14)
    #expect(last?.text("kind") == "undercut")
    // A threat answers for both orders of the stops.
    #expect(records.first?.number("overcut_probability") != nil)
  }

  @Test func gapAndProbabilityAgree() {
    var foretold = 0
    for record in Self.race.records.pitBattles() {
      for (gap, probability) in [
        ("predicted_gap_s", "probability"), ("overcut_gap_s", "overcut_probability"),
      ] {
        guard let gap = record.number(gap), let probability = record.number(probability) else { continue }
        foretold += 1
        #expect((gap > 0) == (probability > 0.5), "\(record.id): \(gap) s, \(probability)")
      }
    }
    #expect(foretold > 20)
  }

  @Test func theSameLogGivesTheSameRecords() {
    let records = Self.race.records
    #expect(records.pitBattles() == records.pitBattles())
  }

  @Test func aStopTakenBackEndsTheBattle() {
    var records = Self.race.records
    let stop = records.firstIndex {
      if case .timing(let timing) = $0 { timing.id == "pit_in-CAB-12" } else { false }
    }
    records.insert(
      .timing(
        TimingRecord(
          matchID: "f1-2026-01", id: "pit_in-CAB-12", revision: 1, isWithdrawn: true, driver: "CAB",
          detail: .none(nil))), at: (stop ?? 0) + 1)
    let phases = records.pitBattles().filter { $0.id == "CAB-CAA-1" }.map {
      ($0.text("phase"), $0.text("reason"))
    }
    #expect(phases.contains { $0 == "off" && $1 == "corrected" })
  }

  @Test func twoStopsOnOneLapAreNoBattle() {
    let race = MadeRace(cars: 5, laps: 15, stops: [0: [12], 1: [12]])
    let ids = race.records.pitBattles().filter { $0.id.hasPrefix("CAB-CAA-") }
    #expect(ids.contains { $0.id == "CAB-CAA-1" && $0.text("reason") == "same_lap" })
    // No second one begins while both are at it.
    #expect(!ids.contains { $0.id != "CAB-CAA-1" && ($0.number("lap") ?? 0) < 14 })
  }

  @Test func aRetirementEndsTheBattle() {
    var records = Self.race.records
    let lap = records.firstIndex {
      if case .timing(let timing) = $0 { timing.id == "lap-CAA-8" } else { false }
    }
    records.insert(
      .timing(
        TimingRecord(
          matchID: "f1-2026-01", id: "retirement-CAA", sessionTime: 1, driver: "CAA", detail: .retirement)),
      at: (lap ?? 0) + 1)
    // Cars that are seen again go on: take its later laps out.
    records.removeAll {
      if case .timing(let timing) = $0, timing.driver == "CAA", case .lap(let lap) = timing.detail {
        lap.lap > 8
      } else {
        false
      }
    }
    let last = records.pitBattles().last { $0.id == "CAB-CAA-1" }
    #expect(last?.text("phase") == "off")
    #expect(last?.text("reason") == "retired")
  }

  @Test func aPenaltyMovesTheGapByItsSeconds() {
    let plain = PitPrediction(gap: 2, logOdds: 1.4, lapsToStop: 1, model: "m")
    let moved = plain.moved(by: -5)
    #expect(moved.gap == -3)
    #expect(moved.probability < 0.5)
    let back = PitPrediction(gap: 0.5, logOdds: 2.2, lapsToStop: 1, model: "m").moved(by: -1)
    #expect((back.gap > 0) == (back.probability > 0.5))
  }

  @Test func theModelInsideTheProgramIsWhatItsFileSays() throws {
    let catalogue = try PitCatalogue.readBundled()
    #expect(catalogue.newest.id == "pitbattle-2026-1")
  }

  /// Bahrain 2019: HAM stops on lap 13, VET on lap 14; .872 s behind before, 2.62 s ahead after.
  @Test(.enabled(if: getenv("TOUCHLINE_DATA") != nil, "set TOUCHLINE_DATA to the folder of the shared data"))
  func bahrain2019() throws {
    let folder = String(cString: getenv("TOUCHLINE_DATA"))
    let table = try LapsTable(path: "\(folder)/f1/laps.csv.gz", season: 2019, round: 2)
    let race = try #require(table.races.first)
    let log: [FeedRecord] =
      [.session(SessionRecord(matchID: race.matchID, moment: .announced, announcement: race.announcement))]
      + race.timing().filter { $0.raceLap <= 16 && ["HAM", "VET", "LEC", "BOT", nil].contains($0.driver) }.map
    { .timing($0) }
    let decided = try #require(
      log.pitBattles().last { $0.id.hasPrefix("HAM-VET-") && $0.text("phase") == "decided" })
    #expect(decided.number("first_stop_lap") == 13)
    #expect(decided.number("second_stop_lap") == 14)
    #expect(abs((decided.number("gap_before_s") ?? 0) - 0.872) < 0.0005)
    #expect(abs((decided.number("gap_after_s") ?? 0) - 2.62) < 0.005)
  }
}
