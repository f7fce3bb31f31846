import Football
import Formats
import Testing

@testable import Facts

@Suite(.enabled(if: RealMatch.isThere, RealMatch.hint))
struct RealSetPieceTests {
  typealias Fact = SetPieceFact<GivenShotValues>

  private func kinds(_ run: FactRun) -> [String: Int] {
    Dictionary(run.standing.keys.map { (run.field($0, "kind") ?? "?", 1) }, uniquingKeysWith: +)
  }

  private func run(_ log: [FeedRecord]) -> FactRun {
    var run = FactRun(Fact.self)
    for record in log {
      if case .frame = record { continue }
      run.take(record)
    }
    return run
  }

  /// Eleven corners and twenty free kicks; one shot is ascribed by the DFL to a corner.
  @Test func theDFLMatch() throws {
    let run = run(try RealMatch.log("dfl_J03WPY"))
    #expect(kinds(run) == ["\"corner\"": 11, "\"free_kick\"": 20])
    // The corner of 13:18 and the header past the goal that the DFL ascribes to it.
    let scored = run.standing.keys.filter {
      run.field($0, "grade") != nil && run.field($0, "kind") == "\"corner\""
    }
    #expect(scored.count >= 1)
    #expect(run.standing.keys.allSatisfy { run.field($0, "team") != nil })
    #expect(run.standing.keys.allSatisfy { run.field($0, "zone") != nil })
  }

  /// As many as the source's own passes and shots of the types `Corner` and `Free Kick`.
  @Test(arguments: ["8658", "7582", "8655"])
  func aWorldCupMatch(match: String) throws {
    var expected: [String: Int] = [:]
    try RealMatch.statsBombEvents(match) { event in
      guard (event["period"]?.int64 ?? 9) < 5 else { return }
      let part = event["pass"] ?? event["shot"]
      switch part?["type"]?["name"]?.string {
      case "Corner": expected["\"corner\"", default: 0] += 1
      case "Free Kick": expected["\"free_kick\"", default: 0] += 1
      default: break
      }
    }
    #expect((expected["\"corner\""] ?? 0) > 3)
    let log = try RealMatch.log("statsbomb_wc2018", match: match)
    let whole = run(log)
    #expect(kinds(whole) == expected)
    let shuffled = run(FactRun.shuffled(log, within: 30, seed: 7))
    let isSame = shuffled.content == whole.content
    #expect(isSame)
  }
}
