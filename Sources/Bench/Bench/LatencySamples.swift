import Kafka
import Synchronization

/// One shot that was sent.
struct SentShot {
  var match: String
  /// Seconds since the load began.
  var clock: Double
  /// µs before `produce`.
  var sent: Int64
  /// Of the feed record, from its delivery report: the revision of the set piece that it caused.
  var offset: Int64 = -1
}

/// What a ranking record says it was caused by.
struct Cause: Hashable {
  var match: String
  var id: String
  var revision: Int64
}

/// The shots sent and the rankings received; written by several threads.
final class LatencySamples: Sendable {
  private struct State {
    var shots: [SentShot] = []
    var failure: KafkaError?
    /// µs of the first receipt.
    var received: [Cause: Int64] = [:]
  }
  private let state = Mutex(State())

  /// - Returns: the token to produce it with.
  func add(_ match: String, _ clock: Double) -> UInt {
    state.withLock { state in
      state.shots.append(SentShot(match: match, clock: clock, sent: monotonicMicroseconds()))
      return UInt(state.shots.count)
    }
  }

  func delivered(_ delivery: Delivery) {
    state.withLock { state in
      if let error = delivery.error { state.failure = error }
      if delivery.token > 0 { state.shots[Int(delivery.token) - 1].offset = delivery.offset }
    }
  }

  func received(_ cause: Cause, at time: Int64) {
    state.withLock { if $0.received[cause] == nil { $0.received[cause] = time } }
  }

  func clear() {
    state.withLock { state in
      state.shots = []
      state.received = [:]
    }
  }

  /// Latencies in µs of the shots sent within these seconds, in rising order, and how many have not come (yet).
  ///
  /// A worker that is behind publishes one update for several records: a shot has come with the first update that
  /// names it, or a later one of its match.
  func latencies(of clock: ClosedRange<Double>) throws -> (found: [Int64], missing: Int) {
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    var received: [String: [(revision: Int64, time: Int64)]] = [:]
    for (cause, time) in state.received { received[cause.match, default: []].append((cause.revision, time)) }
    var found: [Int64] = []
    var missing = 0
    for (match, shots) in Dictionary(grouping: state.shots, by: \.match) {
      var updates = (received[match] ?? []).sorted { $0.revision < $1.revision }
      var came = Int64.max
      for shot in shots.sorted(by: { $0.offset > $1.offset }) {
        while let last = updates.last, last.revision >= shot.offset {
          came = min(came, last.time)
          updates.removeLast()
        }
        guard clock.contains(shot.clock) else { continue }
        if came == .max { missing += 1 } else { found.append(came - shot.sent) }
      }
    }
    return (found.sorted(), missing)
  }
}
