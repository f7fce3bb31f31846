import Charts
import Console
import FoundationEssentials
import Pipeline

enum ChartVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "chart", "draw a match as SVG, from PostgreSQL", group: "Daily use", subcommands: [race])
  ) { shell in
    switch shell.command.path.last {
    case "race": try runRace(shell)
    default: .usage
    }
  }

  private static let race = CommandSpec(
    "race", "both teams' xGoals over the match, a step for each shot",
    examples: [
      Example("touchline chart race DFL-MAT-J03WPY", "writes DFL-MAT-J03WPY-race.svg"),
      Example("touchline chart race DFL-MAT-J03WPY --out -", "to standard output"),
    ],
    arguments: [ArgumentSpec("MATCH", "the match's id", kind: .identifier)],
    options: [OptionSpec("out", "FILE", "where the picture goes; - for standard output", kind: .path)])

  private static func runRace(_ shell: Shell) throws -> ExitCode {
    let match = shell.command.argument("MATCH") ?? ""
    let connection = try shell.connect()
    defer { connection.close() }
    let stored = try StoredShots(match: match, connection)
    let chart = RaceChart(
      home: stored.home, away: stored.away, score: stored.score.map { "\($0.home):\($0.away)" },
      fairResult: stored.fairResult,
      shots: stored.shots.map {
        RaceChart.Shot(
          period: $0.period, clock: $0.clock, isHome: $0.teamID == stored.homeID, xGoals: $0.xGoals,
          isGoal: $0.isGoal, isPenalty: $0.isPenalty, player: $0.player)
      })
    let path = shell.command.string("out") ?? "\(match)-race.svg"
    if path == "-" {
      try shell.output.write(chart.document)
      return .done
    }
    try Data(chart.document.utf8).write(to: URL(filePath: path), options: .atomic)
    try shell.output.line("\(path): \(stored.shots.count) shots")
    return .done
  }
}
