import Formats

/// The frames of a match out of a spill: one cursor for each FrameSet of the period at hand, moved on together.
///
/// Frames before the kick-off of their period have no match clock and are left out (the DFL starts a file up to some
/// seconds before its own kick-off event).
final class DFLFrames: FrameSequence {
  private let matchID: String
  private let periods: [PeriodSpan]
  private let tracks: [DFLPositions.Track]
  private let spill: SpillFile<DFLPositions.Row>
  private var place = -1
  private var cursors: [Cursor] = []

  private struct Cursor {
    var object: UInt32
    var reader: SpillCursor<DFLPositions.Row>
  }

  init(
    matchID: String, periods: [PeriodSpan], tracks: [DFLPositions.Track], spill: SpillFile<DFLPositions.Row>
  ) {
    self.matchID = matchID
    self.periods = periods
    self.tracks = tracks
    self.spill = spill
  }

  func next() throws -> Frame? {
    while true {
      while cursors.isEmpty {
        place += 1
        guard place < periods.count else { return nil }
        // The ball first, then by number, so that the same file always gives the same bytes.
        cursors = try tracks.filter { $0.period == periods[place].number }
          .sorted { ($0.object, $0.start) < ($1.object, $1.start) }
          .map { Cursor(object: $0.object, reader: try SpillCursor(spill, start: $0.start, count: $0.count)) }
      }
      if let frame = try instant() { return frame }
    }
  }

  /// The next instant of the period; nil if it is before the kick-off, or the period is over.
  private func instant() throws -> Frame? {
    var number = UInt32.max
    for cursor in cursors { if let row = cursor.reader.row { number = min(number, row.number) } }
    var frame: Frame?
    let start = periods[place].start
    var isOver = true
    for index in cursors.indices {
      guard let row = cursors[index].reader.row else { continue }
      isOver = false
      guard row.number == number else { continue }
      let object = cursors[index].object
      if frame == nil {
        let time = Timestamp(microseconds: row.time)
        frame = Frame(
          matchID: matchID, period: periods[place].number, number: number, time: time,
          clock: start.map { time - $0 } ?? 0, objects: [])
        frame?.objects.reserveCapacity(cursors.count)
      }
      if object == TrackedObject.ball {
        if !row.height.isNaN { frame?.ballHeight = row.height }
        if row.status > 0 { frame?.isBallInPlay = row.status == 2 }
      }
      if frame?.objects.last?.object != object {
        frame?.objects.append(TrackedObject(object: object, x: row.x, y: row.y, speed: row.speed))
      }
      try cursors[index].reader.advance()
    }
    if isOver { cursors = [] }
    guard let frame, frame.clock >= 0 else { return nil }
    return frame
  }
}
