import Telemetry

/// How far something has come, on standard error: a line that is drawn again at most ten times a second, or where
/// that is no terminal a plain line every five seconds. For many threads.
public final class ProgressBar: Sendable {
  private struct State {
    var done: Int64 = 0
    var total: Int64?
    var note = ""
    var drawn: UInt64?
    var finished = false
  }

  private static let redraw: UInt64 = 100_000_000
  private static let plainLine: UInt64 = 5_000_000_000

  private let label: String
  private let unit: String
  private let terminal: Terminal
  private let quiet: Bool
  private let output: StandardError
  private let time: any TimeSource
  private let start: UInt64
  private let state: Locked<State>

  /// - Parameters:
  ///   - label: what is being done: `produce`.
  ///   - total: how much there is, if that is known; gives the bar, the share and the time left.
  ///   - unit: what is counted: `records`, `bytes`.
  ///   - terminal: of standard error.
  ///   - quiet: draws nothing at all.
  public init(
    _ label: String, total: Int64? = nil, unit: String = "records", terminal: Terminal, quiet: Bool = false,
    output: StandardError = .shared, time: any TimeSource = .system
  ) {
    self.label = label
    self.unit = unit
    self.terminal = terminal
    self.quiet = quiet
    self.output = output
    self.time = time
    start = time.monotonicNanoseconds()
    state = Locked(State(total: total))
  }

  /// Tells how much is done. Cheap enough for every batch, not meant for every record.
  /// - Parameter note: free text at the end, such as the match clock; nil leaves it as it is.
  public func update(_ done: Int64, total: Int64? = nil, note: String? = nil) {
    change { state in
      state.done = done
      if let total { state.total = total }
      if let note { state.note = printable(note) }
    }
  }

  public func advance(by count: Int64 = 1, note: String? = nil) {
    change { state in
      state.done += count
      if let note { state.note = printable(note) }
    }
  }

  /// Takes the bar away and leaves one line that sums up. Later updates do nothing.
  public func finish(note: String? = nil) {
    state.withLock { state in
      guard !state.finished, !quiet else { return }
      state.finished = true
      if let note { state.note = printable(note) }
      if terminal.isTerminal { output.setStatus(nil) }
      output.writeLine(summary(state))
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let now = time.monotonicNanoseconds()
    state.withLock { state in
      body(&state)
      guard !quiet, !state.finished else { return }
      let pause = terminal.isTerminal ? Self.redraw : Self.plainLine
      // A plain line at the very start would say nothing; a bar shows that something goes on.
      let last = state.drawn ?? (terminal.isTerminal ? nil : start)
      if let last, now - last < pause { return }
      state.drawn = now
      let text = line(state, now)
      if terminal.isTerminal {
        output.setStatus(truncated(text, to: terminal.width - 1))
      } else {
        output.writeLine(text)
      }
    }
  }

  private func amount(_ value: Double) -> String { unit == "bytes" ? byteCount(Int(value)) : compact(value) }

  private func line(_ state: State, _ now: UInt64) -> String {
    let seconds = Double(now - start) / 1e9
    let rate = seconds > 0 ? Double(state.done) / seconds : 0
    var parts = [label]
    if let total = state.total, total > 0 {
      let share = min(1, Double(state.done) / Double(total))
      if terminal.isTerminal, terminal.width >= 60 { parts.append(bar(share)) }
      // Rounded down: 100 % means done.
      parts.append("\(Int(share * 100)) %")
      parts.append("\(amount(Double(state.done)))/\(amount(Double(total))) \(unit == "bytes" ? "" : unit)")
    } else {
      parts.append("\(amount(Double(state.done))) \(unit == "bytes" ? "" : unit)")
    }
    parts.append("\(amount(rate))/s")
    if let total = state.total, rate > 0, state.done < total {
      parts.append("\(shortDuration(seconds: Double(total - state.done) / rate)) left")
    }
    if !state.note.isEmpty { parts.append(state.note) }
    return parts.map { $0.last == " " ? String($0.dropLast()) : $0 }.joined(separator: "  ")
  }

  private func summary(_ state: State) -> String {
    let seconds = Double(time.monotonicNanoseconds() - start) / 1e9
    let rate = seconds > 0 ? "  \(amount(Double(state.done) / seconds))/s" : ""
    let counted = "\(amount(Double(state.done)))\(unit == "bytes" ? "" : " \(unit)")"
    let note = state.note.isEmpty ? "" : "  \(state.note)"
    return "\(label)  \(counted) in \(shortDuration(seconds: seconds))\(rate)\(note)"
  }

  private func bar(_ share: Double) -> String {
    let cells = 20
    let full = Int(share * Double(cells))
    return String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
  }
}
