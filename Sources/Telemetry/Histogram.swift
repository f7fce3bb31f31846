import Synchronization

/// Lengths of time, recorded without a lock into buckets whose width grows with the value (log-linear, as in
/// HdrHistogram): below 32 ns exact, above that 32 buckets per power of two, so that a quantile is off by 1/64 (1.6 %)
/// at most. Reaches to 4.8 hours; what is longer counts as that, apart from `max`. Takes 10 KB.
public final class Histogram: Sendable {
  static let subBits = 5
  static let topBit = 44
  static let bucketCount = (topBit - subBits + 1) << subBits

  /// The upper bounds of Prometheus' buckets, in seconds.
  public static let latencyBounds = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
  ]

  public let bounds: [Double]
  private let boundNanoseconds: [UInt64]
  private let fine: AtomicCounts
  private let coarse: AtomicCounts
  private let sum = Atomic<UInt64>(0)
  private let maximum = Atomic<UInt64>(0)

  /// - Parameter bounds: of Prometheus' buckets, in seconds, ascending.
  public init(bounds: [Double] = latencyBounds) {
    self.bounds = bounds
    boundNanoseconds = bounds.map { UInt64(max(0, min($0, 1e9)) * 1e9 + 0.5) }
    fine = AtomicCounts(Self.bucketCount)
    coarse = AtomicCounts(bounds.count + 1)
  }

  public func record(nanoseconds: UInt64) {
    fine.increment(Self.bucket(of: nanoseconds))
    var index = 0
    while index < boundNanoseconds.count, nanoseconds > boundNanoseconds[index] { index += 1 }
    coarse.increment(index)
    sum.wrappingAdd(nanoseconds, ordering: .relaxed)
    maximum.max(nanoseconds, ordering: .relaxed)
  }

  /// Negative lengths (clocks of two machines) count as 0.
  public func record(microseconds: Int64) {
    record(nanoseconds: UInt64(max(0, min(microseconds, 1 << 50))) * 1_000)
  }

  public func record(seconds: Double) {
    record(nanoseconds: seconds > 0 ? UInt64(min(seconds, 1e9) * 1e9) : 0)
  }

  /// Runs `body` and records how long it took, whether it threw or not.
  public func time<Result>(_ clock: some TimeSource = .system, _ body: () throws -> Result) rethrows -> Result
  {
    let start = clock.monotonicNanoseconds()
    defer { record(nanoseconds: clock.monotonicNanoseconds() - start) }
    return try body()
  }

  /// What has been recorded so far. Records that come in meanwhile may be in one part of it and not in another.
  public func snapshot() -> HistogramSnapshot {
    HistogramSnapshot(
      counts: fine.values(), sumNanoseconds: sum.load(ordering: .relaxed),
      maxNanoseconds: maximum.load(ordering: .relaxed))
  }

  /// How many are in each of Prometheus' buckets, not cumulative, the last one without a bound; and their sum.
  func coarseCounts() -> (counts: [UInt64], seconds: Double) {
    (coarse.values(), Double(sum.load(ordering: .relaxed)) / 1e9)
  }

  static func bucket(of value: UInt64) -> Int {
    let value = min(value, (1 << UInt64(topBit)) - 1)
    if value < 1 << UInt64(subBits) { return Int(value) }
    let exponent = 63 - value.leadingZeroBitCount
    let shift = exponent - subBits
    return ((shift + 1) << subBits) + Int(value >> UInt64(shift)) - (1 << subBits)
  }

  /// The least value of a bucket and how many values it holds.
  static func range(of bucket: Int) -> (lower: UInt64, width: UInt64) {
    let octave = bucket >> subBits
    if octave == 0 { return (UInt64(bucket), 1) }
    let width = UInt64(1) << UInt64(octave - 1)
    return (UInt64((bucket & ((1 << subBits) - 1)) + (1 << subBits)) * width, width)
  }
}

/// A row of counters that threads may increment at the same time.
final class AtomicCounts: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Atomic<UInt64>>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    base = .allocate(capacity: count)
    for index in 0..<count { (base + index).initialize(to: Atomic(0)) }
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  func increment(_ index: Int) {
    precondition(index >= 0 && index < count)
    base[index].wrappingAdd(1, ordering: .relaxed)
  }

  func values() -> [UInt64] { (0..<count).map { base[$0].load(ordering: .relaxed) } }
}
