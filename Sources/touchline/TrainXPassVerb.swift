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
      which is known only afterwards. From the database it learns from the stored feed of matches that are over.
      """,
    examples: [
      Example("touchline train xpass --data data --out xpass.json"),
      Example("touchline train xpass --data data --open-data --out xpass-open.json"),
      Example("touchline train xpass --from-database --competition league --id xpass-own-1 --out xpass.json"),
    ],
    options: [
      OptionSpec(
        "data", "DIR", "a passes file, or a folder that holds football/passes.csv.gz", kind: .path),
      OptionSpec("out", "FILE", "where the model goes", required: true, kind: .path),
      OptionSpec(
        "seed", "N", "of the random choices in training", default: "1", kind: .integer(0...4_000_000_000)),
      OptionSpec(
        "id", "ID", "the model's id in records (default: xpass-2026-1, xpass-open-2026-2, xpass-own)"),
      OptionSpec(
        "valid-from", "TIME", "used for matches kicked off from then on, once it is in the catalogue",
        default: XPassOptions(data: "").validFrom),
      ReliabilityPlot.option,
    ] + StoredLessons.options,
    flags: [
      StoredLessons.flag,
      FlagSpec("open-data", "on data that anyone may use: football/passes_wyscout.csv.gz (CC BY)"),
    ], rules: StoredLessons.rules(file: "data") + [.atMostOne(["open-data", "from-database"])])

  static func runXPass(_ shell: Shell) throws -> ExitCode {
    var options = XPassOptions(
      data: shell.command.string("data") ?? "", seed: UInt32(shell.command.int("seed") ?? 1),
      openData: shell.command.flag("open-data"))
    if shell.command.flag(StoredLessons.flag.long) { options.id = "xpass-own" }
    if let id = shell.command.string("id") { options.id = id }
    options.validFrom = try shell.command.require("valid-from")
    let path = try shell.command.require("out")
    let result: XPassTrainer.Result
    do { result = try train(&options, shell) } catch is StoredLessons.Interrupted { return .interrupted }
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

  private static func train(_ options: inout XPassOptions, _ shell: Shell) throws -> XPassTrainer.Result {
    func show(_ line: String) throws {
      if shell.interrupts.isCancelled { throw StoredLessons.Interrupted() }
      shell.note(line)
    }
    guard shell.command.flag(StoredLessons.flag.long) else {
      return try XPassTrainer.train(options, progress: show)
    }
    let lessons = try StoredLessons.passes(shell)
    options.source = lessons.source
    options.licence = lessons.licence
    return try XPassTrainer.train(options, lessons.table, progress: show)
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
}
