import Console

/// A verb: how it is called, and what it does.
struct Verb: Sendable {
  var spec: CommandSpec
  var run: @Sendable (Shell) throws -> ExitCode
}

/// The program: its verbs and the options that all of them share.
enum Root {
  static let version = "0.1.0"

  static let verbs: [Verb] = [
    ProduceVerb.verb, ConsumeVerb.verb, ReplayVerb.verb, RecomputeVerb.verb, RankingsVerb.verb,
    ChartVerb.verb,
    MatchesVerb.verb,
    DeadLettersVerb.verb, StatusVerb.verb,
    UpVerb.verb, DispatchVerb.verb, WorkVerb.verb, RankVerb.verb,
    TopicsVerb.verb, MigrateVerb.verb, ConfigVerb.verb,
    ExplainVerb.verb, TrainVerb.verb, EvaluateVerb.verb,
  ]

  static let spec = CommandSpec(
    "touchline", "live match facts and rankings from Kafka topics",
    discussion: """
      Touchline turns live match and sensor data into match facts and rankings while the match is being played. \
      Feeds come in on global topics; every fact and ranking goes out on topics too, and into PostgreSQL.
      """,
    options: CommonOptions.options, flags: CommonOptions.flags, subcommands: verbs.map(\.spec))

  static func run(_ shell: Shell) throws -> ExitCode {
    CommonOptions.configureLogs(shell)
    guard let name = shell.command.path.first, let verb = verbs.first(where: { $0.spec.name == name }) else {
      return .usage
    }
    do { return try verb.run(shell) } catch { throw shell.explained(error) }
  }
}
