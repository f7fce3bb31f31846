import Console
import Foundation
import Telemetry
import Testing

@Suite struct OutputTests {
  @Test func linesAndRecordsInOrder() throws {
    let text = try captured { descriptor in
      let output = Output(descriptor: descriptor, terminal: .plain)
      try output.line("first")
      try output.jsonLine(Array("{\"a\":\n1}".utf8))
      try output.write("rest")
      try output.flush()
    }
    #expect(text == "first\n{\"a\": 1}\nrest")
  }

  @Test func buffersUntilFullAndNotOnATerminal() throws {
    let unflushed = try captured { descriptor in
      let output = Output(descriptor: descriptor, terminal: .plain, bufferSize: 10)
      try output.write("123456789")
    }
    #expect(unflushed.isEmpty)
    let full = try captured { descriptor in
      let output = Output(descriptor: descriptor, terminal: .plain, bufferSize: 10)
      try output.write("1234567890")
      try output.write("lost")
    }
    #expect(full == "1234567890")
    let terminal = try captured { descriptor in
      try Output(descriptor: descriptor, terminal: Terminal(isTerminal: true)).line("now")
    }
    #expect(terminal == "now\n")
  }

  @Test func aReaderThatHasGoneIsACleanEnd() throws {
    let pipe = Pipe()
    let output = Output(descriptor: pipe.fileHandleForWriting.fileDescriptor, terminal: .plain)
    try pipe.fileHandleForReading.close()
    try output.line("x")
    #expect(throws: OutputError.self) { try output.flush() }
    #expect { try output.line("y") } throws: { ($0 as? OutputError)?.exitCode == .done }
  }

  @Test func anyOtherErrorIsAFailure() throws {
    let output = Output(descriptor: -1, terminal: .plain)
    try output.line("x")
    #expect { try output.flush() } throws: { ($0 as? OutputError)?.exitCode == .failed }
  }

  @Test func threadsDoNotMixTheirLines() async throws {
    let path = "/tmp/console-output-\(getpid())"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer {
      close(file)
      unlink(path)
    }
    let output = Output(descriptor: file, terminal: .plain, bufferSize: 256)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 0..<4 {
        group.addTask {
          try await WorkThread.run {
            for line in 0..<500 { try output.line("thread \(thread) line \(line) end") }
          }
        }
      }
      try await group.waitForAll()
    }
    try output.flush()
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2_000)
    #expect(Set(lines).count == 2_000)
    #expect(lines.allSatisfy { $0.hasPrefix("thread ") && $0.hasSuffix(" end") })
  }
}
