import Console
import Facts
import Football
import Formats
import Glibc
import Kafka
import Pipeline
import Telemetry

enum ReplayVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "replay", "compute a match's facts again from its log",
      discussion: """
        Reads match.<id>.feed from its first record, silently up to where --from-… says, and prints the facts from there \
        on. T is the time of ingest, or with --event-time that of the match. Offsets are those of match.<id>.feed; \
        --to-… names the last record that is computed. Never touches a live group or table.

        --compare prints what differs from the facts that are stored, and ends with 1 if anything does.
        """,
      group: "Daily use",
      examples: [
        Example("touchline replay --match DFL-MAT-J03WPY --from-clock 63:00"),
        Example("touchline replay --match DFL-MAT-J03WPY --compare", "equal to what was computed live?"),
        Example("touchline replay --match DFL-MAT-J03WPY --model new.json --compare --fact xgoals"),
        Example("touchline replay --match DFL-MAT-J03WPY --speed 10 --publish rehearsal"),
      ],
      options: [
        OptionSpec("match", short: "m", "ID", "the match", required: true, kind: .identifier),
        OptionSpec("from-offset", "N", "print from this offset on", kind: .integer()),
        OptionSpec("from-clock", "CLOCK", "print from \(clockHelp) on", kind: clockKind),
        OptionSpec("from-time", "T", "print from this time on: \(TimeText.help)", kind: TimeText.kind),
        OptionSpec("to-offset", "N", "end after this offset", kind: .integer()),
        OptionSpec("to-clock", "CLOCK", "end after that clock", kind: clockKind),
        OptionSpec("to-time", "T", "end after this time", kind: TimeText.kind),
        OptionSpec(
          "speed", "real|N|max", "as fast as it was played, N times as fast, or as fast as possible",
          default: "max", choices: ["real", "max"], kind: .number(0.01...1e6)),
        OptionSpec(
          "fact", "NAME", "these facts only", repeatable: true, choices: Catalogue.facts.map(\.name)),
        OptionSpec("model", "FILE", "a model file of xGoals or xPass in place of the catalogue", kind: .path),
        OptionSpec("publish", "RUN", "write the facts to replay.<run>.<fact>", kind: .identifier),
      ],
      flags: [
        FlagSpec("event-time", "times are those of the match"),
        FlagSpec("compare", "print only what differs from what is stored"),
      ],
      rules: [
        .atMostOne(["from-offset", "from-clock", "from-time"]),
        .atMostOne(["to-offset", "to-clock", "to-time"]),
        .requires("event-time", anyOf: ["from-time", "to-time"]),
      ])
  ) { shell in
    let command = shell.command
    var settings = try shell.pipelineSettings()
    if let path = command.string("model") { try use(model: path, in: &settings.facts) }
    let admin = try shell.admin(settings.kafka)
    defer { admin.close() }
    let match = try command.require("match")
    let chosen = command.values("fact")
    let facts = Catalogue.facts.filter { chosen.isEmpty || chosen.contains($0.name) }
    let plan = ReplayPlan(
      match: match, facts: facts, from: mark("from", command), to: mark("to", command),
      speed: command.string("speed").flatMap { FeedSpeed($0) } ?? .max)
    let topics = try command.string("publish").map {
      try ReplayTopics(settings, run: $0, facts: facts.map(\.name), admin: admin)
    }
    let isComparing = command.flag("compare")
    var comparison = ReplayComparison()
    var printer = RecordPrinter(shell, showsMatch: false)
    let replay = Replay(settings, plan, admin: admin)
    let summary = try replay.run(
      cancellation: shell.interrupts.cancellation, onWait: { try shell.output.flush() }
    ) { fact in
      try topics?.publish(fact, match: match)
      if isComparing {
        comparison.add(fact)
      } else if shell.isJSON {
        try shell.output.jsonLine(fact.record.json)
      } else if topics == nil {
        try printer.print(fact, match: match)
      }
    }
    try topics?.finish()
    try shell.output.flush()
    shell.note(text(summary))
    if let topics { shell.note("written to \(topics.topics.joined(separator: ", "))") }
    guard isComparing else { return .done }
    let connection = try shell.connect()
    defer { connection.close() }
    let (differences, equal) = try comparison.differences(
      match: match, facts: facts.map(\.name), revisions: summary.revisions, connection)
    try print(differences, shell)
    shell.note(text(differences, equal))
    return differences.isEmpty ? .done : .failed
  }

  private static let clockHelp = "63:00, 45+2:10, 2:18:00 (period and time in it) or, of a race, lap:24"
  private static let clockKind = ValueKind.custom { text in
    MatchPosition(text) == nil ? "is no clock such as \(clockHelp)" : nil
  }

  private static func mark(_ side: String, _ command: ParsedCommand) -> ReplayMark? {
    if let offset = command.int("\(side)-offset") { return .offset(Int64(offset)) }
    if let clock = command.string("\(side)-clock").flatMap({ MatchPosition($0) }) { return .clock(clock) }
    guard let time = command.time("\(side)-time") else { return nil }
    return command.flag("event-time") ? .eventTime(time) : .ingest(time.milliseconds)
  }

  private static func use(model path: String, in settings: inout FactSettings) throws {
    do { try settings.use(modelFile: try readFile(path, limit: 64 << 20)) } catch {
      throw UsageError("\(path): \(error)", path: ["replay"], exitCode: .unreadableInput)
    }
  }

  private static func text(_ summary: ReplaySummary) -> String {
    let played = shortDuration(seconds: summary.playedSeconds)
    return """
      \(summary.records) records of the log, \(played) of play in \(fixed(summary.elapsedSeconds, 2)) s: \
      \(fixed(summary.multiple, summary.multiple < 10 ? 1 : 0)) times real time, \(summary.facts) facts
      """
  }

  private static func text(_ differences: [ReplayDifference], _ equal: Int) -> String {
    if differences.isEmpty { return "compared with what is stored: \(equal) records, all equal" }
    func count(_ kind: ReplayDifference.Kind) -> Int { differences.count { $0.kind == kind } }
    let missing = count(.notStored)
    return """
      compared with what is stored: \(equal) equal, \(count(.content)) with other content, \
      \(count(.notComputed)) stored but not computed now, \(missing) computed now but not stored\
      \(missing > 0 ? " (is the dispatcher up to date? `touchline status` tells)" : "")
      """
  }

  private static func print(_ differences: [ReplayDifference], _ shell: Shell) throws {
    for difference in differences {
      guard shell.isJSON else {
        try shell.output.line(printable(difference.text))
        continue
      }
      var writer = JSONWriter()
      difference.write(into: &writer)
      try shell.output.jsonLine(writer.bytes)
    }
  }
}

/// A whole file.
/// - Throws: a `UsageError` that says why it cannot be read.
func readFile(_ path: String, limit: Int) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw UsageError("cannot be opened: \(String(cString: strerror(errno)))", exitCode: .unreadableInput)
  }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    guard count >= 0 else {
      throw UsageError("cannot be read: \(String(cString: strerror(errno)))", exitCode: .unreadableInput)
    }
    if count == 0 { return bytes }
    bytes += chunk.prefix(count)
    guard bytes.count <= limit else {
      throw UsageError("is larger than \(limit) bytes", exitCode: .unreadableInput)
    }
  }
}
