/// A moment by which something must be done, in the units that librdkafka wants.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(_ timeout: Duration) { end = ContinuousClock.now + min(timeout, .seconds(86_400)) }

  var remaining: Duration { max(.zero, end - ContinuousClock.now) }
  var isOver: Bool { ContinuousClock.now >= end }
  /// Rounded up, at least 0, at most `limit`.
  func milliseconds(atMost limit: Int32 = .max) -> Int32 { min(limit, remaining.wholeMilliseconds) }
}

extension Duration {
  /// Rounded up, so that a short positive time does not become "at once"; from 0 to a day.
  var wholeMilliseconds: Int32 {
    guard self > .zero else { return 0 }
    guard self < .seconds(86_400) else { return 86_400_000 }
    let (seconds, attoseconds) = components
    return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
