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
    "xgoals", "train the model of xGoals from shots with freeze frames",
    discussion: """
      The same data and seed give the same file, bit for bit. Whole matches are held back to say how good the \
      model is. What may be done with a model depends on the terms of its data.
      """,
    examples: [Example("touchline train xgoals --data data --out xgoals.json")],
    options: [
      OptionSpec(
        "data", "DIR", "a shots file, or a folder that holds football/shots.jsonl.gz", required: true,
        kind: .path),
      OptionSpec("out", "FILE", "where the model goes", required: true, kind: .path),
      OptionSpec(
        "seed", "N", "of the random choices in training", default: "1", kind: .integer(0...4_000_000_000)),
      OptionSpec("id", "ID", "the model's id in records", default: XGoalsOptions(data: "").id),
      OptionSpec(
        "valid-from", "TIME", "used for matches kicked off from then on, once it is in the catalogue",
        default: XGoalsOptions(data: "").validFrom),
    ])

  private static func runXGoals(_ shell: Shell) throws -> ExitCode {
    var options = XGoalsOptions(
      data: try shell.command.require("data"), seed: UInt32(shell.command.int("seed") ?? 1))
    options.id = try shell.command.require("id")
    options.validFrom = try shell.command.require("valid-from")
    let path = try shell.command.require("out")
    let result: XGoalsTrainer.Result
    do {
      result = try XGoalsTrainer.train(options) { line in
        if shell.interrupts.isCancelled { throw Stopped() }
        shell.note(line)
      }
    } catch is Stopped { return .interrupted }
    try Data(result.file.json).write(to: URL(filePath: path), options: .atomic)
    if shell.isJSON { return try writeJSON(result, shell) }
    try shell.output.line("\(path): model \(result.file.id)")
    try shell.output.line("with positions:        \(result.withPositions.summary)")
    try shell.output.line("positions, no marks:   \(result.withoutMarks.summary)")
    try shell.output.line("event only:            \(result.eventOnly.summary)")
    return .done
  }

  private static func writeJSON(_ result: XGoalsTrainer.Result, _ shell: Shell) throws -> ExitCode {
    var writer = JSONWriter(capacity: 8192)
    writer.beginObject()
    writer.field("model", result.file.id)
    writer.key("positions")
    result.withPositions.write(into: &writer)
    writer.key("positions_without_marks")
    result.withoutMarks.write(into: &writer)
    writer.key("events")
    result.eventOnly.write(into: &writer)
    writer.endObject()
    try shell.output.jsonLine(writer.bytes)
    return .done
  }

  private struct Stopped: Error {}
}
