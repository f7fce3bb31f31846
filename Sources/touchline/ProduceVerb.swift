import Console
import Football
import Formats
import Pipeline
import Telemetry

enum ProduceVerb {
  static let verb = Verb(spec: spec, run: run)

  private static let spec = CommandSpec(
    "produce", "feed matches into Kafka: from files, or live from standard input",
    discussion: """
      PATH is a file, a match folder, a season folder (all also as .gz), or - for JSON Lines on standard input. \
      Each record goes to the feed's topic under its match's id, so that a match stays in one partition and in order.

      Speed: real plays a match as it was played, 50 fifty times as fast (breaks between periods shrink alike), max as \
      fast as the brokers take it. Matches go out one after the other; with --parallel N up to N side by side, each \
      from its own kick-off.

      Ctrl-C sends what is on its way and ends. --resume reads the feed's log, finds out which records of these \
      matches it holds, and sends the others: no record comes twice.

      A line of JSON that is no valid record is reported with its number and left out, the others go on, and \
      the exit code is 65. --unchecked sends every line as it is.
      """, group: "Daily use",
    examples: [
      Example("touchline produce matches/dfl_J03WPY", "a match, as fast as possible"),
      Example(
        "touchline produce matches/dfl_J03WPY --speed real --from-clock 63:00", "live, from the 63rd minute"
      ),
      Example("touchline produce season --match 7582,8658 --speed 50 --parallel 2"),
      Example("touchline produce laps.csv.gz --format f1-laps --season 2023 --round 5 --speed 60", "a race"),
      Example("provider-client | touchline produce -", "a live producer of your own"),
      Example("touchline produce match.jsonl --dry-run --json", "what would be sent, one record a line"),
    ],
    arguments: [ArgumentSpec("PATH", "files and folders, or -", arity: .oneOrMore, kind: .path)],
    options: [
      OptionSpec(
        "format", "FORMAT", "the feed's format (default: told by the content)", default: "auto",
        choices: ["auto"] + FeedFormat.allCases.map(\.rawValue)),
      OptionSpec("match", "ID", "only these matches, by our id or the provider's", repeatable: true),
      OptionSpec(
        "speed", "SPEED", "real, max, or N times the speed of play", default: "max",
        kind: .custom { FeedSpeed($0) == nil ? "is neither real, max nor a number such as 50" : nil }),
      OptionSpec(
        "from-clock", "CLOCK",
        "leave out what lies before: 63:00, 45+2:10 or 2:18:00 (period and time in it), of a race lap:24",
        kind: .custom { MatchPosition($0) == nil ? "is no clock such as 63:00, 45+2:10 or 2:18:00" : nil }),
      OptionSpec("season", "S", "of laps: only the races of this season", kind: .integer(1950...2100)),
      OptionSpec("round", "R", "of laps: only this round of the season", kind: .integer(1...40)),
      OptionSpec(
        "sport", "SPORT", "whose feed it is (default: told by the content)", choices: ["football", "f1"]),
      OptionSpec(
        "parallel", "N", "so many matches side by side", default: "1", kind: .integer(1...64)),
    ],
    flags: [
      FlagSpec("resume", "leave out what the log holds already"),
      FlagSpec("history", "past matches, by a topic of their own: slowly while live ones are on"),
      FlagSpec("unchecked", "send lines of JSON as they are, good or bad"),
      FlagSpec("dry-run", "send nothing: sum up, or with --json print every record"),
    ],
    rules: [
      .requires("round", anyOf: ["season"]), .atMostOne(["resume", "dry-run"]),
      .atMostOne(["resume", "unchecked"]),
    ])

  @Sendable private static func run(_ shell: Shell) throws -> ExitCode {
    let command = shell.command
    let isDry = command.flag("dry-run")
    var production = FeedProduction(try options(shell), try shell.pipelineSettings())
    let bar = shell.progress(isDry ? "read" : "produce")
    production.onProblem = { StandardError.shared.writeLine("touchline: \($0)") }
    production.onWait = { bar.update(0, note: $0) }
    production.onProgress = {
      bar.update(Int64($0.records + $0.alreadyThere), total: total($0), note: note($0))
    }
    let cancellation = shell.interrupts.cancellation
    let start = SystemTime().monotonicNanoseconds()
    let report: ProduceReport
    do throws(ProduceError) {
      if isDry {
        let output = shell.output
        let line: (@Sendable (UnsafeRawBufferPointer) throws -> Void)? = { try output.jsonLine($0) }
        report = try production.dryRun(until: cancellation, line: shell.isJSON ? line : nil)
      } else {
        report = try production.run(until: cancellation)
      }
    } catch { throw ProduceFailure(error) }
    let seconds = Double(SystemTime().monotonicNanoseconds() - start) / 1e9
    bar.finish(note: "\(report.matches.count) \(report.matches.count == 1 ? "match" : "matches")")
    if !(isDry && shell.isJSON) { try printSummary(report, seconds, production, shell) }
    if report.isInterrupted {
      let canResume = !isDry && !production.options.paths.contains("-")
      shell.note(canResume ? "stopped; the same command with --resume goes on from here" : "stopped")
      return .interrupted
    }
    return report.refused > 0 || report.unreadable > 0 ? .unreadableInput : .done
  }

