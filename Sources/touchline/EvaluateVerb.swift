import Boosting
import Console
import Facts
import Formats
import FoundationEssentials

enum EvaluateVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "evaluate", "say how good a model is on labelled data", group: "Models",
      subcommands: [xgoals, xpass, pitBattle])
  ) { shell in
    switch shell.command.path.last {
    case "xgoals": try runXGoals(shell)
    case "xpass": try runXPass(shell)
    case "pitbattle": try runPitBattle(shell)
    default: .usage
    }
  }

  private static let xgoals = CommandSpec(
    "xgoals", "value labelled shots and compare with what happened",
    discussion: """
      Penalties in play and shoot-outs are left out and counted apart. The provider's own xG is judged on the \
      same rows. A CSV holds no freeze frames: its shots are valued without positions.
      """,
    examples: [
      Example("touchline evaluate xgoals --shots shots.jsonl.gz"),
      Example("touchline evaluate xgoals --shots shots.jsonl.gz --model xgoals.json --json"),
      Example("touchline evaluate xgoals --from-database --season league-2025 --model xgoals.json"),
    ],
    options: [
      OptionSpec("shots", "FILE", "labelled shots (.jsonl, .csv, also as .gz)", kind: .path),
      OptionSpec("model", "FILE", "a model file (default: the newest inside the program)", kind: .path),
      OptionSpec("predictions", "FILE", "writes a CSV of shot id and prediction", kind: .path),
      ReliabilityPlot.option,
    ] + StoredLessons.options, flags: [StoredLessons.flag], rules: StoredLessons.rules(file: "shots"))

  private static func runXGoals(_ shell: Shell) throws -> ExitCode {
    let evaluation: XGoalsEvaluation
    do {
      let model = try model(shell)
      if shell.command.flag(StoredLessons.flag.long) {
        evaluation = try XGoalsEvaluation.evaluate(try StoredLessons.shots(shell).table, model: model)
      } else {
        evaluation = try reading {
          try XGoalsEvaluation.evaluate(shots: try shell.command.require("shots"), model: model)
        }
      }
    } catch is StoredLessons.Interrupted { return .interrupted }
    if let path = shell.command.string("predictions") {
      var text = "shot_id,xgoals\n"
      for row in evaluation.predictions { text += "\(row.id),\(row.xGoals)\n" }
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
    try ReliabilityPlot.write(
      ReliabilityPlot.document(model: evaluation.model, [("ours", evaluation.report)]), shell)
    if shell.isJSON {
      var writer = JSONWriter(capacity: 8192)
      evaluation.report.write(into: &writer)
      try shell.output.jsonLine(writer.bytes)
    } else {
      try writeTable(evaluation.report, shell)
    }
    return .done
  }

  /// The one that `--model` names; nil for the newest inside the program.
  static func model(_ shell: Shell) throws -> ModelFile? {
    try shell.command.string("model").map { path in
      try reading { try ModelFile(json: try ByteSource(path: path).readAll(maxBytes: ModelFile.maxBytes)) }
    }
  }

  /// Errors in it are those of a file that was named.
  static func reading<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch { throw UnreadableModelInput("\(error)") }
  }

  private static func writeTable(_ report: XGoalsReport, _ shell: Shell) throws {
    var table = Table(
      [Table.Column("shots")]
        + ["n", "AUC", "Brier", "log loss", "ECE", "predicted", "observed"].map { Table.Column($0, .right) })
    func add(_ name: String, _ m: BinaryMetrics) {
      let figures = [m.auc, m.brier, m.logLoss, m.ece, m.meanPredicted, m.meanObserved]
      table.add(
        [Table.Cell(name), Table.Cell(String(m.count))]
          + figures.map { Table.Cell($0.isNaN ? "–" : String(($0 * 1e4).rounded() / 1e4)) })
    }
    add("all", report.all)
    if let provider = report.provider { add("all, the provider's", provider) }
    for grouping in report.by {
      for group in grouping.groups { add(group.name, group.metrics) }
    }
    try shell.output.write(table.text(for: shell.output.terminal))
    try shell.output.line(
      "left out: \(report.penalties) penalties (\(report.penaltyGoals) scored), \(report.shootoutKicks) kicks of shoot-outs"
    )
  }
}

/// A file that was named cannot be used.
struct UnreadableModelInput: ExitCoded, CustomStringConvertible {
  let description: String
  var exitCode: ExitCode { .unreadableInput }
  init(_ description: String) { self.description = description }
}
