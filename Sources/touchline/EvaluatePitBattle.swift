import Boosting
import Console
import Facts
import Formats
import FoundationEssentials

extension EvaluateVerb {
  static let pitBattle = CommandSpec(
    "pitbattle", "foretell the labelled pit battles of a file and compare with what happened",
    discussion: """
      Predictions are those made before either car stops, from the laps up to then; those of later moments are shown \
      below them. Neutralised and wet battles are left out and counted.
      """,
    examples: [
      Example("touchline evaluate pitbattle --laps laps.csv.gz --battles pit_battles.csv.gz"),
      Example(
        "touchline evaluate pitbattle --laps laps.csv.gz --battles pit_battles.csv.gz --json --predictions p.csv"
      ),
    ],
    options: [
      OptionSpec("laps", "FILE", "laps (.csv, .csv.gz)", required: true, kind: .path),
      OptionSpec("battles", "FILE", "labelled battles (.csv, .csv.gz)", required: true, kind: .path),
      OptionSpec("model", "FILE", "a model file (default: the newest inside the program)", kind: .path),
      OptionSpec(
        "predictions", "FILE", "writes a CSV of row (counted from 1), probability and gap", kind: .path),
      ReliabilityPlot.option,
    ])

  static func runPitBattle(_ shell: Shell) throws -> ExitCode {
    let report: PitReport
    do {
      let model = try shell.command.string("model").map { path in
        try ModelFile(json: try ByteSource(path: path).readAll(maxBytes: ModelFile.maxBytes))
      }
      report = try PitEvaluation.evaluate(
        laps: try shell.command.require("laps"), battles: try shell.command.require("battles"), model: model)
    } catch { throw UnreadableModelInput("\(error)") }
    if let path = shell.command.string("predictions") {
      var text = "row,race,chaser_ahead,gap_after_s\n"
      for row in report.predictions { text += "\(row.row),\(row.race),\(row.probability),\(row.gap)\n" }
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
    return try write(report, shell)
  }

  static func write(_ report: PitReport, _ shell: Shell) throws -> ExitCode {
    if let path = shell.command.string("plot") {
      try Data(ReliabilityPlot.document(report).utf8).write(to: URL(filePath: path), options: .atomic)
    }
    if shell.isJSON {
      var writer = JSONWriter(capacity: 8192)
      report.write(into: &writer)
      try shell.output.jsonLine(writer.bytes)
      return .done
    }
    var table = Table(
      [Table.Column("battles")]
        + [
          "n", "AUC", "Brier", "ECE", "gap only AUC", "Brier", "gap MAE s", "kept gap", "RMSE s",
          "within 1 s",
        ].map { Table.Column($0, .right) })
    func add(_ name: String, _ f: PitFigures) {
      guard f.metrics.count > 0 else { return }
      let figures = [
        f.metrics.auc, f.metrics.brier, f.metrics.ece, f.baseline.auc, f.baseline.brier, f.gapMAE,
        f.gapMAEPersistence, f.gapRMSE, f.shareWithin1s,
      ]
      table.add(
        [Table.Cell(name), Table.Cell(String(f.metrics.count))]
          + figures.map { Table.Cell($0.isNaN ? "–" : String(($0 * 1e4).rounded() / 1e4)) })
    }
    for (name, kind) in [("undercut", report.undercut), ("overcut", report.overcut)] {
      add("\(name), before either stops", kind.all)
      add("  stops within 5 laps", kind.within5)
      for moment in kind.moments.dropFirst() { add("  \(moment.name)", moment.figures) }
    }
    try shell.output.write(table.text(for: shell.output.terminal))
    try shell.output.line(
      "left out: \(report.neutralised) neutralised, \(report.wet) wet, \(report.missing) not in the laps")
    return .done
  }
}
