import Console
import Facts
import Formats
import FoundationEssentials

extension TrainVerb {
  static let xpass = CommandSpec(
    "xpass", "train the model of xPass from labelled passes",
    discussion: """
      The same data and seed give the same file, bit for bit. Whole matches are held back to say how good the \
      model is, also without what some feeds do not give; and, for comparison only, with the recorded end point, \
      which is known only afterwards.
      """,
    examples: [
      Example("touchline train xpass --data data --out xpass.json"),
      Example("touchline train xpass --data data --open-data --out xpass-open.json"),
    ],
    options: [
      OptionSpec(
        "data", "DIR", "a passes file, or a folder that holds football/passes.csv.gz", required: true,
        kind: .path),
      OptionSpec("out", "FILE", "where the model goes", required: true, kind: .path),
      OptionSpec(
        "seed", "N", "of the random choices in training", default: "1", kind: .integer(0...4_000_000_000)),
      OptionSpec("id", "ID", "the model's id in records (default: xpass-2026-1, xpass-open-2026-2)"),
      OptionSpec(
        "valid-from", "TIME", "used for matches kicked off from then on, once it is in the catalogue",
        default: XPassOptions(data: "").validFrom),
      ReliabilityPlot.option,
    ],
    flags: [
      FlagSpec("open-data", "on data that anyone may use: football/passes_wyscout.csv.gz (CC BY)")
    ])

  static func runXPass(_ shell: Shell) throws -> ExitCode {
    var options = XPassOptions(
      data: try shell.command.require("data"), seed: UInt32(shell.command.int("seed") ?? 1),
      openData: shell.command.flag("open-data"))
    if let id = shell.command.string("id") { options.id = id }
    options.validFrom = try shell.command.require("valid-from")
    let path = try shell.command.require("out")
    let result: XPassTrainer.Result
    do {
      result = try XPassTrainer.train(options) { line in
        if shell.interrupts.isCancelled { throw TrainingStopped() }
        shell.note(line)
      }
    } catch is TrainingStopped { return .interrupted }
    try Data(result.file.json).write(to: URL(filePath: path), options: .atomic)
    var reports = [("all features", result.all)]
    if let place = result.without.last { reports.append(("without \(place.name)", place.report)) }
    try ReliabilityPlot.write(ReliabilityPlot.document(model: result.file.id, reports), shell)
    if shell.isJSON { return try writeJSON(result, shell) }
    try shell.output.line("\(path): model \(result.file.id)")
    try shell.output.line("all features: \(result.all.summary)")
    for part in result.without {
      try shell.output.line("without \(part.name): \(part.report.summary)")
    }
    if let endPoint = result.endPoint {
      try shell.output.line(
        "for comparison, one part of the matches: AUC \(fixed(endPoint.without.auc, 4)); with the end point, which is known only afterwards, \(fixed(endPoint.with.auc, 4))"
      )
    }
    return .done
  }

  private static func writeJSON(_ result: XPassTrainer.Result, _ shell: Shell) throws -> ExitCode {
    var writer = JSONWriter(capacity: 8192)
    writer.beginObject()
    writer.field("model", result.file.id)
    writer.key("all")
    result.all.write(into: &writer)
    writer.key("without")
    writer.beginObject()
    for part in result.without {
      writer.key(part.name)
      part.report.write(into: &writer)
    }
    writer.endObject()
    if let endPoint = result.endPoint {
      writer.key("end_point")
      writer.beginObject()
      writer.field("auc_with", endPoint.with.auc)
      writer.field("auc_without", endPoint.without.auc)
      writer.endObject()
    }
    writer.endObject()
    try shell.output.jsonLine(writer.bytes)
    return .done
  }

  private struct TrainingStopped: Error {}
}
