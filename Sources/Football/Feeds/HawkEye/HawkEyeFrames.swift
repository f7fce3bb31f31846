import Formats

/// The rows of a minute, gathered into frames: rows of one instant stand together.
struct HawkEyeFrames {
  let matchID: String
  let minute: HawkEyeMatch.Minute
  /// Objects by team (`A`, `B`) and shirt number.
  let objects: [Int: UInt32]

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

    /// Team and shirt number of the row's player in one number; nil for the ball and officials.
    func player(_ row: CSVRow) throws(CSVError) -> Int? {
      let side = row.withUTF8(team) { $0.count == 1 ? $0[0] : UInt8($0.count) }
      guard side != 0, let number = try row.optionalInt(jersey) else { return nil }
      guard side == UInt8(ascii: "A") || side == UInt8(ascii: "B") else {
        throw row.error(team, "the team must be A or B")
      }
      guard (0...999).contains(number) else { throw row.error(jersey, "\(number) is no number of a shirt") }
      return HawkEyePlayers.key(isHome: side == UInt8(ascii: "A"), number: number)
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
    } else if let key = try table.player(row), let object = objects[key] {
      frame?.objects.append(TrackedObject(object: object, x: x, y: y, speed: speed))
    }
    return (complete, false)
  }

  /// Periods are taken to begin an hour apart.
  private func wallClock(_ clock: Double) -> Timestamp {
    Timestamp.unknownKickOff + (Double(minute.period - 1) * 3600 + clock)
  }
}
