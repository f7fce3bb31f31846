import Glibc
import Telemetry

/// What a verb gets besides its command line.
public struct Shell: Sendable {
  public let command: ParsedCommand
  public let output: Output
  public let interrupts: Interrupts
  /// Of standard error, for progress.
  public let errorTerminal: Terminal
  public let environment: [String: String]

  public var isQuiet: Bool { command.declares("quiet") && command.flag("quiet") }
  public var isJSON: Bool { command.declares("json") && command.flag("json") }

  /// A bar that keeps quiet when the user wants quiet.
  public func progress(_ label: String, total: Int64? = nil, unit: String = "records") -> ProgressBar {
    ProgressBar(label, total: total, unit: unit, terminal: errorTerminal, quiet: isQuiet)
  }

  /// A message for people, on standard error; nothing with `--quiet`.
  public func note(_ text: String) {
    if !isQuiet { StandardError.shared.writeLine(text) }
  }
}

/// From the words of the command line to the exit code.
public struct Program: Sendable {
  public var spec: CommandSpec
  public var version: String

  public init(_ spec: CommandSpec, version: String) {
    self.spec = spec
    self.version = version
  }

  /// Parses, answers `--help` and `--version`, runs `body` for a verb and reports errors on standard error.
  ///
  /// A verb that returns after Ctrl-C ends with 130, a service that returns after SIGTERM with 0. A reader of standard
  /// output that goes away ends the verb without complaint. Errors that are `ExitCoded` choose their code, others
  /// mean 1.
  /// - Parameter handlesSignals: false leaves SIGINT and SIGTERM of the process as they are.
  public func run(
    arguments: [String], environment: [String: String] = processEnvironment(),
    handlesSignals: Bool = true, body: (Shell) throws -> ExitCode
  ) -> ExitCode {
    let output = Output(terminal: Terminal(descriptor: STDOUT_FILENO, environment: environment))
    let errorTerminal = Terminal(descriptor: STDERR_FILENO, environment: environment)
    do {
      switch try spec.parse(arguments, environment: environment) {
      case .version:
        try output.line("\(spec.name) \(version)")
        try output.flush()
        return .done
      case .help(let path):
        try output.write(spec.helpText(for: path, terminal: output.terminal))
        try output.flush()
        return .done
      case .run(let command):
        let interrupts = Interrupts()
        if handlesSignals { interrupts.install() }
        let shell = Shell(
          command: command, output: output, interrupts: interrupts, errorTerminal: errorTerminal,
          environment: environment)
        do {
          return try run(shell, body)
        } catch is CancellationError {
          try output.flush()
          return exitCode(.done, shell)
        }
      }
    } catch {
      // What the verb had to say before it failed still belongs to the user.
      try? output.flush()
      return report(error, errorTerminal)
    }
  }

  private func run(_ shell: Shell, _ body: (Shell) throws -> ExitCode) throws -> ExitCode {
    let code = try body(shell)
    try shell.output.flush()
    return exitCode(code, shell)
  }

  private func exitCode(_ code: ExitCode, _ shell: Shell) -> ExitCode {
    guard code == .done, let signal = shell.interrupts.signalNumber else { return code }
    let isService = spec.command(at: shell.command.path)?.isService ?? false
    return signal == SIGTERM && isService ? .done : .interrupted
  }

  private func report(_ error: any Error, _ terminal: Terminal) -> ExitCode {
    // What made a group of services end is its first failure.
    let cause = (error as? ServiceGroupError)?.failures.first?.error ?? error
    let code = (cause as? any ExitCoded)?.exitCode ?? .failed
    if code == .done { return code }
    StandardError.shared.setStatus(nil)
    let name = Style.red.apply("\(spec.name):", if: terminal.hasColour)
    StandardError.shared.writeLine("\(name) \(error)")
    if let usage = error as? UsageError, usage.exitCode == .usage {
      let verb = usage.path.map { " \($0)" }.joined()
      StandardError.shared.writeLine(
        verb.isEmpty ? "Try '\(spec.name) help'." : "Try '\(spec.name) help\(verb)'.")
    }
    return code
  }
}
