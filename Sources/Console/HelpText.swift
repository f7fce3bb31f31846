extension CommandSpec {
  /// The help of the command at `path` below this root; of the root itself the verbs, by groups.
  ///
  /// - Parameters:
  ///   - path: a verb and what is below it; an unknown path gives the nearest known parent's help.
  ///   - terminal: for its width (at most 100 columns are used) and colours.
  public func helpText(for path: [String] = [], terminal: Terminal = .plain) -> String {
    var chain = [self]
    for name in path {
      guard let next = chain[chain.count - 1].command(at: [name]) else { break }
      chain.append(next)
    }
    return HelpText(chain: chain, width: max(40, min(terminal.width, 100)), colour: terminal.hasColour).text
  }
}

private struct HelpText {
  typealias Row = (left: String, right: String)

  let chain: [CommandSpec]
  let width: Int
  let colour: Bool

  private var command: CommandSpec { chain[chain.count - 1] }

  var text: String {
    var parts = [command.summary, usage]
    let paragraphs = command.discussion.split(separator: "\n\n").map { paragraph in
      paragraph.first == " "
        ? String(paragraph) : wrapped(String(paragraph), to: width).joined(separator: "\n")
    }
    parts += paragraphs
    for group in groups {
      parts.append(
        section(group, command.subcommands.filter { $0.group == group }.map { ($0.name, $0.summary) }))
    }
    parts.append(section("Arguments", command.arguments.map { (shown($0), described($0)) }))
    // Its own options first, those of the parents between, the root's at the end.
    let own = chain.count > 1 ? chain.dropFirst().reversed().flatMap(rows) : []
    parts.append(section("Options", own))
    parts.append(section(chain.count > 1 ? "Anywhere" : "Options", rows(chain[0]) + common))
    parts.append(examples)
    if !command.subcommands.isEmpty {
      let below = chain.dropFirst().map(\.name) + [chain.count == 1 ? "<verb>" : "<command>"]
      parts.append("'\(chain[0].name) help \(below.joined(separator: " "))' tells all about one of them.")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// In the order in which they first appear.
  private var groups: [String] {
    var seen = Set<String>()
    return command.subcommands.map(\.group).filter { seen.insert($0).inserted }
  }

  private var common: [Row] {
    [("-h, --help", "this help"), ("    --version", "the program's version")]
  }

  private var usage: String {
    var words = chain.map(\.name)
    if !command.subcommands.isEmpty { words.append(chain.count == 1 ? "<verb>" : "<command>") }
    words += command.arguments.map { argument in
      switch argument.arity {
      case .one, .oneOrMore: shown(argument)
      case .optional, .any: "[\(shown(argument))]"
      }
    }
    words += command.options.filter(\.isRequired).map { "--\($0.long) \($0.valueName)" }
    return "\(heading("Usage")) \(words.joined(separator: " ")) [options]"
  }

  private func shown(_ argument: ArgumentSpec) -> String {
    switch argument.arity {
    case .one, .optional: argument.name
    case .oneOrMore, .any: "\(argument.name)…"
    }
  }

  private func heading(_ text: String) -> String { Style.bold.apply("\(text):", if: colour) }

  private func rows(_ command: CommandSpec) -> [Row] {
    command.options.map { option in
      let more = option.repeatable ? "…" : ""
      return ("\(dashes(option.short, option.long)) \(option.valueName)\(more)", described(option))
    }
      + command.flags.map { flag in
        (
          dashes(flag.short, flag.long),
          notes(flag.help, flag.environment.map { ["\($0) in the environment"] } ?? [])
        )
      }
  }

  private func dashes(_ short: Character?, _ long: String) -> String {
    short.map { "-\($0), --\(long)" } ?? "    --\(long)"
  }

  private func described(_ argument: ArgumentSpec) -> String {
    notes(
      argument.help, argument.choices.isEmpty ? [] : ["one of \(argument.choices.joined(separator: ", "))"])
  }

  private func described(_ option: OptionSpec) -> String {
    var facts: [String] = []
    if !option.choices.isEmpty, !option.valueName.contains("|") {
      facts.append("one of \(option.choices.joined(separator: ", "))")
    }
    if option.isRequired { facts.append("required") }
    if let value = option.defaultValue { facts.append("default \(value)") }
    if let name = option.environment {
      if case .property = option.kind {
        facts.append("\(name)<KEY> in the environment")
      } else {
        facts.append("\(name) in the environment")
      }
    }
    return notes(option.help, facts)
  }

  private func notes(_ help: String, _ facts: [String]) -> String {
    facts.isEmpty ? help : "\(help) (\(facts.joined(separator: "; ")))"
  }

  /// Two columns; a left side too wide for its column gets a line of its own.
  private func section(_ title: String, _ rows: [Row]) -> String {
    if rows.isEmpty { return "" }
    let left = min(rows.map { displayWidth($0.left) }.max() ?? 0, 28)
    var lines = [heading(title)]
    for row in rows {
      let indent = String(repeating: " ", count: left + 4)
      var text = wrapped(row.right, to: max(20, width - left - 4))
      var first = "  \(row.left)"
      if displayWidth(row.left) <= left {
        first += String(repeating: " ", count: left - displayWidth(row.left)) + "  " + (text.first ?? "")
        text = Array(text.dropFirst())
      }
      lines.append(String(first.reversed().drop { $0 == " " }.reversed()))
      lines += text.map { indent + $0 }
    }
    return lines.joined(separator: "\n")
  }

  private var examples: String {
    if command.examples.isEmpty { return "" }
    var lines = [heading("Examples")]
    for example in command.examples {
      if !example.meaning.isEmpty {
        lines += wrapped("# \(example.meaning)", to: width - 2).map { "  \($0)" }
      }
      lines.append("  \(example.command)")
    }
    return lines.joined(separator: "\n")
  }
}
