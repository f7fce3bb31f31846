import Glibc
import Synchronization

/// Where log lines go, from which level on and in which form. One for the process; tests make their own.
public final class LogOutput: Sendable {
  public static let shared = LogOutput()

  private struct Gate {
    var opensAt: UInt64
    var suppressed: Int
  }

  private let error: StandardError
  private let time: any TimeSource
  private let levelValue: Atomic<Int>
  private let formatValue: Atomic<Int>
  private let coloured: Atomic<Bool>
  private let fixedOffset: Int?
  private let gates = Locked<[String: Gate]>([:])

  /// - Parameters:
  ///   - offset: seconds east of UTC for lines that people read; nil for the machine's zone.
  ///   - colour: whether levels from warning on are coloured.
  public init(
    _ configuration: LogConfiguration = .init(), to error: StandardError = .shared,
    time: any TimeSource = .system,
    offset: Int? = nil, colour: Bool = false
  ) {
    self.error = error
    self.time = time
    levelValue = Atomic(configuration.level.rawValue)
    formatValue = Atomic(configuration.format.rawValue)
    coloured = Atomic(colour)
    fixedOffset = offset
  }

  public var level: LogLevel { LogLevel(rawValue: levelValue.load(ordering: .relaxed)) ?? .info }

  /// Takes effect at once, for all loggers that write here.
  public func configure(_ configuration: LogConfiguration, colour: Bool = false) {
    levelValue.store(configuration.level.rawValue, ordering: .relaxed)
    formatValue.store(configuration.format.rawValue, ordering: .relaxed)
    coloured.store(colour, ordering: .relaxed)
  }

  func write(_ level: LogLevel, _ label: String, _ message: String, _ metadata: LogMetadata) {
    let now = time.wallMicroseconds()
    let fields = metadata.sorted { $0.key.order < $1.key.order }
    var line = LogLine()
    if formatValue.load(ordering: .relaxed) == LogConfiguration.Format.json.rawValue {
      line.json(now, level, label, message, fields)
    } else {
      let colour = coloured.load(ordering: .relaxed)
      line.text(now, fixedOffset ?? localOffset(now), level, label, message, fields, colour: colour)
    }
    error.writeLine(line.bytes)
  }

  /// - Returns: how many lines were held back since the last one that passed; nil if this one is held back.
  func admit(_ key: String, seconds: Double) -> Int? {
    let now = time.monotonicNanoseconds()
    let pause = UInt64(max(0, min(seconds, 1e6)) * 1e9)
    return gates.withLock { gates in
      if let gate = gates[key], now < gate.opensAt {
        gates[key]?.suppressed += 1
        return nil
      }
      let suppressed = gates[key]?.suppressed ?? 0
      // Places in the source are few; the bound is for what nobody thought of.
      if gates.count >= 1_024 { gates = gates.filter { now < $0.value.opensAt } }
      if gates.count >= 1_024 { gates.removeAll() }
      gates[key] = Gate(opensAt: now + pause, suppressed: 0)
      return suppressed
    }
  }

  private func localOffset(_ microseconds: Int64) -> Int {
    var seconds = time_t(microseconds / 1_000_000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts.tm_gmtoff
  }
}
