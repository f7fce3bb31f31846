/// Cuts the words of a command line into verbs, options, flags and arguments; knows nothing of values' meaning.
struct ArgumentScanner {
  struct Occurrence {
    var name: String
    var value: String?
    var spelling: String
  }

  var path: [String] = []
  var commands: [CommandSpec]
  var occurrences: [Occurrence] = []
  var words: [String] = []
  var wantsHelp = false
  var wantsVersion = false
  private var rest: ArraySlice<String>
  /// The repeatable option that a bare word goes on with, where the command takes no arguments: `--fact xgoals duels`.
  private var open: OptionSpec?

  init(_ arguments: [String], root: CommandSpec) throws(UsageError) {
    commands = [root]
    rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" {
        for word in rest { try bare(word) }
        break
      } else if word.hasPrefix("--") {
        try long(word)
      } else if isOption(word) {
        try short(word)
      } else {
        try bare(word)
      }
    }
  }

  private var command: CommandSpec { commands[commands.count - 1] }

  private func fail(_ message: String, _ suggestion: String? = nil) -> UsageError {
    UsageError(message, suggestion: suggestion, path: path)
  }

  /// Whether a word is an option: `-` is a path, and `-5` a number unless there is a `-5`.
  private func isOption(_ word: String) -> Bool {
    guard word.count > 1, word.first == "-" else { return false }
    guard let second = word.dropFirst().first, second.isNumber else { return true }
    return find(short: second) != nil
  }

  private mutating func bare(_ word: String) throws(UsageError) {
    if !command.subcommands.isEmpty {
      if path.isEmpty, word == "help", command.command(at: ["help"]) == nil {
        wantsHelp = true
        return
      }
      guard let next = command.command(at: [word]) else {
        if wantsHelp, !path.isEmpty { return }
        let what = path.isEmpty ? "verb" : "\(path.joined(separator: " ")) command"
        let guess = nearest(word, in: command.subcommands.map(\.name))
        let known = "; known: \(command.subcommands.map(\.name).joined(separator: ", "))"
        throw fail("unknown \(what) '\(word)'\(guess == nil && !path.isEmpty ? known : "")", guess)
      }
      path.append(word)
      commands.append(next)
    } else if command.arguments.isEmpty, let option = open {
      occurrences.append(Occurrence(name: option.long, value: word, spelling: "--\(option.long)"))
    } else {
      words.append(word)
    }
  }

  private mutating func long(_ word: String) throws(UsageError) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let value = parts.count == 2 ? String(parts[1]) : nil
    open = nil
    if name == "help" {
      wantsHelp = true
    } else if name == "version" {
      wantsVersion = true
    } else if let flag = commands.lazy.flatMap(\.flags).first(where: { $0.long == name }) {
      occurrences.append(Occurrence(name: name, value: value, spelling: "--\(name)"))
      if let value, parseFlag(value) == nil { throw fail("--\(flag.long) takes no value ('\(value)')") }
    } else if let option = commands.lazy.flatMap(\.options).first(where: { $0.long == name }) {
      try take(option, value, spelling: "--\(name)")
    } else {
      if path.isEmpty, let owner = owner(of: name, below: command) {
        throw fail("--\(name) is an option of \(owner) and stands after it")
      }
      let known = commands.flatMap { $0.options.map(\.long) + $0.flags.map(\.long) } + ["help", "version"]
      throw fail("unknown option --\(name)", nearest(name, in: known).map { "--\($0)" })
    }
  }

  private mutating func short(_ word: String) throws(UsageError) {
    var letters = word.dropFirst()
    open = nil
    while let letter = letters.popFirst() {
      let spelling = "-\(letter)"
      if let option = find(short: letter) {
        if letters.first == "=" { letters = letters.dropFirst() }
        try take(option, letters.isEmpty ? nil : String(letters), spelling: spelling)
        return
      } else if let flag = commands.lazy.flatMap(\.flags).first(where: { $0.short == letter }) {
        occurrences.append(Occurrence(name: flag.long, value: nil, spelling: spelling))
      } else if letter == "h" {
        wantsHelp = true
      } else {
        let known = commands.flatMap { $0.options.map(\.long) + $0.flags.map(\.long) }
        let typed = String(word.dropFirst())
        let meant = typed.count > 2 ? nearest(typed, in: known).map { "--\($0)" } : nil
        throw fail("unknown option \(spelling)\(word.count > 2 ? " in \(word)" : "")", meant)
      }
    }
  }

  private func find(short letter: Character) -> OptionSpec? {
    commands.lazy.flatMap(\.options).first { $0.short == letter }
  }

  private mutating func take(_ option: OptionSpec, _ given: String?, spelling: String) throws(UsageError) {
    var value = given
    if value == nil {
      guard let next = rest.first else { throw fail("\(spelling) needs a value (\(option.valueName))") }
      if next == "--" || isOption(next) || next.hasPrefix("--") {
        throw fail(
          "\(spelling) needs a value (\(option.valueName)) but \(next) follows; write --\(option.long)=\(next) if that is the value"
        )
      }
      value = rest.removeFirst()
    }
    occurrences.append(Occurrence(name: option.long, value: value, spelling: spelling))
    open = option.repeatable ? option : nil
  }

  private func owner(of name: String, below command: CommandSpec) -> String? {
    for child in command.subcommands {
      if child.options.contains(where: { $0.long == name })
        || child.flags.contains(where: { $0.long == name })
      {
        return child.name
      }
      if let deeper = owner(of: name, below: child) { return "\(child.name) \(deeper)" }
    }
    return nil
  }
}

/// yes/no as people write it in environments and files.
func parseFlag(_ text: String) -> Bool? {
  switch text.lowercased() {
  case "1", "true", "yes", "on": true
  case "0", "false", "no", "off", "": false
  default: nil
  }
}
