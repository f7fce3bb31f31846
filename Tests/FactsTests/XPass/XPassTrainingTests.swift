import Boosting
import Football
import Formats
import Foundation
import Testing

@testable import Facts

/// A small training on made-up passes.
enum XPassTraining {
  static func table(count: Int = 3000, seed: UInt64 = 9) -> PassTable {
    var random = SplitMix64(seed: seed)
    var table = PassTable()
    for number in 0..<count {
      let angle = random.unit() * 2 * .pi
      let s = PassSituation(
        ball: Point(random.unit() * 100 - 50, random.unit() * 60 - 30), bodyPart: .rightFoot,
        height: random.unit() < 0.3 ? .high : .ground, isUnderPressure: random.unit() < 0.2,
        direction: Point(cos(angle), sin(angle)))
      let margin =
        2 - 0.02 * s.ball.x - (s.height == .high ? 1.5 : 0) - (s.isUnderPressure == true ? 0.7 : 0)
        - cos(angle)
      let isComplete = random.unit() < logistic(margin)
      table.rows.append(
        PassRow(
          id: "p\(number)", match: "m\(number / 100)", kind: number % 9 == 0 ? "free_kick" : "open_play",
          situation: s, label: isComplete ? 1 : 0, length: isComplete ? 15 : 8, end: s.ball))
    }
    return table
  }

  static func options() -> XPassOptions {
    var options = XPassOptions(data: "none")
    options.folds = 3
    options.rounds = 30
    return options
  }

  static func model(id: String) throws -> XPassModel {
    var options = options()
    options.id = id
    options.rounds = 5
    options.comparesEndPoint = false
    return try XPassModel(try XPassTrainer(options, table(count: 600)).run { _ in }.file)
  }
}

@Suite struct XPassTrainingTests {
  @Test("the same data and seed give the same file, another seed another; unseen matches are valued well")
  func train() throws {
    let table = XPassTraining.table()
    var options = XPassTraining.options()
    let result = try XPassTrainer(options, table).run { _ in }
    let isSame = try XPassTrainer(options, table).run { _ in }.file.json == result.file.json
    #expect(isSame)
    options.seed = 2
    let isOther = try XPassTrainer(options, table).run { _ in }.file.json != result.file.json
    #expect(isOther)
    #expect(result.all.all.auc > 0.7 && result.all.all.ece < 0.04)
    let without = try #require(result.without.first { $0.name == "direction and strike" })
    #expect(without.report.all.auc < result.all.all.auc - 0.02)
    // The end point gives the outcome away: that is why it is no feature.
    let endPoint = try #require(result.endPoint)
    #expect(endPoint.with.auc > endPoint.without.auc + 0.1)
    #expect(result.all.by.map(\.name) == ["free_kick", "open_play"])
    #expect(try XPassEvaluation(table, XPassModel(result.file)).report.all.auc > result.all.all.auc)
  }

  @Test("a StatsBomb passes file is read as the feed's events are")
  func statsBomb() throws {
    let csv = """
      match_id,event_index,period,minute,second,team_id,x,y,end_x,end_y,height,body_part,pass_type,cross,under_pressure,outcome
      7,5,1,0,2,760,60.0,40.0,47.0,40.0,Ground Pass,Right Foot,Kick Off,0,0,Complete
      7,9,1,0,4,761,120.0,80.0,108.0,40.0,High Pass,Left Foot,Corner,1,1,Incomplete
      7,11,1,0,9,761,60.0,40.0,60.0,40.0,Low Pass,,,0,,Unknown
      """
    let table = try PassTable(path: try file("passes.csv", csv))
    #expect(table.rows.map(\.id) == ["7-5", "7-9"] && table.leftOut == 1)
    let first = try #require(table.rows.first)
    #expect(first.label == 1 && first.kind == "kick_off" && first.situation.before == nil)
    #expect(first.situation.direction == Point(-1, 0) && first.situation.ball == Point(0, 0))
    let corner = table.rows[1]
    #expect(corner.label == 0 && corner.situation.isCross && corner.situation.height == .high)
    #expect(corner.situation.ball == Point(52.5, -34))
    #expect(corner.situation.before?.seconds == 2 && corner.situation.before?.isOwn == false)
    // From where the other team's pass ended, in the stadium's frame, to the corner.
    let carried = try #require(corner.situation.before?.carried)
    let expected = Point(-11.142857, 0).distance(to: Point(-52.5, 34))
    #expect(abs(carried - expected) < 0.01)
  }

