import Testing

@testable import Telemetry

@Suite struct HistogramTests {
  @Test func bucketsCoverEveryValueOnceInOrder() {
    var next: UInt64 = 0
    for bucket in 0..<Histogram.bucketCount {
      let (lower, width) = Histogram.range(of: bucket)
      #expect(lower == next)
      #expect(Histogram.bucket(of: lower) == bucket && Histogram.bucket(of: lower + width - 1) == bucket)
      #expect(width == 1 || width * 32 <= lower)
      next = lower + width
    }
    #expect(next == 1 << 44)
    #expect(Histogram.bucket(of: .max) == Histogram.bucketCount - 1)
  }

  /// Against the exact quantile of the sorted values, for values over nine powers of ten.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func quantilesAreOffByOneSixtyFourthAtMost(seed: UInt64) throws {
    var state = seed
    let values = (0..<5_000).map { _ -> UInt64 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 24) >> (state >> 59)
    }
    let histogram = Histogram()
    for value in values { histogram.record(nanoseconds: value) }
    let sorted = values.sorted()
    let snapshot = histogram.snapshot()
    #expect(snapshot.count == 5_000)
    #expect(snapshot.max == Double(sorted[4_999]) / 1e9)
    for q in [0, 0.001, 0.1, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1] {
      let exact = Double(sorted[max(0, Int((q * 5_000).rounded(.up)) - 1)]) / 1e9
      let estimate = try #require(snapshot.quantile(q))
      #expect(abs(estimate - exact) <= exact / 64, "q \(q): \(estimate) for \(exact)")
    }
    let mean = Double(values.reduce(0, +)) / 5_000 / 1e9
    #expect(abs(try #require(snapshot.mean) - mean) < mean * 1e-12)
  }

  @Test func nothingRecorded() {
    let snapshot = Histogram().snapshot()
    #expect(snapshot.p50 == nil && snapshot.mean == nil && snapshot.max == 0 && snapshot.count == 0)
  }

  @Test func aDifferenceIsWhatHappenedBetween() throws {
    let histogram = Histogram()
    for _ in 0..<100 { histogram.record(seconds: 1) }
    let first = histogram.snapshot()
    for _ in 0..<10 { histogram.record(microseconds: 2_000) }
    let between = histogram.snapshot().since(first)
    #expect(between.count == 10)
    #expect(abs(try #require(between.p99) - 0.002) <= 0.002 / 64)
    #expect(abs(try #require(between.mean) - 0.002) < 1e-9)
  }

  @Test func strangeValues() throws {
    let histogram = Histogram()
    histogram.record(seconds: -1)
    histogram.record(seconds: .nan)
    histogram.record(microseconds: -5)
    histogram.record(microseconds: .max)
    histogram.record(seconds: .infinity)
    histogram.record(nanoseconds: .max)
    let snapshot = histogram.snapshot()
    #expect(snapshot.count == 6)
    #expect(snapshot.p50 == 0)
    #expect(try #require(snapshot.quantile(1)) > 17_000)
  }

  @Test func threadsLoseNothing() async throws {
    let histogram = Histogram()
    let counter = Counter()
    let gauge = Gauge()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 1...4 {
        group.addTask {
          try await WorkThread.run {
            for value in 0..<5_000 {
              histogram.record(nanoseconds: UInt64(value * thread))
              counter.add(2)
              gauge.add(0.5)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(histogram.snapshot().count == 20_000)
    #expect(histogram.snapshot().max == 4_999.0 * 4 / 1e9)
    #expect(counter.value == 40_000)
    #expect(gauge.value == 10_000)
  }

  @Test func timing() {
    struct Failure: Error {}
    let time = FixedTime()
    let histogram = Histogram()
    let clock = Ticking(time)
    #expect(histogram.time(clock) { 7 } == 7)
    #expect(throws: Failure.self) { try histogram.time(clock) { throw Failure() } }
    #expect(histogram.snapshot().count == 2)
    #expect(histogram.snapshot().max == 0.005)
  }

  /// Goes on by 5 ms whenever it is read.
  private struct Ticking: TimeSource {
    let time: FixedTime
    init(_ time: FixedTime) { self.time = time }
    func wallMicroseconds() -> Int64 { time.wallMicroseconds() }
    func monotonicNanoseconds() -> UInt64 {
      time.advance(milliseconds: 5)
      return time.monotonicNanoseconds()
    }
  }
}
