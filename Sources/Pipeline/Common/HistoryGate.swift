/// Lets a group read past matches beside live ones without delaying these.
///
/// While no live record comes, history is read at full speed. Once both come, history waits, and gets a small slice
/// twice a second, as long as live records come a few at a time (no lag); where these come late, on a machine
/// that has all it can do, hardly any. A history without records costs nothing.
struct HistoryGate {
  enum State: Equatable { case open, closed, slice }

  private(set) var state = State.open
  /// How many slices there were. Each is of one partition.
  private(set) var slices = 0
  private var latestLive: ContinuousClock.Instant?
  private var latestHistory = ContinuousClock.now
  private var since = ContinuousClock.now

  /// Live play is over when nothing came for so long.
  static let quiet = Duration.seconds(1)
  /// Between two slices.
  static let pause = Duration.milliseconds(500)
  /// The same where live records come late. (Never for good: clocks may differ.)
  static let longPause = Duration.seconds(5)
  /// Live records that are older than this on arrival are late: more than what readers and brokers gather.
  static let late = Duration.milliseconds(250)
  /// A slice that brings nothing in this time is followed by one of the next partition. Brokers answer in less.
  static let sliceEnd = Duration.seconds(1)
  /// History that brought nothing for so long has come to its end.
  static let patience = Duration.seconds(30)
  /// Records of a slice.
  static let sliceLimit = 50
  /// More live records at once than this are a lag.
  static let liveLimit = 64

  /// Takes note of what a poll has brought.
  /// - Parameter age: of the oldest live record on arrival.
  mutating func saw(live: Int, history: Int, age: Duration = .zero, at now: ContinuousClock.Instant) {
    if live > 0 { latestLive = now }
    if history > 0 { latestHistory = now }
    guard let latestLive, now - latestLive < Self.quiet else {
      state = .open
      return
    }
    switch state {
    case .open: if history > 0 { turn(.closed, now) }
    case .closed:
      let isLate = age > Self.late || live > Self.liveLimit
      if now - since >= (isLate ? Self.longPause : Self.pause) { turn(.slice, now) }
    case .slice:
      if history > 0 {
        turn(.closed, now)
      } else if now - latestHistory >= Self.patience {
        turn(.open, now)
      } else if now - since >= Self.sliceEnd {
        turn(.slice, now)
      }
    }
  }

  /// The most records that the next poll may bring; nil: no limit.
  var limit: Int? { state == .slice ? Self.sliceLimit : nil }

  private mutating func turn(_ state: State, _ now: ContinuousClock.Instant) {
    self.state = state
    since = now
    if state == .slice { slices += 1 }
  }
}
