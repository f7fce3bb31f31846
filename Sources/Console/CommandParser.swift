/// What a command line asks for.
public enum Invocation: Sendable {
  case run(ParsedCommand)
  /// The help of the command at that path; empty for the list of verbs.
  case help([String])
  case version
}

extension CommandSpec {
  /// Understands a command line, with this as the program's root command.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - environment: the process's variables.
  ///   - configOption: the option of the root that names the config file.
  ///   - readConfig: reads that file.
  /// - Throws: `UsageError` that says what is wrong and what was probably meant.
  public func parse(
    _ arguments: [String], environment: [String: String] = [:], configOption: String = "config",
    readConfig: (String) throws(UsageError) -> ConfigFile = { path throws(UsageError) in
      try ConfigFile(readingAt: path)
    }
  ) throws(UsageError) -> Invocation {
    let scan = try ArgumentScanner(arguments, root: self)
    if scan.wantsVersion { return .version }
    if scan.wantsHelp || (scan.path.isEmpty && scan.words.isEmpty) { return .help(scan.path) }
    do {
      return .run(try resolve(scan, environment, configOption, readConfig))
    } catch {
      var error = error
      if error.path.isEmpty { error.path = scan.path }
      throw error
    }
  }

  private func resolve(
    _ scan: ArgumentScanner, _ environment: [String: String], _ configOption: String,
    _ readConfig: (String) throws(UsageError) -> ConfigFile
  ) throws(UsageError) -> ParsedCommand {
    guard let command = scan.commands.last else { throw UsageError("no verb") }
    guard command.subcommands.isEmpty else {
      let names = command.subcommands.map(\.name).joined(separator: ", ")
      throw UsageError("\(scan.path.joined(separator: " ")) needs one of: \(names)")
    }
    var sources = ValueSources(occurrences: scan.occurrences, environment: environment)
    if let option = options.first(where: { $0.long == configOption }),
      let path = sources.values(of: option).last?.text
    {
      let config = try readConfig(path)
      try check(config)
      sources.config = config
    }

    var values: [String: [ResolvedValue]] = [:]
    var flags: [String: (count: Int, origin: Origin)] = [:]
    var declared = Set<String>()
    // The whole set of options goes along with the command, for `require` and for rules.
    var visible = command
    visible.options = scan.commands.reversed().flatMap(\.options)
    visible.flags = scan.commands.reversed().flatMap(\.flags)
    for option in visible.options {
      declared.insert(option.long)
      let found = sources.values(of: option)
      for value in found {
        try validate(
          value.text, option.kind, option.choices, called: value.origin.name(of: "--\(option.long)"))
      }
      if found.isEmpty, option.isRequired {
        throw UsageError(
          "\(scan.path.joined(separator: " ")) needs --\(option.long) \(option.valueName)", path: scan.path)
      }
      values[option.long] = found
    }
    for flag in visible.flags {
      declared.insert(flag.long)
      flags[flag.long] = try sources.flag(flag)
    }
    declared.formUnion(command.arguments.map(\.name))
    let words = try assign(scan.words, to: command)
    let parsed = ParsedCommand(
      path: scan.path, spec: visible, settings: settings(from: sources), options: values, flags: flags,
      words: words, declared: declared)
    for rule in command.rules { try rule.check(parsed) }
    return parsed
  }

  private func assign(_ words: [String], to command: CommandSpec) throws(UsageError) -> [String: [String]] {
    var assigned: [String: [String]] = [:]
    var rest = words[...]
    for argument in command.arguments {
      let taken: ArraySlice<String>
      switch argument.arity {
      case .one, .optional: taken = rest.prefix(1)
      case .oneOrMore, .any: taken = rest
      }
      rest = rest.dropFirst(taken.count)
      if taken.isEmpty, argument.arity == .one || argument.arity == .oneOrMore {
        let choices = argument.choices.isEmpty ? "" : " (one of: \(argument.choices.joined(separator: ", ")))"
        throw UsageError("\(argument.name) is missing\(choices)")
      }
      for word in taken { try validate(word, argument.kind, argument.choices, called: argument.name) }
      assigned[argument.name] = Array(taken)
    }
    if let first = rest.first { throw UsageError("'\(first)' is one argument too many") }
    return assigned
  }

  private func validate(
    _ text: String, _ kind: ValueKind, _ choices: [String], called name: String
  ) throws(UsageError) {
    if choices.contains(text) { return }
    var isFree = choices.isEmpty
    if !isFree {
      switch kind {
      case .text, .path, .identifier: break
      default: isFree = true
      }
    }
    if isFree, let complaint = kind.complaint(about: text) {
      let others = choices.isEmpty ? "" : ", nor \(choices.joined(separator: " or "))"
      throw UsageError("\(name): '\(text)' \(complaint)\(others)", suggestion: nearest(text, in: choices))
    }
    if !isFree {
      let guess = nearest(text, in: choices)
      let known = guess == nil ? " (one of: \(choices.joined(separator: ", ")))" : ""
      throw UsageError("\(name): '\(text)' is not known\(known)", suggestion: guess)
    }
  }
}

extension Origin {
  /// How an error names the culprit.
  fileprivate func name(of option: String) -> String {
    switch self {
    case .option(let spelling): spelling
    case .environment(let variable): variable
    case .configFile(let path, let line): "\(path):\(line)"
    case .default: option
    }
  }
}

extension OptionRule {
  func check(_ parsed: ParsedCommand) throws(UsageError) {
    func isGiven(_ name: String) -> Bool {
      if parsed.spec.arguments.contains(where: { $0.name == name }) { return !parsed.arguments(name).isEmpty }
      return parsed.isGiven(name)
    }
    func shown(_ names: [String], _ word: String = "or") -> String {
      names.map { name in parsed.spec.arguments.contains { $0.name == name } ? name : "--\(name)" }
        .joined(separator: " \(word) ")
    }
    switch self {
    case .atMostOne(let names):
      let given = names.filter(isGiven)
      if given.count > 1 { throw UsageError("\(shown(given, "and")) exclude each other") }
    case .exactlyOne(let names):
      try OptionRule.atMostOne(names).check(parsed)
      try OptionRule.atLeastOne(names).check(parsed)
    case .atLeastOne(let names):
      if !names.contains(where: isGiven) { throw UsageError("\(parsed.verb) needs \(shown(names))") }
    case .requires(let name, let others):
      if isGiven(name), !others.contains(where: isGiven) {
        throw UsageError("\(shown([name])) is of use only with \(shown(others))")
      }
    }
  }
}
