import Synchronization
import Telemetry

/// The pace of past matches: full speed alone, but beside live play no more than what delays nobody. (A broker that
/// takes a season at full speed answers those late who wait for a number.)
final class HistoryPace: Sendable {
  /// Records a second beside live play; the workers take fewer.
  static let perSecond: UInt64 = 1000
  /// Shorter waits than this are saved up.
  private static let shortest: UInt64 = 50_000_000

  private let time: any TimeSource
  private let isLive = Atomic(true)
  /// When the next record is due, in ns.
  private let next = Locked<UInt64>(0)

  init(time: any TimeSource = .system) { self.time = time }

  /// Whether live play is on; taken for granted until somebody has looked.
  var isBesideLive: Bool {
    get { isLive.load(ordering: .relaxed) }
    set { isLive.store(newValue, ordering: .relaxed) }
  }

  /// Seconds that a thread waits before its next record. All threads share the pace.
  func wait() -> Double {
    guard isBesideLive else { return 0 }
    let now = time.monotonicNanoseconds()
    return next.withLock { next in
      next = max(next, now) + 1_000_000_000 / Self.perSecond
      return next - now > Self.shortest ? Double(next - now) / 1e9 : 0
    }
  }
}
