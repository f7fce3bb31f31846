import Charts
import Console
import Facts
import Formats
import FoundationEssentials

enum ExplainVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "explain", "say why a shot is worth its xGoals, or what the model goes by",
      discussion: """
        TreeSHAP: what each feature added to the base value, exact in log-odds and carried into probability by one \
        factor. From the stored facts, or with --shots from a file of labelled shots. With --global over a season: mean \
        effects, all effects, dependence on the greatest features, the strongest interaction and effects by club; \
        with --match the decision plot of a match, goals dashed.
        """,
      group: "Models",
      examples: [
        Example("touchline explain 8f1d2c3e-5b1c-4c43-8c43-9a3b4b5c6d7e --out charts"),
        Example("touchline explain --global --season FIFA-WC-2018 --out charts"),
        Example("touchline explain --global --match statsbomb-8658 --out charts"),
      ],
      arguments: [ArgumentSpec("SHOT", "id of the shot's event", arity: .optional)],
      options: [
        OptionSpec("season", "ID", "the season for --global (default: the latest)", kind: .identifier),
        OptionSpec("match", "ID", "shots of this match only, and its decision plot"),
        OptionSpec("team", "NAME", "shots of this team only, by id or name"),
        OptionSpec("out", "DIR", "where the SVG files go (without: the text only)", kind: .path),
        OptionSpec(
          "shots", "FILE", "labelled shots instead of the database (.jsonl, .csv, also as .gz)", kind: .path),
        OptionSpec(
          "model", "FILE", "a model file, for shots of a model that the program does not hold", kind: .path),
      ],
      flags: [FlagSpec("global", "over many shots instead of one")])
  ) { shell in
    let id = shell.command.argument("SHOT")
    guard (id != nil) != shell.command.flag("global") else {
      throw UsageError("name one SHOT, or ask for --global", path: ["explain"])
    }
    let source = try ExplainSource(shell)
    if let id {
      try one(id, source, shell)
    } else {
      try GlobalExplanation(source.shots(), source, shell).run()
    }
    return .done
  }

  private static func one(_ id: String, _ source: ExplainSource, _ shell: Shell) throws {
    guard let shot = try source.shot(id) else {
      let file = shell.command.string("shots")
      throw UsageError(
        file.map { "no shot \(id) in \($0), or it is a penalty" }
          ?? "no shot \(id) in force: `touchline consume --fact xgoals --json` shows the ids",
        path: ["explain"], exitCode: .failed)
    }
    if shell.isJSON { return try shell.output.jsonLine(shot.json) }
    guard let explanation = shot.explanation else {
      try shell.output.line("\(shot.title): a penalty, always \(shot.xGoals)")
      return
    }
    let mean = try source.meanPrediction(shot)
    try shell.output.line(shot.title)
    try shell.output.write(ForceText.text(shot, explanation, mean: mean, shell.output.terminal))
    guard let folder = shell.command.string("out") else { return }
    let svg = ForcePlot.svg(
      title: shot.title, subtitle: "\(shot.model), positions: \(shot.source.rawValue)",
      base: explanation.base,
      result: explanation.probability, effects: explanation.terms.map(\.drawn),
      marks: mean.map { [("mean prediction", $0)] } ?? [])
    try ChartFolder(folder, shell).write("force-\(shot.fileName).svg", svg)
  }
}

/// Writes charts into a folder, which it makes if need be.
struct ChartFolder {
  private let folder: String
  private let shell: Shell

  init(_ folder: String, _ shell: Shell) throws {
    self.folder = folder
    self.shell = shell
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func write(_ name: String, _ text: String) throws {
    let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    if !shell.isJSON { try shell.output.line(path) }
  }
}

extension ShotExplanation.Term {
  var drawn: Effect { Effect(name: feature.rawValue, value: valueText, effect: effect) }

  var valueText: String { value.isNaN ? "not known" : Decimal.text(value, places: 2) }
}
