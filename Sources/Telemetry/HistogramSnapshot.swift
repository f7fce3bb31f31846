/// The state of a histogram at a moment; the difference of two is what happened between them.
public struct HistogramSnapshot: Sendable {
  let counts: [UInt64]
  let sumNanoseconds: UInt64
  let maxNanoseconds: UInt64

  public let count: UInt64

  init(counts: [UInt64], sumNanoseconds: UInt64, maxNanoseconds: UInt64) {
    self.counts = counts
    self.sumNanoseconds = sumNanoseconds
    self.maxNanoseconds = maxNanoseconds
    count = counts.reduce(0, +)
  }

  /// The longest, in seconds, exact; of a difference the longest since the histogram began.
  public var max: Double { Double(maxNanoseconds) / 1e9 }

  /// In seconds; nil if nothing was recorded.
  public var mean: Double? { count == 0 ? nil : Double(sumNanoseconds) / Double(count) / 1e9 }

  /// The value that a share `q` (0 to 1) of all do not exceed (nearest rank), in seconds, off by 1/64 at most;
  /// nil if nothing was recorded.
  public func quantile(_ q: Double) -> Double? {
    guard count > 0, q.isFinite else { return nil }
    let rank = Swift.max(1, UInt64((Swift.min(1, Swift.max(0, q)) * Double(count)).rounded(.up)))
    var seen: UInt64 = 0
    for (bucket, number) in counts.enumerated() where number > 0 {
      seen += number
      if seen >= rank {
        let (lower, width) = Histogram.range(of: bucket)
        // The middle of the values that it holds.
        let middle = Double(lower) + Double(width - 1) / 2
        return Swift.min(middle, Double(maxNanoseconds)) / 1e9
      }
    }
    return max
  }

  public var p50: Double? { quantile(0.5) }
  public var p95: Double? { quantile(0.95) }
  public var p99: Double? { quantile(0.99) }

  /// What was recorded after `earlier`, a snapshot of the same histogram.
  public func since(_ earlier: HistogramSnapshot) -> HistogramSnapshot {
    HistogramSnapshot(
      counts: zip(counts, earlier.counts).map { $0 >= $1 ? $0 - $1 : 0 },
      sumNanoseconds: sumNanoseconds &- earlier.sumNanoseconds, maxNanoseconds: maxNanoseconds)
  }
}
