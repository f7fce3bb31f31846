/// A moment of play as people write it: `63:00`, `45+2:10`, or `2:18:00` (period and time in it).
public struct PlayingTime: Sendable, Equatable, Comparable, CustomStringConvertible {
  /// 1 and 2 are the halves, 3 and 4 extra time, 5 the shoot-out.
  public var period: Int
  /// Since the start of the period.
  public var seconds: Double

  public init(period: Int, seconds: Double) {
    self.period = period
    self.seconds = seconds
  }

  /// Minute at which a period begins, and its length without added time.
  private static let starts = [0, 45, 90, 105, 120]
  private static let lengths = [45, 45, 15, 15, 0]

  public static func < (a: Self, b: Self) -> Bool { (a.period, a.seconds) < (b.period, b.seconds) }

  /// Reads the three forms. `45:00` is the end of the first half, `45:01` is in the second. Nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 2:
      let minutes = parts[0].split(separator: "+", omittingEmptySubsequences: false).map(String.init)
      guard let second = Self.seconds(parts[1]), let minute = Self.whole(minutes[0], upTo: 999) else {
        return nil
      }
      if minutes.count == 2 {
        guard let added = Self.whole(minutes[1], upTo: 99),
          let index = Self.starts.indices.first(where: { Self.end($0) == minute && Self.lengths[$0] > 0 })
        else { return nil }
        self.init(period: index + 1, seconds: Double((Self.lengths[index] + added) * 60) + second)
      } else if minutes.count == 1 {
        let total = Double(minute * 60) + second
        let index = Self.starts.indices.first { total <= Double(Self.end($0) * 60) } ?? 3
        self.init(period: index + 1, seconds: total - Double(Self.starts[index] * 60))
      } else {
        return nil
      }
    case 3:
      guard let period = Self.whole(parts[0], upTo: 5), period > 0,
        let minute = Self.whole(parts[1], upTo: 999), let second = Self.seconds(parts[2])
      else { return nil }
      self.init(period: period, seconds: Double(minute * 60) + second)
    default: return nil
    }
  }

  /// In whole seconds, towards the past: `63:00`, `45+2:10`; the shoot-out as `pens 1:05`.
  public var description: String {
    let whole = Int(max(0, min(seconds, 360_000)))
    guard Self.starts.indices.contains(period - 1) else { return "\(period)/\(Self.clock(whole))" }
    if period == 5 { return "pens \(Self.clock(whole))" }
    let length = Self.lengths[period - 1] * 60
    if whole > length { return "\(Self.end(period - 1))+\(Self.clock(whole - length))" }
    return Self.clock(Self.starts[period - 1] * 60 + whole)
  }

  /// Seconds of play since kick-off if no period had added time: a measure for pacing.
  public var nominalSeconds: Double {
    Double(Self.starts[min(max(period, 1), 5) - 1] * 60) + seconds
  }

  private static func end(_ index: Int) -> Int { starts[index] + lengths[index] }

  private static func clock(_ seconds: Int) -> String {
    "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
  }

  private static func whole(_ text: String, upTo limit: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
      let value = Int(text), value <= limit
    else { return nil }
    return value
  }

  /// Two digits, decimals after them.
  private static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), parts[0].utf8.count == 2, let whole = whole(parts[0], upTo: 59)
    else {
      return nil
    }
    guard parts.count == 2 else { return Double(whole) }
    guard (1...9).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Double("\(whole).\(parts[1])")
  }
}
