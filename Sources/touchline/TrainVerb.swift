import Console
import Facts
import Formats
import FoundationEssentials

enum TrainVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "train", "train a model from labelled data", group: "Models",
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
    "xgoals", "train the model of xGoals from labelled shots",
    discussion: """
      The same data and seed give the same file, bit for bit. Whole matches are held back to say how good the \
      model is. What may be done with a model depends on the terms of its data. From the database it learns from the \
      stored facts of matches that are over; recompute them first if they are of an older version of the program. \
      A season or two make a worse model than the one inside: `touchline evaluate` compares them.
      """,
    examples: [
      Example("touchline train xgoals --data data --out xgoals.json"),
      Example("touchline train xgoals --data data --open-data --out xgoals-open.json"),
      Example("touchline train xgoals --data data --out xgoals.json --search 16"),
      Example(
        "touchline train xgoals --from-database --season league-2025 --id xgoals-own-1 --out xgoals.json"),
    ],
    options: [
      OptionSpec(
        "data", "DIR", "a shots file, or a folder that holds football/shots.jsonl.gz", kind: .path),
      OptionSpec("out", "FILE", "where the model goes", required: true, kind: .path),
      OptionSpec(
        "seed", "N", "of the random choices in training", default: "1", kind: .integer(0...4_000_000_000)),
      OptionSpec(
        "id", "ID", "the model's id in records (default: xgoals-2026-2, xgoals-open-2026-1, xgoals-own)"),
      OptionSpec(
        "search", "N", "tries so many sets of parameters by successive halving first", kind: .integer(2...256)
      ),
      OptionSpec(
        "valid-from", "TIME", "used for matches kicked off from then on, once it is in the catalogue",
        default: XGoalsOptions(data: "").validFrom),
      ReliabilityPlot.option,
    ] + StoredLessons.options,
    flags: [
      StoredLessons.flag, FlagSpec("header-model", "gives headers with positions a model of their own"),
      FlagSpec(
        "open-data", "on data that anyone may use, without positions: football/shots_wyscout.csv.gz (CC BY)"),
    ], rules: StoredLessons.rules(file: "data") + [.atMostOne(["open-data", "from-database"])])

  private static func runXGoals(_ shell: Shell) throws -> ExitCode {
    var options = XGoalsOptions(
      data: shell.command.string("data") ?? "", seed: UInt32(shell.command.int("seed") ?? 1),
      openData: shell.command.flag("open-data"))
    if shell.command.flag(StoredLessons.flag.long) { options.id = "xgoals-own" }
    if let id = shell.command.string("id") { options.id = id }
    options.hasHeaderModel = shell.command.flag("header-model")
    options.candidates = shell.command.int("search") ?? 0
    options.validFrom = try shell.command.require("valid-from")
    let path = try shell.command.require("out")
    let result: XGoalsTrainer.Result
    do { result = try train(&options, shell) } catch is StoredLessons.Interrupted { return .interrupted }
    try Data(result.file.json).write(to: URL(filePath: path), options: .atomic)
    let reports = [("with positions", result.withPositions), ("event only", result.eventOnly)]
    try ReliabilityPlot.write(
      ReliabilityPlot.document(
        model: result.file.id, reports.compactMap { name, report in report.map { (name, $0) } }), shell)
    if shell.isJSON { return try writeJSON(result, shell) }
    try shell.output.line("\(path): model \(result.file.id)")
    if let report = result.withPositions { try shell.output.line("with positions:        \(report.summary)") }
    if let report = result.withoutMarks { try shell.output.line("positions, no marks:   \(report.summary)") }
    try shell.output.line("event only:            \(result.eventOnly.summary)")
    return .done
  }

  private static func train(_ options: inout XGoalsOptions, _ shell: Shell) throws -> XGoalsTrainer.Result {
    var stored: ShotTable?
    if shell.command.flag(StoredLessons.flag.long) {
      let lessons = try StoredLessons.shots(shell)
      options.source = lessons.source
      options.licence = lessons.licence
      stored = lessons.table
    }
    let bar = shell.progress("train", unit: "steps")
    defer { bar.finish() }
    func show(_ progress: TrainingProgress) throws {
      if shell.interrupts.isCancelled { throw StoredLessons.Interrupted() }
      bar.update(Int64(progress.done), total: progress.total.map { Int64($0) }, note: progress.note)
    }
    return try stored.map { try XGoalsTrainer.train(options, $0, progress: show) }
      ?? XGoalsTrainer.train(options, progress: show)
  }

  private static func writeJSON(_ result: XGoalsTrainer.Result, _ shell: Shell) throws -> ExitCode {
    var writer = JSONWriter(capacity: 8192)
    writer.beginObject()
    writer.field("model", result.file.id)
    for (name, report) in [
      ("positions", result.withPositions), ("positions_without_marks", result.withoutMarks),
    ] {
      guard let report else { continue }
      writer.key(name)
      report.write(into: &writer)
    }
    writer.key("events")
    result.eventOnly.write(into: &writer)
    writer.endObject()
    try shell.output.jsonLine(writer.bytes)
    return .done
  }
}