  @Test("a Wyscout passes file: goal kicks have no outcome, unmarked ends no direction")
  func wyscout() throws {
    let csv = """
      match_id,event_id,period,period_sec,team_id,sub_type,x,y,end_x,end_y,body_part,high,accurate
      1,a,1H,1.26,4418,Simple pass,50,50,60,50,,0,1
      1,b,1H,3.5,4418,Cross,90,10,100,100,Left Foot,1,0
      1,c,2H,3.5,4418,Goal kick,5,50,60,50,,0,0
      1,d,2H,9.5,4418,Throw in,5,0,10,20,,0,1
      1,e,2H,12.5,4418,Head pass,5,50,60,50,,0,1
      """
    let table = try PassTable(path: try file("passes.csv", csv))
    #expect(table.rows.map(\.id) == ["a", "b", "d", "e"] && table.leftOut == 1)
    #expect(table.rows[0].situation.direction == Point(1, 0) && table.rows[0].situation.height == .ground)
    #expect(table.rows[1].situation.direction == nil && table.rows[1].situation.isCross)
    // Neither which foot it was, told of the cross only, nor what is played with the hands.
    #expect(table.rows.map(\.situation.bodyPart) == [.foot, .foot, nil, .head])
    #expect(table.rows[1].situation.before?.seconds == 2)
  }

  @Test("the models compiled in can be read, in both families; one with an unknown feature is refused")
  func bundled() throws {
    for family in ModelFamily.allCases {
      let catalogue = try XPassCatalogue.readBundled(family)
      #expect(catalogue.newest.id.hasPrefix("xpass-open-") == (family == .open))
      let first = catalogue.model(at: Timestamp(microseconds: 0))
      #expect(first.id.hasPrefix("xpass-open-") == (family == .open))
      // A recomputation may name any.
      #expect(catalogue.model(id: "xpass-2026-1") != nil && catalogue.model(id: "xpass-open-2026-2") != nil)
    }
    let file = try #require(EmbeddedModels.file("xpass-2026-1"))
    let text = String(decoding: file, as: UTF8.self)
    for (from, to) in [
      ("\"room_m\"", "\"moon_phase\""), ("\"name\":\"events\"", "\"name\":\"other\""),
      ("2000-01-01T", "someday "), ("\"fact\":\"xpass\"", "\"fact\":\"xgoals\""),
    ] {
      let changed = try ModelFile(json: Array(text.replacing(from, with: to).utf8))
      #expect(throws: BoostingError.self, "\(from)") { try XPassModel(changed) }
    }
  }

  @Test("the model knows the game: short of the goal, under pressure, high and forward is harder")
  func sensible() {
    for family in ModelFamily.allCases {
      let model = XPassCatalogue.bundled(family).newest
      let base = PassSituation(
        ball: Point(-10, 5), bodyPart: .rightFoot, height: .ground, isUnderPressure: false,
        direction: Point(-1, 0))
      var high = base
      high.height = .high
      high.direction = Point(1, 0)
      #expect(model.predict(base) > 0.85 && model.predict(high) < model.predict(base) - 0.1)
      var deep = base
      deep.ball = Point(45, 15)
      deep.isCross = true
      deep.height = .high
      deep.direction = Point(0, -1)
      #expect(model.predict(deep) < 0.6)
    }
  }

  @Test("to the open model a foot is a foot, whichever: its data tell which of crosses only")
  func foot() {
    let model = XPassCatalogue.bundled(.open).newest
    var s = PassSituation(
      ball: Point(0, 10), bodyPart: .foot, height: .ground, direction: Point(1, 0))
    let untold = model.predict(s)
    for part in [BodyPart.rightFoot, .leftFoot] {
      s.bodyPart = part
      #expect(model.predict(s) == untold)
    }
    s.bodyPart = .head
    #expect(model.predict(s) < untold)
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "touchline-xpass-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }
}
