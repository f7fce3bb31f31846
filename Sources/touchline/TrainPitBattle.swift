import Console
import Facts
import Formats
import FoundationEssentials

extension TrainVerb {
  static let pitBattle = CommandSpec(
    "pitbattle", "train the model of pit battles from laps and labelled battles",
    discussion: """
      Every stop answered by a car near by is replayed lap by lap, and the race as known at each moment is learnt \
      from. Whole races are held back to say how good the model is. The same data and seed give the same file, bit for bit.
      """,
    examples: [Example("touchline train pitbattle --data data --out pitbattle.json")],
    options: [
      OptionSpec(
        "data", "DIR", "a folder that holds f1/laps.csv.gz and f1/pit_battles.csv.gz", required: true,
        kind: .path),
      OptionSpec("out", "FILE", "where the model goes", required: true, kind: .path),
      OptionSpec(
        "seed", "N", "of the random choices in training", default: "1", kind: .integer(0...4_000_000_000)),
      OptionSpec("id", "ID", "the model's id in records", default: PitOptions(data: "").id),
      OptionSpec(
        "valid-from", "TIME", "used for races that start from then on, once it is in the catalogue",
        default: PitOptions(data: "").validFrom),
      ReliabilityPlot.option,
    ])

  static func runPitBattle(_ shell: Shell) throws -> ExitCode {
    var options = PitOptions(
      data: try shell.command.require("data"), seed: UInt32(shell.command.int("seed") ?? 1))
    options.id = try shell.command.require("id")
    options.validFrom = try shell.command.require("valid-from")
    let path = try shell.command.require("out")
    let result: PitTrainer.Result
    do {
      result = try PitTrainer.train(options) { line in
        if shell.interrupts.isCancelled { throw Stopped() }
        shell.note(line)
      }
    } catch is Stopped { return .interrupted }
    try Data(result.file.json).write(to: URL(filePath: path), options: .atomic)
    shell.note("\(path): model \(result.file.id)")
    return try EvaluateVerb.write(result.report, shell)
  }

  private struct Stopped: Error {}
}
