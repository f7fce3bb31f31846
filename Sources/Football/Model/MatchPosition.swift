import Formula1

/// A moment by the match clock: the period and the time in it. Ordered as play is. In Formula 1 the lap that the
/// leader is in, and the session clock.
public struct MatchPosition: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 1 and 2 are the halves, 3 and 4 extra time, 5 the shoot-out; of a race the leader's lap.
  public var period: Int
  /// Seconds since the start of the period; of a race since the session clock began.
  public var clock: Double
  public var isLap = false

  public init(lap: Int, sessionTime: Double = 0) {
    period = lap
    clock = sessionTime
    isLap = true
  }

  public init(period: Int, clock: Double) {
    self.period = period
    self.clock = clock
  }

  /// Reads a clock as people write it: `63:00` (minutes since kick-off, so 18:00 in the second half), `45+2:10` (added
  /// time) or `2:18:00` (period, minutes and seconds in it). Of the minutes at which one period ends and the next
  /// begins `45:00` is the end of the first half. `lap:24` is where the leader begins lap 24. Nil for anything else.
  public init?(_ text: String) {
    if text.hasPrefix("lap:") {
      guard let lap = Self.whole(text.dropFirst(4)), lap >= 1 else { return nil }
      self.init(lap: lap)
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let seconds = Self.seconds(parts[parts.count - 1]) else {
      return nil
    }
    if parts.count == 3 {
      guard let period = Self.whole(parts[0]), (1...5).contains(period), let minutes = Self.whole(parts[1])
      else { return nil }
      self.init(period: period, clock: Double(minutes * 60) + seconds)
      return
    }
    let minutes = parts[0].split(separator: "+", omittingEmptySubsequences: false)
    guard let regular = Self.whole(minutes[0]) else { return nil }
    if minutes.count == 2 {
      guard let period = Self.ends.firstIndex(of: regular), let added = Self.whole(minutes[1]) else {
        return nil
      }
      self.init(period: period + 1, clock: Double((regular - Self.starts[period] + added) * 60) + seconds)
      return
    }
    guard minutes.count == 1 else { return nil }
    let total = Double(regular * 60) + seconds
    guard let period = Self.ends.firstIndex(where: { total <= Double($0 * 60) }) else { return nil }
    self.init(period: period + 1, clock: total - Double(Self.starts[period] * 60))
  }

  /// `63:12`, `45+2:10`; of a shoot-out `5:01:30`.
  public var description: String {
    if isLap { return "lap:\(period)" }
    let whole = max(0, Int(clock))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    guard (1...4).contains(period) else { return "\(period):\(two(whole / 60)):\(two(whole % 60))" }
    let (start, end) = (Self.starts[period - 1], Self.ends[period - 1])
    let minutes = start + whole / 60
    if minutes < end || (minutes == end && whole % 60 == 0) { return "\(minutes):\(two(whole % 60))" }
    return "\(end)+\(minutes - end):\(two(whole % 60))"
  }

  public static func < (a: Self, b: Self) -> Bool { (a.period, a.clock) < (b.period, b.clock) }

  /// Minutes at which the periods begin and, without added time, end.
  private static let starts = [0, 45, 90, 105]
  private static let ends = [45, 90, 105, 120]

  private static func whole(_ text: Substring) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  /// `07` or `07.5`, below 60.
  private static func seconds(_ text: Substring) -> Double? {
    guard text.utf8.count >= 2, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
      text.utf8.first != 46, let seconds = Double(text), seconds < 60
    else { return nil }
    return seconds
  }
}

extension FeedRecord {
  /// Where it stands by the match clock; nil for what stands outside the periods.
  public var position: MatchPosition? {
    switch self {
    case .event(let event):
      (1...5).contains(event.period) ? MatchPosition(period: event.period, clock: event.clock) : nil
    case .frame(let frame): MatchPosition(period: frame.period, clock: frame.clock)
    case .match(let record):
      if let period = record.period { MatchPosition(period: period, clock: record.clock ?? 0) } else { nil }
    case .recompute: nil
    case .session(let record): record.sessionTime.map { MatchPosition(lap: 0, sessionTime: $0) }
    case .timing(let timing):
      timing.isWithdrawn ? nil : MatchPosition(lap: timing.raceLap, sessionTime: timing.sessionTime)
    }
  }
}
