import Console
import Facts
import Pipeline
import Telemetry

/// Runs services until Ctrl-C or SIGTERM.
private func serve(_ services: [any Service], _ shell: Shell) throws -> ExitCode {
  shell.note("running: \(services.map(\.name).joined(separator: ", ")). Ctrl-C ends it.")
  try ServiceGroup(services).run(until: shell.interrupts.cancellation)
  return .done
}

enum UpVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "up", "everything in one process, for one machine", group: "Running it",
      examples: [Example("touchline up", "dispatcher, all fact workers and all ranking workers")],
      isService: true)
  ) { shell in
    let settings = try shell.pipelineSettings()
    var services = Dispatcher.services(settings)
    services += Catalogue.facts.map { FactWorker.service($0, settings) }
    services += Catalogue.rankings.map { RankingWorker.service($0, settings) }
    return try serve(services, shell)
  }
}

enum DispatchVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "dispatch", "store every record and republish it to its match's topics", group: "Running it",
      examples: [Example("touchline dispatch --instance dispatch-2", "a second one beside the first")],
      isService: true)
  ) { shell in try serve(Dispatcher.services(try shell.pipelineSettings()), shell) }
}

enum WorkVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "work", "compute facts", group: "Running it",
      examples: [Example("touchline work xgoals setpieces", "two facts in one process")],
      arguments: [
        ArgumentSpec("FACT", "the facts to compute", arity: .oneOrMore, choices: Catalogue.facts.map(\.name))
      ], isService: true)
  ) { shell in
    let settings = try shell.pipelineSettings()
    let facts = shell.command.arguments("FACT").compactMap(Catalogue.fact)
    return try serve(facts.map { FactWorker.service($0, settings) }, shell)
  }
}

enum RankVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "rank", "compute rankings", group: "Running it",
      examples: [Example("touchline rank setpiecethreat")],
      arguments: [
        ArgumentSpec(
          "NAME", "the rankings to compute", arity: .oneOrMore, choices: Catalogue.rankings.map(\.name))
      ], isService: true)
  ) { shell in
    let settings = try shell.pipelineSettings()
    let rankings = shell.command.arguments("NAME").compactMap(Catalogue.ranking)
    return try serve(rankings.map { RankingWorker.service($0, settings) }, shell)
  }
}
