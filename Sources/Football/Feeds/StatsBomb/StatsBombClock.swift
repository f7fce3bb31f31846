import Formats

/// The periods of a StatsBomb match. Its events have only a clock in the period; for the wall clock the breaks are
/// assumed: 15 minutes at half-time, 5 before extra time and the shoot-out, 1 within extra time (*ours*).
struct StatsBombClock {
  let spans: [PeriodSpan]

  private static let breaks: [Int: Double] = [2: 900, 3: 300, 4: 60, 5: 300]

  /// - Parameter kickOff: scheduled kick-off, taken as the true one.
  init(_ root: JSONNode, kickOff: Timestamp) throws(FieldError) {
    var lengths: [Int: Double] = [:]
    var last: [Int: Double] = [:]
    var place = 0
    for node in root.elements {
      do {
        let (period, clock) = try Self.moment(node)
        last[period] = max(last[period] ?? 0, clock)
        if StatsBombID.name(of: node["type"]) == "Half End" {
          lengths[period] = max(lengths[period] ?? 0, clock)
        }
      } catch { throw error.within("[\(place)]") }
      place += 1
    }
    var start = kickOff
    var spans: [PeriodSpan] = []
    for period in last.keys.sorted() {
      if !spans.isEmpty { start = start + (Self.breaks[period] ?? 0) }
      let length = lengths[period] ?? last[period] ?? 0
      spans.append(PeriodSpan(number: period, start: start, length: length))
      start = start + length
    }
    self.spans = spans
  }

  func time(period: Int, clock: Double) -> Timestamp? {
    spans.first { $0.number == period }?.start.map { $0 + clock }
  }

  /// `period` and the seconds of `timestamp`, which starts again with each period.
  static func moment(_ node: JSONNode) throws(FieldError) -> (period: Int, clock: Double) {
    let period = try node.requireInt("period")
    guard (1...5).contains(period) else {
      throw FieldError(path: "period", reason: "\(period) is not between 1 and 5")
    }
    let text = try node.requireString("timestamp")
    guard let clock = seconds(text) else {
      throw FieldError(path: "timestamp", reason: "\"\(text.prefix(40))\" is no time like 00:12:34.567")
    }
    return (period, clock)
  }

  /// `00:12:34.567` in seconds.
  private static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hours = Int(parts[0]), let minutes = Int(parts[1]),
      let seconds = Double(parts[2]), (0..<24).contains(hours), (0..<60).contains(minutes),
      (0..<61).contains(seconds)
    else { return nil }
    return Double(hours * 3600 + minutes * 60) + seconds
  }
}
