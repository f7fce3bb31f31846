import Football
import Foundation
import Postgres
import Testing
import TouchlineKit

@testable import Facts
@testable import Pipeline

/// Training from what is stored of past matches.
@Suite(.enabled(if: StoredLog.isPossible, StoredLog.absent))
struct StoredTrainingTests {
  @Test("shots: as the fact saw them, goals that count; no penalties, no shoot-outs, nothing withdrawn")
  func shots() async throws {
    try await StoredLog.withDatabase { connection in
      var match = MatchBuilder(id: "m-2", season: "league-2025")
      match.start(1)
      let goal = match.shot(.home, at: 60, from: Point(44, 3), .goal, origin: .corner)
      match.shot(.home, at: 63, from: Point(40, -5), .wide, bodyPart: .head)
      let cancelled = match.shot(.away, at: 900, from: Point(46, 0), .goal)
      match.cancelGoal(cancelled, at: 1000)
      let void = match.shot(.away, at: 1200, .goal)
      match.withdraw(void, at: 1300)
      match.penalty(.home, at: 1500)
      match.penalty(.home, at: 1600, .saved)
      match.start(5)
      match.penalty(.away, at: 10)
      match.finish()
      try StoredLog.store(match.records, connection)
      var live = MatchBuilder(id: "m-1", season: "league-2025")
      live.start(1)
      live.shot(.home, at: 60, .goal)
      try StoredLog.store(live.records, from: 1000, connection)

      var told: [Int] = []
      let lessons = try StoredTraining(connection).shots { told.append($0.done) }
      #expect(told == [1] && lessons.matches == 1 && lessons.notOver == 1)
      #expect(lessons.source == "from stored matches of league-2025, fed by test")
      let table = lessons.table
      #expect(table.rows.map(\.id) == [goal.id, "e2", cancelled.id])
      #expect(table.labels == [1, 0, 0])
      #expect((table.penalties, table.penaltyGoals, table.shootoutKicks) == (2, 1, 0))
      #expect(table.rows.map(\.origin) == ["corner", "unknown", "unknown"])
      #expect(table.rows.map(\.bodyPart) == ["right_foot", "head", "right_foot"])
      #expect(table.rows.allSatisfy { !$0.sight.hasPositions && $0.competition == "test" })
      var valuer = ShotValuer(settings: FactSettings())
      for record in match.records { _ = valuer.take(record) }
      for row in table.rows {
        let live = try #require(valuer.value(of: row.id)?.features)
        #expect(Self.columns(row.sight.features) == Self.columns(live), "\(row.id)")
      }
      // A judgement needs no file either: with the model that valued them, the values of the records.
      let judged = try XGoalsEvaluation.evaluate(table)
      #expect(judged.predictions.map(\.xGoals) == table.rows.compactMap { valuer.xGoals(ofShot: $0.id) })
    }
  }

  @Test("shots whose positions came from frames keep them, though frames are not stored")
  func tracked() async throws {
    try await StoredLog.withDatabase { connection in
      var match = MatchBuilder(id: "m-1")
      match.start(1)
      var frame: [FreezeFramePlayer] = [
        FreezeFramePlayer(location: Point(51, 0), isTeammate: false, isGoalkeeper: true)
      ]
      frame.append(FreezeFramePlayer(location: Point(47, 1), isTeammate: false, isGoalkeeper: false))
      match.event(
        .shot, .home, by: 9, at: 60, from: Point(42, 0),
        .shot(Shot(outcome: .wide, bodyPart: .head, freezeFrame: frame)))
      match.finish()
      try StoredLog.store(match.records, connection)
      let row = try #require(try StoredTraining(connection).shots { _ in }.table.rows.first)
      #expect(row.sight.hasPositions && row.sight.features[.goalkeeperToGoal] == 1.5)
      #expect(XGoalsPart.headers.takes(row.sight.features, hasPositions: row.sight.hasPositions))
    }
  }

