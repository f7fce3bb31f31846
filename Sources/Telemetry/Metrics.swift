import Synchronization

/// A count that only grows.
public final class Counter: Sendable {
  private let total = Atomic<UInt64>(0)

  public init() {}

  public var value: UInt64 { total.load(ordering: .relaxed) }
  public func add(_ count: UInt64 = 1) { total.wrappingAdd(count, ordering: .relaxed) }
  /// Negative counts are left out.
  public func add(_ count: Int) { add(UInt64(max(0, count))) }
}

/// A value that goes up and down.
public final class Gauge: Sendable {
  private let bits = Atomic<UInt64>(0)

  public init() {}

  public var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
  public func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
  public func set(_ value: some BinaryInteger) { set(Double(value)) }

  public func add(_ change: Double) {
    var old = bits.load(ordering: .relaxed)
    while true {
      let new = (Double(bitPattern: old) + change).bitPattern
      let (done, current) = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
      if done { return }
      old = current
    }
  }
}
