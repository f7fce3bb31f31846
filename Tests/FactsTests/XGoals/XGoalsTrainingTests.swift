import Boosting
import Football
import Formats
import Foundation
import Testing

@testable import Facts

/// A small training on made-up shots.
enum XGoalsTraining {
  static func table(count: Int = 3000, seed: UInt64 = 9) -> ShotTable {
    var random = SplitMix64(seed: seed)
    var table = ShotTable()
    for number in 0..<count {
      var s = ShotSituation(ball: Point(52.5 - 3 - random.unit() * 30, random.unit() * 30 - 15))
      s.bodyPart = random.unit() < 0.2 ? .head : .rightFoot
      s.isOpenGoal = random.unit() < 0.02
      s.origin = random.unit() < 0.3 ? .corner : .openPlay
      var players = ShotSituation.Players(goalkeeper: Point(51.5 - random.unit() * 3, random.unit() * 2 - 1))
      for _ in 0..<4 {
        players.opponents.append(Point(s.ball.x + random.unit() * 8, s.ball.y + random.unit() * 8 - 4))
      }
      s.players = players
      let margin = -0.14 * s.distance + 0.02 * s.angle - 1.5 * s.defendersInCone - s.header + 1.4
      table.rows.append(
        ShotRow(
          id: "s\(number)", match: "m\(number / 25)", competition: number % 2 == 0 ? "A" : "B",
          bodyPart: s.bodyPart == .head ? "Head" : "Right Foot", shotType: "Open Play", sight: .situation(s),
          label: random.unit() < logistic(margin) ? 1 : 0, providerXG: logistic(margin)))
    }
    return table
  }

  static func options() -> XGoalsOptions {
    var options = XGoalsOptions(data: "none")
    options.folds = 3
    options.members = 2
    options.rounds = 30
    options.parameters["eta"] = "0.15"
    return options
  }

  static func model(id: String, validFrom: String) throws -> XGoalsModel {
    var options = options()
    options.id = id
    options.validFrom = validFrom
    options.members = 1
    options.rounds = 10
    return try XGoalsModel(try XGoalsTrainer(options, table(count: 800)).run { _ in }.file)
  }
}

@Suite struct XGoalsTrainingTests {
  @Test("the same data and seed give the same file, another seed another; unseen matches are valued well")
  func train() throws {
    let table = XGoalsTraining.table()
    var options = XGoalsTraining.options()
    let result = try XGoalsTrainer(options, table).run { _ in }
    let again = try XGoalsTrainer(options, table).run { _ in }
    let isSame = result.file.json == again.file.json
    #expect(isSame)
    options.seed = 2
    let isOther = try XGoalsTrainer(options, table).run { _ in }.file.json != result.file.json
    #expect(isOther)
    let report = try #require(result.withPositions)
    let best = try #require(report.provider)
    #expect(report.all.auc > best.auc - 0.03)
    #expect(report.all.auc > result.eventOnly.all.auc + 0.005)
    #expect(report.all.ece < 0.03)
    #expect(report.all.meanPredicted > 0.9 * report.all.meanObserved)
    let difference = try #require(report.difference)
    #expect(difference.auc.low < difference.auc.value && difference.auc.value < difference.auc.high)
    #expect(abs(difference.brier.value - (report.all.brier - best.brier)) < 1e-12)
    #expect(report.reliability.bins.map(\.count) == [Int](repeating: 300, count: 10))

    let model = try XGoalsModel(result.file)
    let evaluation = XGoalsEvaluation(table, model)
    #expect(evaluation.predictions.count == 3000)
    #expect(evaluation.report.all.auc > report.all.auc)
    #expect(evaluation.report.by.map(\.name) == ["body_part", "shot_type", "origin", "competition"])
    #expect(evaluation.report.by[3].groups.map(\.metrics.count) == [1500, 1500])
  }

  @Test("a search is repeated by its seed, counts its steps to the end and is named in the file")
  func search() throws {
    let table = XGoalsTraining.table(count: 500)
    var options = XGoalsTraining.options()
    options.rounds = 5
    options.members = 1
    options.candidates = 4
    var steps: [TrainingProgress] = []
    let first = try XGoalsTrainer(options, table).run { steps.append($0) }.file
    let isSame = try XGoalsTrainer(options, table).run { _ in }.file.json == first.json
    #expect(isSame)
    // 4, 2, then 1 candidates; then two models, each on 3 folds and on all shots.
    #expect(steps.map(\.done) == Array(1...14) && steps.allSatisfy { $0.total == 14 })
    #expect(first.training.contains { $0.name == "search" && $0.text.contains("4") })
  }

  @Test("a shots file: penalties and shoot-outs are counted and left out, a CSV has no positions")
  func reading() throws {
    let shot = #"""
      {"shot_id":"S","match_id":7,"competition":"C","period":1,"x":108.0,"y":40.0,"shot_type":"T",
      "body_part":"Head","technique":"Lob","play_pattern":"From Corner","under_pressure":true,"first_time":null,
      "one_on_one":false,"open_goal":false,"shootout":false,"goal":1,"provider_xg":0.2,
      "freeze_frame":[{"x":120,"y":40,"teammate":false,"keeper":true},{"x":114,"y":40,"teammate":false,"keeper":false}]}
      """#.replacing("\n", with: "")
    let lines = [
      shot.replacing("\"T\"", with: "\"Open Play\""), shot.replacing("\"T\"", with: "\"Penalty\""),
      shot.replacing("\"shootout\":false", with: "\"shootout\":true"), "",
    ]
    let table = try ShotTable(path: try file("shots.jsonl", lines.joined(separator: "\n")))
    #expect((table.rows.count, table.penalties, table.penaltyGoals, table.shootoutKicks) == (1, 1, 1, 1))
    let row = try #require(table.rows.first)
    #expect(row.match == "7" && row.label == 1 && row.providerXG == 0.2)
    #expect(row.situation.distance == 11)
    #expect(row.situation.players?.goalkeeper == Point(52.5, 0))
    #expect(row.situation.defendersInCone == 1)
    #expect(row.situation.isUnderPressure == true && row.situation.isFirstTime == nil)
    #expect(row.situation.origin == .corner && row.situation.technique == .lob)

    let csv = """
      shot_id,match_id,period,x,y,shot_type,body_part,shootout,goal,provider_xg
      a,1,1,102,40,Free Kick,Left Foot,0,0,
      """
    let bare = try #require(try ShotTable(path: try file("shots.csv", csv)).rows.first)
    #expect(bare.situation.players == nil && bare.situation.isFreeKick && bare.label == 0)
    #expect(XGoalsReport(ShotTable(rows: [bare]), predictions: [0.1]).provider == nil)

    let error = #expect(throws: BoostingError.self) {
      try ShotTable(path: try file("bad.jsonl", lines[0] + "\n{\"shot_id\":\"x\"}"))
    }
    #expect(error?.description.contains("line 2") == true)
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "touchline-xgoals-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }
}