  @Test("passes: as they stand, in order of play; kinds of which none arrives are not marked")
  func passes() async throws {
    try await StoredLog.withDatabase { connection in
      var match = MatchBuilder(id: "m-1")
      match.start(1)
      let late = match.pass(.away, by: 4, at: 30, from: Point(0, 0), end: Point(9, 9), .incomplete)
      match.pass(.home, by: 6, at: 20, from: Point(-20, 3), end: Point(0, 3))
      match.revise(late) { $0.detail = .pass(Pass(outcome: .complete)) }
      let gone = match.pass(.away, by: 5, at: 35, end: Point(3, 3))
      match.withdraw(gone)
      let renamed = match.pass(.away, by: 5, at: 36, end: Point(3, 3))
      match.revise(renamed) {
        $0.type = .clearance
        $0.detail = .none
      }
      for second in 0..<50 {
        match.pass(
          .home, by: 1, at: 100 + Double(second), from: Point(-50, 0), end: Point(0, 0), .incomplete,
          restart: .goalKick)
      }
      match.finish()
      try StoredLog.store(match.records, connection)
      let table = try StoredTraining(connection).passes { _ in }.table
      #expect(table.rows.map(\.id) == ["e2", late.id] && table.labels == [1, 1] && table.leftOut == 50)
      #expect(table.rows[1].situation.before?.seconds == 10)
    }
  }

  @Test("a foot that is told of crosses only is a foot")
  func feet() {
    func pass(_ id: String, isCross: Bool) -> Event {
      Event(
        matchID: "m", id: id, type: .pass, clock: isCross ? 1 : 2, teamID: "home", location: Point(1, 1),
        end: Point(2, 2), direction: .right,
        detail: .pass(
          Pass(outcome: .complete, bodyPart: isCross ? .leftFoot : .foot, isCross: isCross)))
    }
    let announcement = MatchBuilder().announcement
    var table = PassTable()
    table.take([pass("a", isCross: true), pass("b", isCross: false)], of: announcement)
    #expect(table.rows.map(\.situation.bodyPart) == [.foot, .foot])
    var other = pass("b", isCross: false)
    other.detail = .pass(Pass(outcome: .complete, bodyPart: .rightFoot))
    table = PassTable()
    table.take([other, pass("a", isCross: true)], of: announcement)
    #expect(table.rows.map(\.situation.bodyPart) == [.leftFoot, .rightFoot])
  }

  @Test("what is missing is said, with what to do")
  func errors() async throws {
    try await StoredLog.withDatabase { connection in
      func message(_ body: () throws -> Void) -> String {
        do { try body() } catch { return "\(error)" }
        return ""
      }
      func shots(_ seasons: [String] = [], _ competitions: [String] = []) -> String {
        message {
          _ = try StoredTraining(seasons: seasons, competitions: competitions, connection).shots { _ in }
        }
      }
      #expect(shots().contains("no football match is stored"))
      var match = MatchBuilder(id: "m-1", season: "league-2025")
      match.start(1)
      try StoredLog.store(match.records, connection)
      #expect(shots().contains("none of the 1 matches"))
      #expect(shots(["league-2024"]) == "there is no season league-2024")
      #expect(shots([], ["cup"]) == "there is no competition cup")
      var bare = MatchBuilder(id: "m-2", season: "league-2026")
      bare.finish()
      try StoredLog.store(bare.records, from: 100, connection)
      #expect(shots(["league-2026"], ["test"]).contains("touchline work xgoals"))
      #expect(
        message { _ = try StoredTraining(seasons: ["league-2026"], connection).passes { _ in } }.contains(
          "has no passes"))
      var few = MatchBuilder(id: "m-3", season: "league-2027")
      few.start(1)
      few.shot(.home, at: 60, .goal)
      few.finish()
      try StoredLog.store(few.records, from: 200, connection)
      let table = try StoredTraining(seasons: ["league-2027"], connection).shots { _ in }.table
      let error = message { _ = try XGoalsTrainer.train(XGoalsOptions(data: ""), table) { _ in } }
      #expect(error.contains("at least 5 matches") && error.contains("here are 1 matches with 1 shots, 1 of"))
      struct Stop: Error {}
      #expect(throws: Stop.self) { try StoredTraining(connection).shots { _ in throw Stop() } }
      #expect(throws: Never.self) { try connection.query("SELECT 1") }
    }
  }

  /// As text, in which not known equals not known; 0 is added because -0 is 0.
  static func columns(_ features: ShotFeatures) -> [String] {
    ShotFeature.allCases.map { "\(features.column($0.index) + 0)" }
  }
}
