import Console
import Formats
import Pipeline

enum DeadLettersVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "deadletters", "look at what could not be taken, and deal with it",
      discussion: """
        What cannot be decoded, validated or stored goes to <topic>.dlq with the reason; the match goes on. A dead letter \
        is named by its place, such as feed.football.dlq/0/17.
        """,
      group: "Running it", subcommands: [list, show, retry, discard])
  ) { shell in
    let settings = try shell.pipelineSettings()
    let admin = try shell.admin(settings.kafka)
    defer { admin.close() }
    let connection = try shell.connect()
    defer { connection.close() }
    let box = DeadLetterBox(settings, admin: admin, connection)
    switch shell.command.path.last {
    case "list": try runList(box, shell)
    case "show": try runShow(box, shell)
    case "retry": try deal(box, shell, "retried") { try box.retry($0) }
    case "discard": try deal(box, shell, "discarded") { try box.discard($0) }
    default: return .usage
    }
    return .done
  }

  private static let filters = [
    OptionSpec("topic", short: "t", "NAME", "of this topic"),
    OptionSpec("match", short: "m", "ID", "of this match", kind: .identifier),
    OptionSpec("since", "T", "from this time on: \(TimeText.help)", kind: TimeText.kind),
  ]
  private static let ids = ArgumentSpec("ID", "these, as list names them", arity: .any)
  private static let all = FlagSpec("all", "all of them")
  /// Dead letters that one call deals with.
  private static let limit = 100_000

  private static let list = CommandSpec(
    "list", "one line each",
    examples: [Example("touchline deadletters list --match DFL-MAT-J03WPY --since 1h")],
    options: filters)
  private static let show = CommandSpec(
    "show", "headers, reason, origin and content",
    examples: [Example("touchline deadletters show feed.football.dlq/0/17")], arguments: [ids],
    options: filters)
  private static let retry = CommandSpec(
    "retry", "produce them again, as they were, to the topic that they came from",
    examples: [
      Example("touchline deadletters retry feed.football.dlq/0/17"),
      Example("touchline deadletters retry --topic feed.football --since 1h"),
    ],
    arguments: [ids], options: filters, flags: [all],
    rules: [.atLeastOne(["ID", "topic", "match", "since", "all"])])
  private static let discard = CommandSpec(
    "discard", "note that nothing is to be done about them; the records stay in Kafka", arguments: [ids],
    options: filters, flags: [all], rules: [.atLeastOne(["ID", "topic", "match", "since", "all"])])

  private static func filter(_ shell: Shell) -> DeadLetterFilter {
    var filter = DeadLetterFilter()
    if shell.command.declares("ID") { filter.ids = Set(shell.command.arguments("ID")) }
    filter.topic = shell.command.string("topic")
    filter.match = shell.command.string("match")
    filter.since = shell.command.time("since")?.milliseconds
    return filter
  }

  private static func runList(_ box: DeadLetterBox, _ shell: Shell) throws {
    // Where there is little room, the reason comes first.
    let isNarrow = shell.output.terminal.isTerminal && shell.output.terminal.width < 100
    var table = Table([
      Table.Column("dead letter"), Table.Column(isNarrow ? "" : "time"), Table.Column("match", minimum: 6),
      Table.Column(isNarrow ? "" : "stage"), Table.Column("reason", minimum: 16),
    ])
    var count = 0
    try box.forEach(filter(shell), cancellation: shell.interrupts.cancellation) { letter in
      count += 1
      if shell.isJSON {
        try shell.output.jsonLine(json(letter, withContent: false))
      } else {
        table.add([
          Table.Cell(letter.id),
          Table.Cell(isNarrow ? "" : Timestamp(milliseconds: letter.record.timestamp).localText),
          Table.Cell(letter.match ?? "–"), Table.Cell(isNarrow ? "" : letter.stage),
          Table.Cell(letter.reason),
        ])
      }
      return count < limit
    }
    if !shell.isJSON, count > 0 { try shell.output.write(table.text(for: shell.output.terminal)) }
    shell.note(count == 0 ? "no dead letters" : count == 1 ? "1 dead letter" : "\(count) dead letters")
  }

  private static func runShow(_ box: DeadLetterBox, _ shell: Shell) throws {
    let letters = try found(box, shell)
    for letter in letters {
      if shell.isJSON {
        try shell.output.jsonLine(json(letter, withContent: true))
        continue
      }
      var lines = [TextLine(letter.id, .strong)]
      lines.append(TextLine("reason   \(letter.reason)"))
      lines.append(TextLine("stage    \(letter.stage)"))
      if let origin = letter.origin {
        lines.append(TextLine("origin   \(origin.partition) offset \(origin.offset)"))
      }
      if let key = letter.record.key {
        lines.append(TextLine("key      \(String(decoding: key, as: UTF8.self))"))
      }
      for header in letter.record.headers {
        lines.append(TextLine("header   \(header.name): \(header.text ?? "null")", .dim))
      }
      if let size = letter.originalSize {
        lines.append(TextLine("content  the first \(letter.record.value?.count ?? 0) of \(size) bytes"))
      }
      lines += letter.valueLines().map { TextLine("  \($0)") }
      try shell.print(lines, isCut: false)
    }
  }

  private static func found(_ box: DeadLetterBox, _ shell: Shell) throws -> [DeadLetter] {
    let filter = filter(shell)
    var letters: [DeadLetter] = []
    var isCut = false
    try box.forEach(filter, cancellation: shell.interrupts.cancellation) { letter in
      letters.append(letter)
      isCut = letters.count == limit
      return !isCut
    }
    if isCut { shell.note("only the first \(limit) of them; run it again for the rest") }
    let missing = filter.ids.subtracting(letters.map(\.id)).sorted()
    if !missing.isEmpty {
      throw PipelineError(
        "no dead letter (any more): \(missing.joined(separator: ", ")). `touchline deadletters list` names those there are"
      )
    }
    return letters
  }

  private static func deal(
    _ box: DeadLetterBox, _ shell: Shell, _ done: String, _ body: ([DeadLetter]) throws -> Void
  ) throws {
    let letters = try found(box, shell)
    if shell.interrupts.isCancelled { return }
    try body(letters)
    for letter in letters {
      if shell.isJSON {
        try shell.output.jsonLine(json(letter, withContent: false))
      } else {
        try shell.output.line("\(done)  \(letter.id)  \(printable(letter.reason))")
      }
    }
    if letters.isEmpty { shell.note("no dead letters") }
  }

  private static func json(_ letter: DeadLetter, withContent: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("id", letter.id)
    writer.field("topic", letter.record.partition.topic)
    writer.field("partition", Int(letter.record.partition.partition))
    writer.field("offset", letter.record.offset)
    writer.field("time", Timestamp(milliseconds: letter.record.timestamp))
    writer.field("match_id", letter.match)
    writer.field("stage", letter.stage)
    writer.field("reason", letter.reason)
    if let origin = letter.origin {
      writer.field("origin_topic", origin.partition.topic)
      writer.field("origin_partition", Int(origin.partition.partition))
      writer.field("origin_offset", origin.offset)
    }
    writer.field("bytes", letter.originalSize ?? letter.record.value?.count ?? 0)
    if withContent {
      writer.field("key", letter.record.key.map { String(decoding: $0, as: UTF8.self) })
      writer.key("headers")
      writer.beginArray()
      for header in letter.record.headers {
        writer.beginObject()
        writer.field("name", header.name)
        writer.field("value", header.text)
        writer.endObject()
      }
      writer.endArray()
      writer.key("value")
      writer.raw(letter.record.json(JSONParser(maxBytes: 16 << 20)))
    }
    writer.endObject()
    return writer.bytes
  }
}
