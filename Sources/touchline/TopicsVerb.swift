import Console
import Formats
import Kafka
import Pipeline

enum TopicsVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "topics", "create and look after the topics", group: "Running it",
      subcommands: [apply, list, diff, describe, prune])
  ) { shell in
    switch shell.command.path.last {
    case "apply": try runApply(shell)
    case "list": try runList(shell)
    case "diff": try runDiff(shell)
    case "describe": try runDescribe(shell)
    case "prune": try runPrune(shell)
    default: .usage
    }
  }

  private static let directory = OptionSpec(
    "dir", "DIR", "topic files to use instead of those inside the program", kind: .path)
  private static let limits = [
    OptionSpec(
      "max-replicas", "N",
      "at most so many replicas, for small clusters (default: as many brokers as there are)",
      kind: .integer(1...100)),
    OptionSpec(
      "max-partitions", "N", "at most so many partitions of a topic that is made anew",
      kind: .integer(1...10_000)),
  ]

  private static let apply = CommandSpec(
    "apply", "create what is missing and set what differs",
    discussion: "Never changes a partition count: matches and seasons would move to other partitions.",
    examples: [
      Example("touchline topics apply"), Example("touchline topics apply --max-replicas 1", "one broker"),
    ],
    options: [directory] + limits)
  private static let list = CommandSpec("list", "all topics, with those of the matches", options: [directory])
  private static let diff = CommandSpec(
    "diff", "what apply would change; exit 1 if anything", options: [directory] + limits)
  private static let describe = CommandSpec(
    "describe", "one topic: what its file says and what the cluster has",
    arguments: [ArgumentSpec("NAME", "without prefix, e.g. feed.football")], options: [directory])
  private static let prune = CommandSpec(
    "prune", "remove a match's own topics",
    discussion:
      "What is stored in PostgreSQL and in the global topics stays. Later records of the match become dead letters.",
    examples: [Example("touchline topics prune --match statsbomb-7582")],
    options: [OptionSpec("match", "ID", "the match", required: true, repeatable: true)])

  private static func runApply(_ shell: Shell) throws -> ExitCode {
    let changes = try plan(shell)
    let administration = try TopicAdministration(shell.kafkaConfiguration(), names: shell.names)
    for change in changes {
      if case .refused = change.kind { throw PipelineError(change.description) }
    }
    try administration.apply(changes)
    try print(changes, verb: "applied", shell)
    return .done
  }

  private static func runDiff(_ shell: Shell) throws -> ExitCode {
    let changes = try plan(shell)
    try print(changes, verb: "would apply", shell)
    return changes.isEmpty ? .done : .failed
  }

  private static func plan(_ shell: Shell) throws -> [TopicChange] {
    try TopicAdministration(shell.kafkaConfiguration(), names: shell.names).changes(
      toward: try catalogue(shell), maxReplicas: shell.command.int("max-replicas"),
      maxPartitions: shell.command.int("max-partitions"))
  }

  private static func print(_ changes: [TopicChange], verb: String, _ shell: Shell) throws {
    if shell.isJSON {
      var writer = JSONWriter()
      writer.beginArray()
      for change in changes {
        writer.beginObject()
        writer.field("topic", change.topic)
        writer.field("change", change.description)
        writer.endObject()
      }
      writer.endArray()
      return try shell.output.jsonLine(writer.bytes)
    }
    for change in changes { try shell.output.line("\(verb): \(change.description)") }
    if changes.isEmpty { try shell.output.line("all topics are as their files say") }
  }

  private static func runList(_ shell: Shell) throws -> ExitCode {
    let listed = try TopicAdministration(shell.kafkaConfiguration(), names: shell.names).list()
    if shell.isJSON {
      for topic in listed {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("topic", topic.name)
        writer.field("partitions", topic.partitions)
        writer.field("replicas", topic.replication)
        writer.endObject()
        try shell.output.jsonLine(writer.bytes)
      }
      return .done
    }
    var table = Table([
      Table.Column("topic"), Table.Column("partitions", .right), Table.Column("replicas", .right),
    ])
    for topic in listed {
      table.add([
        Table.Cell(topic.name), Table.Cell(String(topic.partitions)), Table.Cell(String(topic.replication)),
      ])
    }
    try shell.output.write(table.text(for: shell.output.terminal))
    return .done
  }

  private static func runDescribe(_ shell: Shell) throws -> ExitCode {
    let topics = try catalogue(shell)
    let name = shell.command.argument("NAME") ?? ""
    guard let topic = topics[name] else {
      let hint = nearest(name, in: topics.topics.map(\.name)).map { ". Did you mean \($0)?" } ?? ""
      throw UsageError("there is no topic file of \(name)\(hint)", path: shell.command.path)
    }
    let administration = try TopicAdministration(shell.kafkaConfiguration(), names: shell.names)
    let actual = try administration.settings(of: name)
    var table = Table([Table.Column("setting"), Table.Column("file"), Table.Column("cluster")])
    table.add([
      Table.Cell("partitions"), Table.Cell(String(topic.partitions)), Table.Cell(actual["partitions"] ?? "–"),
    ])
    table.add([
      Table.Cell("replicas"), Table.Cell(String(topic.replicas)), Table.Cell(actual["replicas"] ?? "–"),
    ])
    for (key, value) in topic.config.sorted(by: { $0.key < $1.key }) {
      table.add([Table.Cell(key), Table.Cell(value), Table.Cell(actual[key] ?? "–")])
    }
    for (type, rule) in topic.rules.sorted(by: { $0.key < $1.key }) {
      let fate = "\(rule.table ?? "no table")\(rule.isRepublished ? ", republished" : "")"
      table.add([Table.Cell(type), Table.Cell(fate), Table.Cell("")])
    }
    try shell.output.write(table.text(for: shell.output.terminal))
    return .done
  }

  private static func runPrune(_ shell: Shell) throws -> ExitCode {
    let administration = try TopicAdministration(shell.kafkaConfiguration(), names: shell.names)
    let connection = try shell.connect()
    defer { connection.close() }
    for match in shell.command.values("match") {
      // First the word that counts, then the topics: a dispatcher must not make them again.
      let noted = try connection.execute(
        "UPDATE matches SET pruned_at = now() WHERE match_id = $1", [.text(match)])
      guard noted > 0 else {
        throw PipelineError("there is no match \(match): `touchline matches` lists them")
      }
      for topic in try administration.prune(match: match) { try shell.output.line("removed \(topic)") }
    }
    return .done
  }

  private static func catalogue(_ shell: Shell) throws -> TopicCatalogue {
    guard let directory = shell.command.string("dir") else { return try TopicCatalogue.embedded() }
    return try TopicCatalogue.read(directory: directory)
  }
}
