import Foundation
import Testing

@testable import Telemetry

@Suite struct LogTests {
  private func logged(
    _ configuration: LogConfiguration = .init(), time: FixedTime = noon, colour: Bool = false,
    _ body: (Logger) throws -> Void
  ) throws -> String {
    try captured { error in
      try body(
        Logger(
          label: "dispatcher",
          output: LogOutput(configuration, to: error, time: time, offset: 0, colour: colour)))
    }
  }

  @Test func linesForPeople() throws {
    let text = try logged { log in
      var log = log
      log[.topic] = "facts.xgoals"
      log.info("stored the batch", [.rows: 2_000, .match: "DFL-MAT-J03WPY", .latency: 0.25])
      log.warning("odd", [.error: "no \"such\"\nhost", .reason: "", .topic: "other", .key: "a=b"])
      log.with([.group: "g"]).error("Größe\u{1B}[2J\u{9B}1m")
    }
    #expect(
      text == """
        12:00:01.123 INFO  dispatcher  stored the batch match=DFL-MAT-J03WPY topic=facts.xgoals rows=2000 latency=0.25
        12:00:01.123 WARN  dispatcher  odd topic=other key="a=b" reason="" error="no \\"such\\"\\nhost"
        12:00:01.123 ERROR dispatcher  Größe\\u001b[2J\\u009b1m topic=facts.xgoals group=g

        """)
  }

  @Test func linesOfJSON() throws {
    let text = try logged(LogConfiguration(level: .debug, format: .json)) { log in
      log.debug("a \"b\" \\ \u{1}", [.offset: 7, .topic: "t", .duration: LogValue(Double.nan), .state: true])
    }
    #expect(
      text == #"{"time":"2026-05-01T12:00:01.123456Z","level":"debug","label":"dispatcher","#
        + #""message":"a \"b\" \\ \u0001","topic":"t","offset":7,"duration":null,"state":true}"# + "\n")
    let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["message"] as? String == "a \"b\" \\ \u{1}")
  }

  @Test func levelsThatAreOffCostNothing() throws {
    var computed = 0
    func message() -> String {
      computed += 1
      return "x"
    }
    let text = try logged(LogConfiguration(level: .warning)) { log in
      log.info(message(), [.count: LogValue(message())])
      log.notice(message())
      #expect(computed == 0)
      log.critical(message())
      log.output.configure(LogConfiguration(level: .trace))
      log.trace(message())
    }
    #expect(text == "12:00:01.123 FATAL dispatcher  x\n12:00:01.123 TRACE dispatcher  x\n")
    #expect(computed == 2)
  }

  @Test func everyHoldsBackAndCounts() throws {
    let time = FixedTime()
    let text = try logged(time: time) { log in
      for turn in 0..<25 {
        log.every(10).warning("away \(turn)")
        if turn == 5 { log.every(10).warning("elsewhere") }
        time.advance(milliseconds: 1_000)
      }
    }
    #expect(
      text == """
        00:00:00.000 WARN  dispatcher  away 0
        00:00:05.000 WARN  dispatcher  elsewhere
        00:00:10.000 WARN  dispatcher  away 10 suppressed=9
        00:00:20.000 WARN  dispatcher  away 20 suppressed=9

        """)
  }

  @Test func coloursFromWarningOn() throws {
    let text = try logged(colour: true) { log in
      log.info("a")
      log.error("b")
    }
    #expect(text.contains("INFO  dispatcher"))
    #expect(text.contains("\u{1B}[31mERROR\u{1B}[0m dispatcher"))
  }

  @Test func linesOfManyThreadsStayWhole() async throws {
    let pipe = Pipe()
    let error = StandardError(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    let log = Logger(label: "many", output: LogOutput(to: error, time: noon, offset: 0))
    async let text = WorkThread.run {
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 0..<4 {
        group.addTask {
          try await WorkThread.run {
            for line in 0..<250 { log.info("thread \(thread) line \(line) end") }
          }
        }
      }
      try await group.waitForAll()
    }
    try pipe.fileHandleForWriting.close()
    let lines = try await text.split(separator: "\n")
    #expect(lines.count == 1_000 && Set(lines).count == 1_000)
    #expect(lines.allSatisfy { $0.hasPrefix("12:00:01.123 INFO  many  thread ") && $0.hasSuffix(" end") })
  }

  @Test func configuration() {
    #expect(LogConfiguration(parsing: "") == LogConfiguration(level: .info, format: .text))
    #expect(LogConfiguration(parsing: "debug") == LogConfiguration(level: .debug))
    #expect(LogConfiguration(parsing: "json, WARN") == LogConfiguration(level: .warning, format: .json))
    #expect(LogConfiguration(parsing: "loud") == nil)
  }

  @Test func keysAreUniqueAndKnowTheirOrder() {
    #expect(Set(LogKey.allCases.map(\.rawValue)).count == LogKey.allCases.count)
    #expect(LogKey.allCases.allSatisfy { $0.rawValue.allSatisfy { $0.isLowercase || $0 == "_" } })
  }

  @Test(
    arguments: [
      (0, "1970-1-1 0:0:0.0"), (-1, "1969-12-31 23:59:59.999999"), (951_782_400_000_000, "2000-2-29 0:0:0.0"),
      (1_709_251_199_000_001, "2024-2-29 23:59:59.1"), (4_107_542_400_000_000, "2100-3-1 0:0:0.0"),
      (-2_203_891_200_000_000, "1900-3-1 0:0:0.0"),
    ] as [(Int64, String)])
  func calendar(microseconds: Int64, expected: String) {
    let m = Moment(microseconds: microseconds)
    #expect("\(m.year)-\(m.month)-\(m.day) \(m.hour):\(m.minute):\(m.second).\(m.microsecond)" == expected)
  }
}
