import Boosting
import Console
import Facts
import Formats
import FoundationEssentials

extension EvaluateVerb {
  static let xpass = CommandSpec(
    "xpass", "value labelled passes and compare with what happened",
    discussion: "Passes whose outcome is unknown are left out and counted.",
    examples: [
      Example("touchline evaluate xpass --passes passes.csv.gz"),
      Example("touchline evaluate xpass --passes passes_wyscout.csv.gz --open-data --json"),
      Example("touchline evaluate xpass --from-database --season league-2025"),
    ],
    options: [
      OptionSpec("passes", "FILE", "labelled passes (.csv, also as .gz)", kind: .path),
      OptionSpec("model", "FILE", "a model file (default: the newest inside the program)", kind: .path),
      OptionSpec("predictions", "FILE", "writes a CSV of pass id and prediction", kind: .path),
      ReliabilityPlot.option,
    ] + StoredLessons.options,
    flags: [FlagSpec("open-data", "the newest model that anyone may use"), StoredLessons.flag],
    rules: StoredLessons.rules(file: "passes"))

  static func runXPass(_ shell: Shell) throws -> ExitCode {
    let evaluation: XPassEvaluation
    let family = shell.command.flag("open-data") ? ModelFamily.open : .statsbomb
    do {
      let model = try model(shell)
      if shell.command.flag(StoredLessons.flag.long) {
        evaluation = try XPassEvaluation.evaluate(
          try StoredLessons.passes(shell).table, model: model, family: family)
      } else {
        evaluation = try reading {
          try XPassEvaluation.evaluate(
            passes: try shell.command.require("passes"), model: model, family: family)
        }
      }
    } catch is StoredLessons.Interrupted { return .interrupted }
    if let path = shell.command.string("predictions") {
      var text = "pass_id,xpass\n"
      for row in evaluation.predictions { text += "\(row.id),\(row.xPass)\n" }
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
    try ReliabilityPlot.write(
      ReliabilityPlot.document(model: evaluation.model, [("all", evaluation.report)]), shell)
    if shell.isJSON {
      var writer = JSONWriter(capacity: 8192)
      evaluation.report.write(into: &writer)
      try shell.output.jsonLine(writer.bytes)
      return .done
    }
    var table = Table(
      [Table.Column("passes")]
        + ["n", "AUC", "Brier", "log loss", "ECE", "predicted", "observed"].map { Table.Column($0, .right) })
    let report = evaluation.report
    for (name, m) in [("all", report.all), ("predicted below 0.75", report.difficult)] + report.by {
      let figures = [m.auc, m.brier, m.logLoss, m.ece, m.meanPredicted, m.meanObserved]
      table.add(
        [Table.Cell(name), Table.Cell(String(m.count))]
          + figures.map { Table.Cell($0.isNaN ? "–" : String(($0 * 1e4).rounded() / 1e4)) })
    }
    try shell.output.write(table.text(for: shell.output.terminal))
    try shell.output.line("left out: \(report.leftOut) passes of unknown outcome")
    return .done
  }
}
