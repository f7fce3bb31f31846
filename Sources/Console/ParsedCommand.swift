/// Where a value comes from, the first of these that has one.
public enum Origin: Sendable, Equatable, CustomStringConvertible {
  case option(String)
  case environment(String)
  case configFile(path: String, line: Int)
  case `default`

  public var description: String {
    switch self {
    case .option(let spelling): spelling
    case .environment(let name): "environment \(name)"
    case .configFile(let path, let line): "\(path):\(line)"
    case .default: "default"
    }
  }
}

/// A value and its origin.
public struct ResolvedValue: Sendable, Equatable {
  public var text: String
  public var origin: Origin
}

/// A command line that was understood: the verb, and its values by the long names under which they were declared.
///
/// Values have been checked against their kinds, so a getter returns nil only where nothing was given and there is no
/// default, or where the value is one of the words that the option accepts besides (`--speed real`).
public struct ParsedCommand: Sendable {
  /// The verb, and what is below it: `["deadletters", "list"]`.
  public let path: [String]
  public let spec: CommandSpec
  /// Every setting of the program with its value and origin, for `config`.
  public let settings: [Setting]
  let options: [String: [ResolvedValue]]
  let flags: [String: (count: Int, origin: Origin)]
  let words: [String: [String]]
  let declared: Set<String>

  /// The path as one word: `deadletters list`.
  public var verb: String { path.joined(separator: " ") }

  public func resolved(_ name: String) -> [ResolvedValue] {
    assert(declared.contains(name), "no option or argument '\(name)' is declared for \(verb)")
    return options[name] ?? []
  }

  /// The origin of an option's value, nil if it has none.
  public func origin(_ name: String) -> Origin? { flags[name]?.origin ?? resolved(name).last?.origin }

  /// Whether the user gave it: an origin other than the default.
  public func isGiven(_ name: String) -> Bool {
    guard let origin = origin(name) else { return false }
    return origin != .default
  }

  public func string(_ name: String) -> String? { resolved(name).last?.text }
  public func int(_ name: String) -> Int? { string(name).flatMap { Int($0) } }
  public func double(_ name: String) -> Double? { string(name).flatMap { Double($0) } }
  public func duration(_ name: String) -> Duration? { string(name).flatMap(parseDuration) }
  /// The text of a URL whose scheme has been checked.
  public func url(_ name: String) -> String? { string(name) }

  /// All values of a repeatable option, in the order given.
  public func values(_ name: String) -> [String] { resolved(name).map(\.text) }

  /// The value of an option that the verb cannot do without.
  /// - Throws: `UsageError` that names the option and its environment variable.
  public func require(_ name: String) throws(UsageError) -> String {
    if let value = string(name) { return value }
    let option = spec.options.first { $0.long == name }
    let variable = option?.environment.map { " (or \($0) in the environment)" } ?? ""
    throw UsageError("\(verb) needs --\(name)\(variable)", path: path)
  }

  public func flag(_ name: String) -> Bool { count(name) > 0 }

  /// How often a flag was given: `-vv` is 2.
  public func count(_ name: String) -> Int {
    assert(declared.contains(name), "no flag '\(name)' is declared for \(verb)")
    return flags[name]?.count ?? 0
  }

  /// The value of an argument, by its name in the usage line.
  public func argument(_ name: String) -> String? { arguments(name).first }

  public func arguments(_ name: String) -> [String] {
    assert(declared.contains(name), "no argument '\(name)' is declared for \(verb)")
    return words[name] ?? []
  }

  /// The keys and values of an option of kind `.property`, merged over all origins, by key.
  public func properties(_ name: String) -> [(key: String, value: String, origin: Origin)] {
    resolved(name).compactMap { value in
      splitProperty(value.text).map { ($0.key, $0.value, value.origin) }
    }
  }
}

func splitProperty(_ text: String) -> (key: String, value: String)? {
  guard let equals = text.firstIndex(of: "=") else { return nil }
  return (String(text[..<equals]), String(text[text.index(after: equals)...]))
}

extension ParsedCommand {
  /// Whether an option, flag or argument of that name belongs to this verb.
  public func declares(_ name: String) -> Bool { declared.contains(name) }
}
