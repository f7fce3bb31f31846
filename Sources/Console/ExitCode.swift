/// What a process of ours ends with; part of what users may rely on.
public enum ExitCode: Int32, Sendable {
  case done = 0
  /// The message says what failed and what to do.
  case failed = 1
  /// Wrong command line.
  case usage = 64
  /// Input cannot be read.
  case unreadableInput = 65
  /// Broker or database not reachable in time.
  case unavailable = 69
  /// Stopped by Ctrl-C, after a clean end.
  case interrupted = 130
}

/// An error that knows which exit code it means; all others mean `failed`.
public protocol ExitCoded: Error {
  var exitCode: ExitCode { get }
}
