import Boosting
import Charts
import Console
import Facts
import Formats
import Pipeline
import Postgres

/// A shot with everything that explanations show.
struct ExplainedShot {
  var id: String
  var match: String
  var team: String
  /// Who shot when, and what came of it.
  var title: String
  /// Who shot when.
  var label: String
  var isGoal: Bool
  var xGoals: Double
  var model: String
  var source: PositionSource
  var features: ShotFeatures
  /// Nil of a penalty.
  var explanation: ShotExplanation?

  var fileName: String { String(id.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }) }

  /// One object: the shot, its value, and every feature with value and effect.
  var json: [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    writer.beginObject()
    writer.field("id", id)
    writer.field("match_id", match)
    writer.field("model", model)
    writer.field("xgoals", xGoals)
    if let explanation {
      writer.field("base", explanation.base)
      writer.field("base_margin", explanation.baseMargin)
      writer.field("margin", explanation.margin)
      writer.key("features")
      writer.beginArray()
      for term in explanation.terms {
        writer.beginObject()
        writer.field("name", term.feature.rawValue)
        if !term.value.isNaN { writer.field("value", term.value) }
        writer.field("effect", term.effect)
        writer.field("margin_effect", term.marginEffect)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
    return writer.bytes
  }
}

/// Where the shots to be explained come from: the stored facts, or a file of labelled shots.
struct ExplainSource {
  private let shell: Shell
  private let models: [XGoalsModel]
  private let given: XGoalsModel?

  init(_ shell: Shell) throws {
    self.shell = shell
    do {
      given = try shell.command.string("model").map { path in
        try XGoalsModel(try ModelFile(json: try ByteSource(path: path).readAll(maxBytes: ModelFile.maxBytes)))
      }
    } catch { throw UnreadableModelInput("\(error)") }
    models = XGoalsCatalogue.bundled(.statsbomb).models
  }

  func model(_ id: String) throws -> XGoalsModel {
    if let given { return given }
    guard let model = models.first(where: { $0.id == id }) else {
      throw UsageError(
        "the shots were valued by the model \(id), which this program does not hold: give its file with --model",
        path: ["explain"], exitCode: .failed)
    }
    return model
  }

  func shot(_ id: String) throws -> ExplainedShot? {
    if shell.command.isGiven("shots") { return try fromFile { $0 == id }.first }
    return try stored("id = $1", [.text(id)]).first
  }

  /// Those that the options ask for, without penalties, by match and clock.
  func shots() throws -> [ExplainedShot] {
    let match = shell.command.string("match")
    let team = shell.command.string("team")
    if shell.command.isGiven("shots") {
      return try fromFile { _ in true }.filter { (match == nil || $0.match == match) && of($0, team) }
    }
    let connection = try shell.connect()
    defer { connection.close() }
    let seasons = try StoredRankings(connection).seasons()
    let season = shell.command.string("season")
    if let season, !seasons.contains(season) {
      throw UnknownName(kind: "season", name: season, candidates: seasons)
    }
    if let match { return try stored("match_id = $1", [.text(match)]).filter { of($0, team) } }
    guard let chosen = season ?? seasons.first else { return [] }
    return try stored("season = $1", [.text(chosen)]).filter { of($0, team) }
  }

  private func of(_ shot: ExplainedShot, _ team: String?) -> Bool {
    guard let team, shot.explanation != nil else { return shot.explanation != nil }
    return shot.team == team || shot.title.contains(team)
  }

  /// The mean over all shots of that model but penalties, in the database or the file.
  func meanPrediction(_ shot: ExplainedShot) throws -> Double? {
    if shell.command.isGiven("shots") {
      let all = try model(shot.model).predictions(ofFile: try shell.command.require("shots"))
      return all.reduce(0) { $0 + $1.prediction.probability } / Double(max(all.count, 1))
    }
    let connection = try shell.connect()
    defer { connection.close() }
    let rows = try connection.query(
      "SELECT avg(xgoals) FROM current_xgoals WHERE model = $1 AND NOT penalty", [.text(shot.model)])
    return try rows.map { try $0.decode(0, as: Double?.self) }.first ?? nil
  }

  private func fromFile(_ isWanted: (String) -> Bool) throws -> [ExplainedShot] {
    let path = try shell.command.require("shots")
    let model = try given ?? shell.factSettings().xGoalsCatalogue.newest
    do {
      return try model.predictions(ofFile: path).filter { isWanted($0.row.id) }.map { row, prediction in
        let isGoal = row.label > 0.5
        let team = row.team ?? row.competition
        let label = Self.label(minute: row.minute, player: row.player ?? row.id)
        return ExplainedShot(
          id: row.id, match: row.match, team: team,
          title: Self.title(label, team: team, isGoal: isGoal, prediction.probability), label: label,
          isGoal: isGoal, xGoals: prediction.probability, model: model.id, source: prediction.source,
          features: prediction.features,
          explanation: try model.explain(prediction.features, source: prediction.source))
      }
    } catch { throw UnreadableModelInput("\(error)") }
  }

  /// - Parameter minute: minutes played before: the first minute is the 1st.
  private static func label(minute: Int?, player: String) -> String {
    (minute.map { "\($0 + 1)' " } ?? "") + player
  }

  private static func title(_ label: String, team: String, isGoal: Bool, _ xGoals: Double) -> String {
    let value = Decimal.text(xGoals, places: 3, isFixed: true)
    return "\(label) (\(team)) \(isGoal ? "GOAL " : "")xGoals \(value)"
  }

  private func stored(_ condition: String, _ values: [Parameter]) throws -> [ExplainedShot] {
    let connection = try shell.connect()
    defer { connection.close() }
    let parser = JSONParser(maxBytes: 1 << 20)
    let rows = try connection.query(
      "SELECT record FROM current_xgoals WHERE \(condition) ORDER BY match_id, period, clock_s, id", values)
    return try rows.map { row in
      let text: String = try row.decode(0)
      return try explained(try parser.parse(Array(text.utf8)))
    }
  }

  private func explained(_ record: JSONNode) throws -> ExplainedShot {
    let modelID = try record.requireString("model")
    let isPenalty = try record.requireBool("penalty")
    let xGoals = try record.requireDouble("xgoals")
    let source = PositionSource(rawValue: try record.requireString("position_source")) ?? .none
    let features = ShotFeatures(record: try record.requireObject("features"))
    let clock = record["clock_s"]?.double ?? 0
    let minute = Int(clock / 60) + [0, 0, 45, 90, 105, 120][min(Int(record["period"]?.int64 ?? 1), 5)]
    let team: String = record["team"]?.string ?? (record["team_id"]?.string ?? "")
    let isGoal = record["goal"]?.bool ?? false
    let id = try record.requireString("id")
    let label = Self.label(minute: minute, player: record["player"]?.string ?? id)
    return ExplainedShot(
      id: id, match: try record.requireString("match_id"), team: team,
      title: Self.title(label, team: team, isGoal: isGoal, xGoals), label: label,
      isGoal: isGoal, xGoals: xGoals, model: modelID, source: source, features: features,
      explanation: isPenalty ? nil : try model(modelID).explain(features, source: source))
  }
}
