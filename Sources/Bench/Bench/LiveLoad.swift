import Football
import Formats
import Kafka

/// Nine matches at once, live: frames at 25 Hz, and five times a second and match a corner with a shot 100 ms later.
struct LiveLoad {
  static let matches = 9
  static let cycle = 0.2
  static let shotDelay = 0.1

  /// What is due at a moment.
  private struct Step {
    /// Microseconds since the start.
    var due: Int64
    var match: Int
    var number: Int
    var kind: Kind
    enum Kind { case frame, corner, shot }
  }

  private var matches: [BenchMatch] = []
  private var writer: FeedWriter
  private var random = Sequence(seed: 25)

  init(_ producer: Producer, topic: String, start: Timestamp) {
    writer = FeedWriter(producer, topic: topic)
    matches = (1...Self.matches).map { BenchMatch(number: $0, start: start) }
  }

  mutating func open() throws {
    for match in matches { for record in match.opening { try writer.write(record) } }
    try writer.producer.flush(timeout: .seconds(30))
  }

  /// Sends for that many seconds in real time.
  /// - Parameter send: told of each shot before it is produced: match, seconds since the start;
  ///   gives the token to produce it with.
  /// - Returns: how late the latest record was sent, microseconds: what the load itself adds is not hidden.
  mutating func run(seconds: Double, send: (_ match: String, _ clock: Double) -> UInt) throws
    -> Int64
  {
    let begin = monotonicMicroseconds() + 50_000
    var latest: Int64 = 0
    for step in steps(seconds: seconds) {
      sleepUntil(microseconds: begin + step.due)
      latest = max(latest, monotonicMicroseconds() - begin - step.due)
      let clock = Double(step.due) / 1e6
      let match = step.match
      switch step.kind {
      case .frame: try writer.write(.frame(matches[match].frame(step.number)))
      case .corner: try writer.write(.event(matches[match].corner(step.number, clock: clock)))
      case .shot:
        let shot = matches[match].shot(step.number, clock: clock, &random)
        try writer.write(.event(shot), token: send(matches[match].id, clock))
      }
      writer.producer.poll()
    }
    return latest
  }

  private mutating func steps(seconds: Double) -> [Step] {
    var steps: [Step] = []
    for match in 0..<Self.matches {
      let phase = Double(match) / Double(Self.matches)
      var number = 0
      while Double(number) * BenchMatch.frameInterval < seconds {
        let due = (Double(number) + phase) * BenchMatch.frameInterval
        steps.append(Step(due: Int64(due * 1e6), match: match, number: number, kind: .frame))
        number += 1
      }
      number = 0
      while Double(number + 1) * Self.cycle < seconds {
        // Off the beat of the frames, so that no phase is favoured.
        let due = (Double(number) + phase) * Self.cycle + random.double(0...0.04)
        let shot = due + Self.shotDelay + random.double(-0.03...0.03)
        steps.append(Step(due: Int64(due * 1e6), match: match, number: number, kind: .corner))
        steps.append(Step(due: Int64(shot * 1e6), match: match, number: number, kind: .shot))
        number += 1
      }
    }
    return steps.sorted { $0.due < $1.due }
  }
}
