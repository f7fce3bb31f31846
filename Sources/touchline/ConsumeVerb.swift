import Console
import Facts
import Formats
import Kafka
import Pipeline

enum ConsumeVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "consume", "show facts and rankings as they come",
      discussion: """
        Without further words: all facts and rankings of all matches from now on, until Ctrl-C. Reads what is committed, \
        as no member of any group.

        With --json each line is a record just as it was published; position frames are shown as JSON.
        """,
      group: "Daily use",
      examples: [
        Example("touchline consume --match DFL-MAT-J03WPY", "everything of one match"),
        Example("touchline consume --match DFL-MAT-J03WPY --fact xgoals --from-beginning --to-end --json"),
        Example("touchline consume --ranking setpiecethreat --last 20"),
        Example("touchline consume --topic match.DFL-MAT-J03WPY.feed --from-offset 100 --limit 10"),
      ],
      options: [
        OptionSpec("match", short: "m", "ID", "the topics of this match only", kind: .identifier),
        OptionSpec("topic", short: "t", "NAME", "any topic"),
        OptionSpec(
          "fact", "NAME", "these facts", repeatable: true, choices: Catalogue.facts.map(\.name)),
        OptionSpec(
          "ranking", "NAME", "these rankings", repeatable: true, choices: Catalogue.rankings.map(\.name)),
        OptionSpec("from-offset", "N", "from this offset on", kind: .integer()),
        OptionSpec("from-time", "T", "from this time of ingest on: \(TimeText.help)", kind: TimeText.kind),
        OptionSpec("last", "N", "the latest N records first", kind: .integer(0...ReadStart.lastLimit)),
        OptionSpec("limit", short: "n", "N", "end after so many records", kind: .integer(1...Int.max)),
      ],
      flags: [
        FlagSpec("from-beginning", "everything that is there"),
        FlagSpec("to-end", "end where the topics end now"),
        FlagSpec(
          "follow", short: "f", "go on until Ctrl-C; a match or topic that is not there yet is waited for"),
      ],
      rules: [
        .atMostOne(["from-beginning", "from-offset", "from-time", "last"]), .atMostOne(["to-end", "follow"]),
        .atMostOne(["topic", "match"]), .atMostOne(["topic", "fact"]), .atMostOne(["topic", "ranking"]),
      ])
  ) { shell in
    let kafka = try shell.kafkaConfiguration()
    let admin = try shell.admin(kafka)
    defer { admin.close() }
    let command = shell.command
    let selection = TopicSelection(
      match: command.string("match"), topic: command.string("topic"), facts: command.values("fact"),
      rankings: command.values("ranking"))
    let topics = selection.topics(try TopicCatalogue.embedded(), shell.names)
    do {
      try selection.check(topics, existing: try admin.topics().map(\.name), shell.names)
    } catch let error as UnknownName {
      guard command.flag("follow") else { throw error }
      shell.note("\(shell.explained(error)) Waiting for it.")
    }
    let reader = try RecordReader(kafka, admin: admin, topics: topics, follows: !command.flag("to-end"))
    defer { reader.close() }
    var printer = RecordPrinter(
      shell, showsMatch: selection.match == nil && !(selection.topic ?? "").hasPrefix("match."))
    var left = command.int("limit") ?? .max
    try reader.run(
      from: start(command), cancellation: shell.interrupts.cancellation,
      onWait: { try shell.output.flush() }
    ) { record in
      try printer.print(record)
      left -= 1
      return left > 0
    }
    return .done
  }

  private static func start(_ command: ParsedCommand) -> ReadStart {
    if command.flag("from-beginning") { return .beginning }
    if let offset = command.int("from-offset") { return .offset(Int64(offset)) }
    if let time = command.time("from-time") { return .time(time.milliseconds) }
    if let count = command.int("last") { return .last(count) }
    return .now
  }
}
