import Football
import Telemetry

/// What the threads of a production share: the inputs still to do, what has been counted, and the wish to stop.
final class ProduceBoard: Sendable {
  private struct State {
    var inputs: ArraySlice<FeedInput>
    var running: Int
    var report = ProduceReport()
    var partBytes: [Int: Int] = [:]
    var error: ProduceError?
  }

  /// The user's wish, or an error in another thread.
  let stop = Cancellation()
  private let state: Locked<State>
  private let onProblem: @Sendable (String) -> Void

  init(_ inputs: [FeedInput], threads: Int, onProblem: @escaping @Sendable (String) -> Void) {
    var state = State(inputs: inputs[...], running: threads)
    state.report.inputs = inputs.count
    state.report.bytes = inputs.reduce(0) { $0 + $1.weight }
    self.state = Locked(state)
    self.onProblem = onProblem
  }

  func next() -> FeedInput? {
    if stop.isCancelled { return nil }
    return state.withLock { $0.inputs.popFirst() }
  }

  /// - Parameter part: share of the input that is done.
  func add(_ counts: ProduceCounts, thread: Int, weight: Int, part: Double, current: String?) {
    state.withLock { state in
      for (type, count) in counts.byType {
        state.report.byType[type, default: 0] += count
        state.report.records += count
      }
      state.report.records += counts.unchecked
      state.report.unchecked += counts.unchecked
      state.report.alreadyThere += counts.alreadyThere
      state.report.matches.formUnion(counts.newMatches)
      state.partBytes[thread] = Int(Double(weight) * part)
      if let current { state.report.current = current }
    }
  }

  func finish(_ input: FeedInput, thread: Int) {
    state.withLock { state in
      state.report.inputsDone += 1
      state.partBytes[thread] = nil
      state.report.bytesDone += input.weight
    }
  }

  func refuse(_ reason: String) {
    onProblem(reason)
    state.withLock { $0.report.refused += 1 }
  }

  func giveUp(_ input: FeedInput, _ error: FeedError) {
    onProblem("\(error)")
    state.withLock { $0.report.unreadable += 1 }
  }

  /// Ends everything.
  func fail(_ error: any Error) {
    state.withLock { if $0.error == nil { $0.error = ProduceError(error) } }
    stop.cancel()
  }

  func threadEnded() { state.withLock { $0.running -= 1 } }

  var isRunning: Bool { state.withLock { $0.running > 0 } }
  var error: ProduceError? { state.withLock { $0.error } }
  var report: ProduceReport {
    state.withLock { state in
      var report = state.report
      report.bytesDone += state.partBytes.values.reduce(0, +)
      return report
    }
  }
}

/// What one thread has done since it last told the board.
struct ProduceCounts {
  var byType: [FeedRecordType: Int] = [:]
  var unchecked = 0
  var alreadyThere = 0
  var newMatches: Set<String> = []
  var total = 0
}
