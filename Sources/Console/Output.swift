import Glibc
import Telemetry

/// Standard output can no longer be written.
public enum OutputError: ExitCoded, CustomStringConvertible {
  /// The reader has gone, as `head` does: nothing to complain of.
  case readerGone
  case failed(CInt)

  public var exitCode: ExitCode {
    switch self {
    case .readerGone: .done
    case .failed: .failed
    }
  }

  public var description: String {
    switch self {
    case .readerGone: "the reader of standard output has gone"
    case .failed(let code): "cannot write to standard output: \(String(cString: strerror(code)))"
    }
  }
}

/// Standard output through a buffer, for many threads; lines of one call stay together.
///
/// On a terminal every call is shown at once; elsewhere when 64 KB have come together or at `flush`. Streams flush
/// whenever they wait for more.
public final class Output: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var error: OutputError?
  }

  public let terminal: Terminal
  private let descriptor: CInt
  private let limit: Int
  private let state = Locked(State())

  public init(descriptor: CInt = STDOUT_FILENO, terminal: Terminal, bufferSize: Int = 65_536) {
    self.descriptor = descriptor
    self.terminal = terminal
    limit = terminal.isTerminal ? 0 : bufferSize
    // Writing to a closed pipe is then EPIPE, an error that can be handled, instead of the process's death.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes bytes as they are.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    try append { $0.append(contentsOf: bytes) }
  }

  public func write(_ text: String) throws(OutputError) {
    try append { $0.append(contentsOf: text.utf8) }
  }

  public func line(_ text: String = "") throws(OutputError) {
    try append { buffer in
      buffer.append(contentsOf: text.utf8)
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  /// One record of `--json`: its bytes and a line feed, in one piece.
  /// - Parameter record: JSON without a line feed outside its own escapes; line feeds in it become spaces.
  public func jsonLine(_ record: UnsafeRawBufferPointer) throws(OutputError) {
    try append { buffer in
      let start = buffer.count
      buffer.append(contentsOf: record)
      for index in start..<buffer.count where buffer[index] == UInt8(ascii: "\n") {
        buffer[index] = UInt8(ascii: " ")
      }
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  public func jsonLine(_ record: [UInt8]) throws(OutputError) {
    let result = record.withUnsafeBytes { bytes in
      Result { () throws(OutputError) in try jsonLine(bytes) }
    }
    try result.get()
  }

  /// Writes what is buffered.
  public func flush() throws(OutputError) {
    try state.withLock { state throws(OutputError) in try drain(&state) }
  }

  private func append(_ body: (inout [UInt8]) -> Void) throws(OutputError) {
    try state.withLock { state throws(OutputError) in
      if let error = state.error { throw error }
      body(&state.buffer)
      if state.buffer.count >= limit { try drain(&state) }
    }
  }

  private func drain(_ state: inout State) throws(OutputError) {
    if let error = state.error { throw error }
    if state.buffer.isEmpty { return }
    let code = state.buffer.withUnsafeBytes { writeAll($0, to: descriptor) }
    state.buffer.removeAll(keepingCapacity: true)
    if code != 0 {
      let error = code == EPIPE ? OutputError.readerGone : .failed(code)
      state.error = error
      throw error
    }
  }
}
