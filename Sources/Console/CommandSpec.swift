/// A verb, declared with plain values: everything that parsing, help and `config` need to know of it.
public struct CommandSpec: Sendable {
  public var name: String
  /// One line for the list of verbs.
  public var summary: String
  /// Paragraphs for the verb's own help, separated by empty lines; lines that begin with a space stay as they are.
  public var discussion: String
  /// The heading under which the parent's help lists it.
  public var group: String
  public var examples: [Example]
  public var arguments: [ArgumentSpec]
  /// Accepted by this command and by all below it.
  public var options: [OptionSpec]
  public var flags: [FlagSpec]
  public var rules: [OptionRule]
  public var subcommands: [CommandSpec]
  /// Runs until told to stop; being told so by SIGTERM is then a good end.
  public var isService: Bool

  public init(
    _ name: String, _ summary: String, discussion: String = "", group: String = "Commands",
    examples: [Example] = [], arguments: [ArgumentSpec] = [], options: [OptionSpec] = [],
    flags: [FlagSpec] = [], rules: [OptionRule] = [], subcommands: [CommandSpec] = [],
    isService: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.group = group
    self.examples = examples
    self.arguments = arguments
    self.options = options
    self.flags = flags
    self.rules = rules
    self.subcommands = subcommands
    self.isService = isService
  }

  /// The command that a path of names below this one leads to.
  public func command(at path: [String]) -> CommandSpec? {
    guard let first = path.first else { return self }
    return subcommands.first { $0.name == first }?.command(at: Array(path.dropFirst()))
  }
}

public struct Example: Sendable {
  public var command: String
  public var meaning: String

  public init(_ command: String, _ meaning: String = "") {
    self.command = command
    self.meaning = meaning
  }
}

/// A word that stands without a name.
public struct ArgumentSpec: Sendable {
  public enum Arity: Sendable { case one, optional, oneOrMore, any }

  /// As in the usage line: `PATH`.
  public var name: String
  public var help: String
  public var arity: Arity
  public var kind: ValueKind
  public var choices: [String]

  public init(
    _ name: String, _ help: String, arity: Arity = .one, kind: ValueKind = .text, choices: [String] = []
  ) {
    self.name = name
    self.help = help
    self.arity = arity
    self.kind = kind
    self.choices = choices
  }
}

/// An option with a value.
public struct OptionSpec: Sendable {
  /// Without dashes; also the name by which the parsed value is asked for.
  public var long: String
  public var short: Character?
  public var valueName: String
  public var help: String
  /// The environment variable that stands in for it; of kind `.property` the beginning of the variables' names.
  public var environment: String?
  /// The key in the config file, if it may stand there; of kind `.property` the beginning of the keys.
  public var configKey: String?
  public var defaultValue: String?
  public var isRequired: Bool
  /// May be given several times.
  public var repeatable: Bool
  /// Cuts one value into several, of repeatable options.
  public var separator: Character?
  /// Words that are accepted; with a kind other than `.text` or `.path`, besides values of that kind.
  public var choices: [String]
  public var kind: ValueKind
  /// Never shown; passwords in URLs and in properties are hidden without it.
  public var isSecret: Bool

  public init(
    _ long: String, short: Character? = nil, _ valueName: String, _ help: String,
    environment: String? = nil, configKey: String? = nil, default defaultValue: String? = nil,
    required isRequired: Bool = false, repeatable: Bool = false, separator: Character? = ",",
    choices: [String] = [], kind: ValueKind = .text, isSecret: Bool = false
  ) {
    self.long = long
    self.short = short
    self.valueName = valueName
    self.help = help
    self.environment = environment
    self.configKey = configKey
    self.defaultValue = defaultValue
    self.isRequired = isRequired
    self.repeatable = repeatable
    self.separator = separator
    self.choices = choices
    self.kind = kind
    self.isSecret = isSecret
  }
}

/// An option without a value.
public struct FlagSpec: Sendable {
  public var long: String
  public var short: Character?
  public var help: String
  public var environment: String?
  public var configKey: String?

  public init(
    _ long: String, short: Character? = nil, _ help: String, environment: String? = nil,
    configKey: String? = nil
  ) {
    self.long = long
    self.short = short
    self.help = help
    self.environment = environment
    self.configKey = configKey
  }
}

/// What holds between the options and arguments of a command, by their names.
public enum OptionRule: Sendable {
  case atMostOne([String])
  case exactlyOne([String])
  case atLeastOne([String])
  /// The first is of use only together with one of the others.
  case requires(String, anyOf: [String])
}