  private static func options(_ shell: Shell) throws -> ProduceOptions {
    let command = shell.command
    var options = ProduceOptions(paths: command.arguments("PATH"))
    options.format = command.string("format").flatMap { FeedFormat(rawValue: $0) }
    options.matches = Set(command.values("match"))
    options.speed = command.string("speed").flatMap { FeedSpeed($0) } ?? .max
    options.fromClock = command.string("from-clock").flatMap { MatchPosition($0) }
    options.parallel = command.int("parallel") ?? 1
    options.resume = command.flag("resume")
    options.history = command.flag("history")
    options.unchecked = command.flag("unchecked")
    options.timeout = shell.timeout
    if let season = command.int("season") {
      options.idPrefix = "f1-\(season)-"
      if let round = command.int("round") {
        options.matches.insert("f1-\(season)-\(round < 10 ? "0" : "")\(round)")
      }
    }
    options.sport =
      command.string("sport") ?? options.format.flatMap { $0 == .jsonl ? nil : $0.sport }
      ?? options.paths.lazy.filter { $0 != "-" }.compactMap { FeedFormat.sport(of: $0) }.first ?? "football"
    if options.resume, options.paths.contains("-") {
      throw UsageError(
        "--resume needs files: what came on standard input before is not known", path: command.path)
    }
    return options
  }

  /// About how many records there are, by the share of the input that is done.
  private static func total(_ report: ProduceReport) -> Int64? {
    guard report.bytes > 0 else { return nil }
    let share = Double(report.bytesDone) / Double(report.bytes)
    let done = Double(report.records + report.alreadyThere)
    return share > 0.02 ? Int64(done / min(1, share)) : nil
  }

  private static func note(_ report: ProduceReport) -> String {
    let place = report.inputs > 1 ? "\(min(report.inputsDone + 1, report.inputs))/\(report.inputs)  " : ""
    return place + report.current + (report.isBesideLive ? "  slowly beside live matches" : "")
  }
}

/// With the exit code that belongs to it.
private struct ProduceFailure: ExitCoded, CustomStringConvertible {
  let description: String
  let exitCode: ExitCode

  init(_ error: ProduceError) {
    description = error.description
    exitCode =
      switch error.kind {
      case .input: .unreadableInput
      case .unavailable: .unavailable
      case .failed: .failed
      }
  }
}

private func printSummary(
  _ report: ProduceReport, _ seconds: Double, _ production: FeedProduction, _ shell: Shell
) throws {
  let topic = production.settings.names.topic(production.options.topic)
  let types = report.byType.sorted { $0.key.rawValue < $1.key.rawValue }
  guard shell.isJSON else {
    var table = Table([Table.Column("record"), Table.Column("count", .right)])
    for (type, count) in types { table.add([Table.Cell(type.rawValue), Table.Cell(String(count))]) }
    if report.unchecked > 0 { table.add(["unchecked", Table.Cell(String(report.unchecked))]) }
    if report.alreadyThere > 0 { table.add(["there already", Table.Cell(String(report.alreadyThere))]) }
    if report.refused > 0 { table.add([Table.Cell("refused", .red), Table.Cell(String(report.refused))]) }
    return try shell.output.write(table.text(for: shell.output.terminal))
  }
  var writer = JSONWriter()
  writer.beginObject()
  writer.field("topic", topic)
  writer.field("matches", report.matches.count)
  writer.field("records", report.records)
  writer.key("by_type")
  writer.beginObject()
  for (type, count) in types {
    writer.key(type.rawValue)
    writer.value(count)
  }
  writer.endObject()
  writer.field("unchecked", report.unchecked)
  writer.field("already_there", report.alreadyThere)
  writer.field("refused", report.refused)
  writer.field("unreadable", report.unreadable)
  writer.field("interrupted", report.isInterrupted)
  writer.field("seconds", rounded9(seconds))
  writer.endObject()
  try shell.output.jsonLine(writer.bytes)
}
