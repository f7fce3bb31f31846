import Glibc
import Synchronization

/// Where the time comes from, so that tests can fix it. (Not called `Clock`, which is Swift's own.)
public protocol TimeSource: Sendable {
  /// Nanoseconds since an arbitrary moment; never goes back. For durations.
  func monotonicNanoseconds() -> UInt64
  /// Microseconds since 1970-01-01 UTC; may jump. For moments.
  func wallMicroseconds() -> Int64
}

/// The machine's clocks.
public struct SystemTime: TimeSource {
  public init() {}

  public func monotonicNanoseconds() -> UInt64 {
    let now = read(CLOCK_MONOTONIC)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }

  public func wallMicroseconds() -> Int64 {
    let now = read(CLOCK_REALTIME)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000
  }

  private func read(_ clock: clockid_t) -> timespec {
    var now = timespec()
    clock_gettime(clock, &now)
    return now
  }
}

extension TimeSource where Self == SystemTime {
  public static var system: SystemTime { SystemTime() }
}

/// A clock that moves only when told.
public final class FixedTime: TimeSource {
  private let monotonic: Atomic<UInt64>
  private let wall: Atomic<Int64>

  /// - Parameters:
  ///   - wallMicroseconds: the moment shown, in microseconds since 1970.
  ///   - monotonicNanoseconds: the reading of the monotonic clock.
  public init(wallMicroseconds: Int64 = 0, monotonicNanoseconds: UInt64 = 0) {
    monotonic = Atomic(monotonicNanoseconds)
    wall = Atomic(wallMicroseconds)
  }

  public func monotonicNanoseconds() -> UInt64 { monotonic.load(ordering: .relaxed) }
  public func wallMicroseconds() -> Int64 { wall.load(ordering: .relaxed) }

  /// Moves both clocks forward.
  public func advance(milliseconds: Int) {
    monotonic.add(UInt64(max(0, milliseconds)) * 1_000_000, ordering: .relaxed)
    wall.add(Int64(milliseconds) * 1_000, ordering: .relaxed)
  }
}
