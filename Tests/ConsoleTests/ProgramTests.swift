import Glibc
import Telemetry
import Testing

@testable import Console

@Suite struct ProgramTests {
  struct Unreachable: ExitCoded {
    var exitCode: ExitCode { .unavailable }
  }

  struct Broken: Error {}

  private func run(_ words: [String], body: (Shell) throws -> ExitCode) -> ExitCode {
    Program(fixture, version: "1.2").run(
      arguments: words, environment: [:], handlesSignals: false, body: body)
  }

  @Test func exitCodes() {
    #expect(run(["serve"]) { _ in .done } == .done)
    #expect(run(["serve"]) { _ in .failed } == .failed)
    #expect(run(["serve"]) { _ in throw Unreachable() } == .unavailable)
    #expect(run(["serve"]) { _ in throw Broken() } == .failed)
    #expect(run(["serve"]) { _ in throw OutputError.readerGone } == .done)
    let group = ServiceGroupError(failures: [("a", Unreachable()), ("b", Broken())], stuck: ["c"])
    #expect(run(["serve"]) { _ in throw group } == .unavailable)
    #expect(run(["sevre"]) { _ in .done } == .usage)
    #expect(run(["serve", "--config", "/nonexistent"]) { _ in .done } == .unreadableInput)
  }

  @Test(
    arguments: [
      ("consume", SIGINT, .interrupted), ("consume", SIGTERM, .interrupted), ("serve", SIGINT, .interrupted),
      ("serve", SIGTERM, .done),
    ] as [(String, CInt, ExitCode)])
  func interruptsEndWithTheirCodes(verb: String, signal: CInt, expected: ExitCode) {
    let returned = run([verb]) { shell in
      shell.interrupts.received(signal)
      return shell.interrupts.isCancelled ? .done : .failed
    }
    #expect(returned == expected)
    let thrown = run([verb]) { shell in
      shell.interrupts.received(signal)
      throw CancellationError()
    }
    #expect(thrown == expected)
    let failed = run([verb]) { shell in
      shell.interrupts.received(signal)
      throw Unreachable()
    }
    #expect(failed == .unavailable)
  }

  @Test func aSecondCtrlCEndsAtOnce() async {
    await #expect(processExitsWith: .exitCode(130)) {
      let interrupts = Interrupts()
      interrupts.received(SIGINT)
      interrupts.received(SIGINT)
    }
  }

  @Test func aRealSignalArrivesWhileEveryThreadIsStuck() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let interrupts = Interrupts()
      interrupts.install()
      kill(getpid(), SIGTERM)
      // The main thread is blocked in C until the signal wakes it through the descriptor.
      if interrupts.cancellation.wait(seconds: 30), interrupts.signalNumber == SIGTERM { _exit(7) }
      _exit(1)
    }
  }

  @Test func shellKnowsTheCommonFlags() {
    _ = run(["consume", "-q", "--json"]) { shell in
      #expect(shell.isQuiet && shell.isJSON)
      return .done
    }
  }
}
