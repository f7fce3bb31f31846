import Formats

/// The rows of a minute, gathered into frames: rows of one instant stand together.
struct HawkEyeFrames {
  let matchID: String
  let minute: HawkEyeMatch.Minute
  let objects: [String: UInt32]

  /// The columns of the table.
  struct Table {
    let reader: CSVReader
    let time, kind, team, jersey, role, x, y, z, speed: CSVColumn

    init(path: String) throws {
      reader = try CSVReader(try ByteSource(path: path))
      time = try reader.column("t_s")
      kind = try reader.column("kind")
      team = try reader.column("team")
      jersey = try reader.column("jersey")
      role = try reader.column("role")
      x = try reader.column("x_m")
      y = try reader.column("y_m")
      z = try reader.column("z_m")
      speed = try reader.column("speed_mps")
    }

    /// The id of the row's player; nil for the ball and officials.
    func player(_ row: CSVRow) throws(CSVError) -> String? {
      guard let team = row.optionalString(team), let number = try row.optionalInt(jersey) else { return nil }
      guard team == "A" || team == "B" else { throw row.error(self.team, "the team must be A or B") }
      return "hawkeye-\(team)-\(number)"
    }
  }

  func read(_ body: (Frame) throws -> Void) throws {
    let table = try readingFeed(minute.path) { try Table(path: minute.path) }
    var frame: Frame?
    while true {
      let next = try readingFeed(minute.path) { try step(table, &frame) }
      if let complete = next.complete { try body(complete) }
      if next.isOver { return }
    }
  }

  /// Takes one row; gives the frame before it when it begins a new one.
  private func step(_ table: Table, _ frame: inout Frame?) throws -> (complete: Frame?, isOver: Bool) {
    guard let row = try table.reader.next() else { return (frame, true) }
    let time = try row.requireDouble(table.time)
    guard (0...86_400).contains(time) else {
      throw row.error(table.time, "\(time) is not between 0 and 86400")
    }
    let clock = minute.start + time
    var complete: Frame?
    if frame?.clock != clock {
      if let last = frame?.clock, clock < last {
        throw row.error(table.time, "\(time) comes after a later instant")
      }
      complete = frame
      frame = Frame(
        matchID: matchID, period: minute.period,
        number: UInt32((clock * HawkEyeMatch.framesPerSecond).rounded()),
        time: wallClock(clock), clock: clock, objects: [])
      frame?.objects.reserveCapacity(24)
    }
    let speed = try row.optionalDouble(table.speed).map { Float($0) } ?? .nan
    let x = Float(try row.requireDouble(table.x))
    let y = Float(try row.requireDouble(table.y))
    if row.withUTF8(table.kind, { $0.elementsEqual("ball".utf8) }) {
      if let height = try row.optionalDouble(table.z) { frame?.ballHeight = Float(height) }
      frame?.objects.append(TrackedObject(object: TrackedObject.ball, x: x, y: y, speed: speed))
    } else if let id = try table.player(row), let object = objects[id] {
      frame?.objects.append(TrackedObject(object: object, x: x, y: y, speed: speed))
    }
    return (complete, false)
  }

  /// Periods are taken to begin an hour apart.
  private func wallClock(_ clock: Double) -> Timestamp {
    Timestamp.unknownKickOff + (Double(minute.period - 1) * 3600 + clock)
  }
}
