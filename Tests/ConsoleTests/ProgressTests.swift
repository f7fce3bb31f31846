import Console
import Telemetry
import Testing

@Suite struct ProgressTests {
  @Test func plainLinesIntoAPipeEveryFiveSeconds() throws {
    let time = FixedTime()
    let text = try captured { descriptor in
      let bar = ProgressBar(
        "produce", total: 1_000, terminal: .plain, output: StandardError(descriptor: descriptor), time: time)
      for step in 1...12 {
        time.advance(milliseconds: 1_000)
        bar.update(Int64(step * 50), note: "\(step):00")
      }
      bar.finish()
      bar.update(1_000)
    }
    #expect(
      text == """
        produce  25 %  250/1.0k records  50/s  15 s left  5:00
        produce  50 %  500/1.0k records  50/s  10 s left  10:00
        produce  600 records in 12 s  50/s  12:00

        """)
  }

  @Test func terminalsAreDrawnTenTimesASecondAtMost() throws {
    let time = FixedTime()
    let text = try captured { descriptor in
      let bar = ProgressBar(
        "load", total: 2_000_000, unit: "bytes", terminal: Terminal(isTerminal: true, width: 70),
        output: StandardError(descriptor: descriptor), time: time)
      for _ in 0..<100 {
        time.advance(milliseconds: 10)
        bar.advance(by: 10_000)
      }
      bar.finish()
    }
    // 1 s in steps of 10 ms: the first, then one every 100 ms; and the line taken away.
    #expect(text.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false).count == 1 + 10 + 1)
    #expect(text.contains("load  █████████░░░░░░░░░░░  45 %  910.0 kB/2.0 MB  1.0 MB/s  1 s left"))
    #expect(text.hasSuffix("\r\u{1B}[Kload  1.0 MB in 1 s  1.0 MB/s\n"))
  }

  @Test func linesPassAboveTheStatus() throws {
    let text = try captured { descriptor in
      let output = StandardError(descriptor: descriptor)
      output.setStatus("50 %")
      output.writeLine("a warning")
      output.setStatus(nil)
      output.writeLine("the end")
    }
    #expect(text == "\r\u{1B}[K50 %\r\u{1B}[Ka warning\n50 %\r\u{1B}[Kthe end\n")
  }

  @Test func quietMeansNothing() throws {
    let text = try captured { descriptor in
      let bar = ProgressBar("x", terminal: .plain, quiet: true, output: StandardError(descriptor: descriptor))
      bar.update(5)
      bar.finish()
    }
    #expect(text.isEmpty)
  }

  @Test func nothingKnownOfTheTotal() throws {
    let time = FixedTime()
    let text = try captured { descriptor in
      let bar = ProgressBar(
        "consume", terminal: .plain, output: StandardError(descriptor: descriptor), time: time)
      time.advance(milliseconds: 10_000)
      bar.update(123_456)
    }
    #expect(text == "consume  123k records  12.3k/s\n")
  }
}
