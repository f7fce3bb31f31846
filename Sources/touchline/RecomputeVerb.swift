import Console
import Facts
import Formats
import Pipeline
import Telemetry

enum RecomputeVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "recompute", "bring stored facts to a model of the catalogue",
      discussion: """
        Appends a request to each match's log. The workers publish the match's facts again, with the request's place as \
        their revision, and stay on that model: later corrections go on from there. Whatever carries a value of the \
        fact follows too. Live matches may be recomputed as well.
        """,
      group: "Daily use",
      examples: [
        Example("touchline recompute xgoals --season statsbomb-43-3", "a whole season with the newest model"),
        Example("touchline recompute xpass --match DFL-MAT-J03WPY --model xpass-open-2026-2"),
      ],
      arguments: [
        ArgumentSpec("FACT", "the fact to compute again", choices: FactSettings.factsWithModels)
      ],
      options: [
        OptionSpec("match", "ID", "this match", repeatable: true, kind: .identifier),
        OptionSpec("season", "ID", "all matches of this season", kind: .identifier),
        OptionSpec("model", "ID", "the model (default: the catalogue's newest)"),
      ],
      rules: [.atLeastOne(["match", "season"])])
  ) { shell in
    let command = shell.command
    let fact = command.argument("FACT") ?? ""
    let settings = try shell.pipelineSettings()
    let known = settings.facts.models(of: fact)
    let model = command.string("model") ?? settings.facts.newestModel(of: fact) ?? ""
    guard known.contains(model) else {
      throw UnknownName(kind: "model of \(fact)", name: model, candidates: known)
    }
    let connection = try shell.connect()
    defer { connection.close() }
    let targets = try Recomputation.targets(
      matches: command.values("match"), season: command.string("season"), connection)
    // Answers in time if Kafka is away.
    try shell.admin(settings.kafka).close()
    let request = Recomputation(
      fact: fact, model: model,
      id: "recompute-\(fact)-\(SystemTime().wallMicroseconds() / 1000)")
    let count = try request.append(to: targets, settings)
    let pruned = targets.filter(\.isPruned).map(\.match)
    if shell.isJSON {
      var writer = JSONWriter()
      writer.beginObject()
      writer.field("fact", fact)
      writer.field("model", model)
      writer.field("id", request.id)
      writer.field("matches", count)
      writer.field("pruned", pruned.count)
      writer.endObject()
      try shell.output.jsonLine(writer.bytes)
      return .done
    }
    if !pruned.isEmpty { shell.note("left out, their logs are pruned: \(pruned.joined(separator: ", "))") }
    try shell.output.line(
      "\(fact) of \(count) \(count == 1 ? "match" : "matches") is computed again with \(model) (request \(request.id)); `touchline status` shows how far the workers are"
    )
    return .done
  }
}
