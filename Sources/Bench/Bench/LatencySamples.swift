import Kafka
import Synchronization

/// One shot that was sent.
struct SentShot {
  var match: String
  /// The corner it came from: the set piece's id.
  var setPiece: String
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
  func add(_ match: String, _ number: Int, _ clock: Double) -> UInt {
    state.withLock { state in
      state.shots.append(
        SentShot(match: match, setPiece: "corner-\(number)", clock: clock, sent: monotonicMicroseconds()))
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

  /// Latencies in µs of the shots sent from `warmUp` seconds on, in rising order, and how many have not come (yet).
  func latencies(after warmUp: Double) throws -> (found: [Int64], missing: Int) {
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    var found: [Int64] = []
    var missing = 0
    for shot in state.shots where shot.clock >= warmUp {
      let cause = Cause(match: shot.match, id: shot.setPiece, revision: shot.offset)
      if let time = state.received[cause] { found.append(time - shot.sent) } else { missing += 1 }
    }
    return (found.sorted(), missing)
  }
}
