import Console
import Foundation
import Testing

/// A small program of the shape of the real one.
let fixture = CommandSpec(
  "touchline", "Live match facts from event streams.",
  options: [
    OptionSpec(
      "brokers", short: "b", "HOST:PORT,…", "Kafka", environment: "KAFKA_BOOTSTRAP_SERVERS",
      configKey: "brokers",
      default: "localhost:9092"),
    OptionSpec(
      "property", short: "X", "key=value", "any librdkafka property", environment: "TOUCHLINE_KAFKA_",
      configKey: "kafka.", repeatable: true, separator: nil, kind: .property),
    OptionSpec(
      "database", "URL", "PostgreSQL connection URI", environment: "DATABASE_URL", configKey: "database",
      kind: .url(schemes: ["postgresql", "postgres"])),
    OptionSpec("config", "FILE", "settings", environment: "TOUCHLINE_CONFIG", kind: .path),
    OptionSpec(
      "timeout", "SECONDS", "how long to wait for broker or database before giving up", configKey: "timeout",
      default: "10", kind: .duration),
  ],
  flags: [
    FlagSpec("json", "one JSON object a line"),
    FlagSpec("quiet", short: "q", "no progress"),
    FlagSpec("verbose", short: "v", "more logs", environment: "FIXTURE_VERBOSE", configKey: "verbose"),
  ],
  subcommands: [
    CommandSpec(
      "produce", "send a feed to Kafka",
      discussion: "PATH is a file, a match folder or a season folder.\n\n  a line that stays   as it is",
      group: "Daily use",
      examples: [
        Example("touchline produce match.jsonl --speed real", "one match, as fast as it was played"),
        Example("touchline produce -"),
      ],
      arguments: [ArgumentSpec("PATH", "what to send", arity: .oneOrMore, kind: .path)],
      options: [
        OptionSpec(
          "format", "FORMAT", "how to read it", default: "auto",
          choices: ["auto", "jsonl", "dfl", "statsbomb"]),
        OptionSpec("match", "ID", "only these matches", repeatable: true, kind: .identifier),
        OptionSpec(
          "speed", "real|N|max", "how fast", default: "max", choices: ["real", "max"],
          kind: .number(0.001...10_000)),
        OptionSpec(
          "parallel", "N", "readers at the same time", configKey: "parallel", default: "1",
          kind: .integer(1...64)),
      ],
      flags: [FlagSpec("dry-run", "send nothing")]),
    CommandSpec(
      "consume", "print facts as they come", group: "Daily use",
      options: [
        OptionSpec("match", "ID", "one match", kind: .identifier),
        OptionSpec("topic", "NAME", "one topic"),
        OptionSpec("fact", "NAME", "only these facts", repeatable: true),
        OptionSpec("last", "N", "the last N", kind: .integer(1...1_000_000)),
        OptionSpec("from-offset", "N", "from there", kind: .integer(-10...10)),
      ],
      flags: [FlagSpec("follow", "go on")],
      rules: [.atMostOne(["match", "topic"]), .requires("last", anyOf: ["match", "topic"])]),
    CommandSpec(
      "deadletters", "records that could not be used", group: "Running it",
      options: [OptionSpec("topic", "NAME", "of one topic")],
      subcommands: [
        CommandSpec("list", "one line each"),
        CommandSpec("show", "all of one", arguments: [ArgumentSpec("ID", "which")]),
      ]),
    CommandSpec(
      "explain", "why a shot has its xGoals", group: "Daily use",
      arguments: [ArgumentSpec("SHOT", "its id", arity: .optional)],
      flags: [FlagSpec("global", "the whole model")],
      rules: [.exactlyOne(["SHOT", "global"])]),
    CommandSpec("serve", "HTTP API, pages, metrics", group: "Running it", isService: true),
    CommandSpec(
      "rankings", "who is best", group: "Daily use",
      arguments: [ArgumentSpec("RANKING", "which", choices: ["xgoals", "setpiecethreat", "skill"])]),
  ])

func parse(
  _ line: String, _ environment: [String: String] = [:], config: String? = nil
) throws -> ParsedCommand {
  var environment = environment
  if config != nil { environment["TOUCHLINE_CONFIG"] = "t.conf" }
  let invocation = try fixture.parse(
    line.split(separator: " ").map(String.init), environment: environment,
    readConfig: { path throws(UsageError) in try ConfigFile(parsing: config ?? "", path: path) })
  guard case .run(let command) = invocation else { throw UsageError("not a verb: \(invocation)") }
  return command
}

/// The error that a line gives; nil (and an issue) if it gives none.
func usageError(_ line: String, _ environment: [String: String] = [:], config: String? = nil) -> UsageError? {
  do {
    _ = try parse(line, environment, config: config)
    Issue.record("'\(line)' was accepted")
    return nil
  } catch {
    return error as? UsageError
  }
}

/// What `body` writes into a pipe.
func captured(_ body: (CInt) throws -> Void) throws -> String {
  let pipe = Pipe()
  try body(pipe.fileHandleForWriting.fileDescriptor)
  try pipe.fileHandleForWriting.close()
  return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
}
