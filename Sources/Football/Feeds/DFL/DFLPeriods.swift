import Formats

/// When the periods of a DFL match began and ended, and who played which way.
///
/// A period begins with the `KickOff` that names its `GameSection` and ends with the `FinalWhistle` that does.
struct DFLPeriods {
  private(set) var spans: [PeriodSpan] = []
  private var teamLeft: [Int: String] = [:]

  /// - Parameter firstFrames: the time of the first position frame of each period, for a period without kick-off.
  init(_ messages: [DFLMessage], kickOff: Timestamp, firstFrames: [Int: Timestamp]) {
    var starts = firstFrames
    var ends: [Int: Timestamp] = [:]
    for message in messages {
      for element in message.elements {
        guard let period = element.attributes["GameSection"].flatMap(DFLSection.period) else { continue }
        if element.name == "KickOff" {
          starts[period] = message.time
          teamLeft[period] = element.attributes["TeamLeft"]
        } else if element.name == "FinalWhistle" {
          ends[period] = message.time
        }
      }
    }
    if starts[1] == nil, !messages.isEmpty {
      starts[1] = messages.filter { $0.element("Delete") == nil }.map(\.time).min() ?? kickOff
    }
    for period in starts.keys.sorted() {
      guard let start = starts[period] else { continue }
      let length = ends[period].map { max(0, $0 - start) }
      spans.append(PeriodSpan(number: period, start: start, length: length))
    }
  }

  /// Period and clock of a moment. Stamps are set by hand, so play is given ten seconds after the whistle; what comes
  /// later (a substitution at half-time) belongs to the start of the next period, after the last to its end.
  func clock(at time: Timestamp) -> (period: Int, clock: Double) {
    var place = (period: spans.first?.number ?? 1, clock: 0.0)
    for (index, span) in spans.enumerated() {
      guard let start = span.start else { continue }
      if index > 0, time < start {
        let previous = spans[index - 1]
        if let end = previous.end, time > end + 10 { return (span.number, 0) }
        return place
      }
      place = (span.number, max(0, time - start))
    }
    if let last = spans.last, let length = last.length, place.clock > length + 10 { place.clock = length }
    return place
  }

  /// The way a team plays in a period; nil while no kick-off said so.
  func direction(of team: String, in period: Int) -> Direction? {
    if let left = teamLeft[period] { return left == team ? .right : .left }
    // Sides change at each period: of one that the file leaves out the others tell.
    guard let known = teamLeft.keys.sorted().first, let left = teamLeft[known] else { return nil }
    let there: Direction = left == team ? .right : .left
    return (period - known).isMultiple(of: 2) ? there : there.opposite
  }
}
