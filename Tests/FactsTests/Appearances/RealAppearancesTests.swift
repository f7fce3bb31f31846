import Football
import Formats
import Testing

@testable import Facts

@Suite(.enabled(if: RealMatch.isThere, RealMatch.hint))
struct RealAppearancesTests {
  private func last(_ log: [FeedRecord]) throws -> JSONNode {
    var run = FactRun(AppearancesFact.self)
    for record in log { run.take(record) }
    let record = try #require(run.standing["appearances"])
    return try JSONParser(maxBytes: 1 << 20).parse(record.json)
  }

  /// The final of 2018: halves of 48:26 and 50:03, France 4 Croatia 2.
  @Test func theFinal() throws {
    let record = try last(try RealMatch.log("statsbomb_wc2018", match: "8658"))
    #expect(record["state"]?.string == "finished")
    #expect(record["home"]?["goals"]?.int64 == 4)
    #expect(record["away"]?["goals"]?.int64 == 2)
    let minutes = try #require(record["minutes"]?.double)
    #expect(abs(minutes - (48 + 26.0 / 60 + 50 + 3.0 / 60)) < 0.05)
    for side in ["home", "away"] {
      let players = try #require(record[side]?["players"])
      // Eleven on the pitch all the time, but for the 35 s that one was off.
      let sum = (0..<players.count).reduce(0.0) { $0 + (players[$1]?["minutes"]?.double ?? 0) }
      #expect(abs(sum - 11 * minutes) < 0.7)
      let starters = (0..<players.count).count { players[$0]?["starter"]?.bool == true }
      #expect(starters == 11)
    }
  }

  @Test func theDFLMatch() throws {
    let record = try last(try RealMatch.log("dfl_J03WPY"))
    #expect(record["state"]?.string == "finished")
    #expect(record["home"]?["goals"]?.int64 == 0)
    #expect(record["away"]?["goals"]?.int64 == 1)
    let minutes = try #require(record["minutes"]?.double)
    #expect((92...105).contains(minutes))
    for side in ["home", "away"] {
      let players = try #require(record[side]?["players"])
      let sum = (0..<players.count).reduce(0.0) { $0 + (players[$1]?["minutes"]?.double ?? 0) }
      #expect(abs(sum - 11 * minutes) < 0.01)
    }
    #expect(record["changes"]?.count == 9)
  }
}
