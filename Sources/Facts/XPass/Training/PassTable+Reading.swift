import Boosting
import Football
import Formats

extension PassTable {
  /// Reads `.csv` or `.csv.gz` in the columns of the shared data: `passes` (StatsBomb) or `passes_wyscout`.
  public init(path: String) throws {
    self.init()
    let reader = try CSVReader(try ByteSource(path: path))
    let isWyscout = (try? reader.column("sub_type")) != nil
    var previous: Event?
    var home: (match: String, team: String)?
    while let row = try reader.next() {
      do {
        var event = try isWyscout ? WyscoutPass.event(row) : StatsBombPass.event(row)
        // Of each match one team plays to the right; which is all the same.
        if home?.match != event.matchID { home = (event.matchID, event.teamID ?? "") }
        if event.teamID != home?.team {
          event.direction = .left
          event.location = event.location?.turned(for: .left)
          event.end = event.end?.turned(for: .left)
        }
        if previous?.matchID != event.matchID { previous = nil }
        take(event, after: previous)
        previous = event
      } catch {
        throw BoostingError("\(path), line \(row.line): \(error)")
      }
    }
    guard !rows.isEmpty else { throw BoostingError("\(path): no passes in it") }
  }
}

/// A row of StatsBomb's passes, in the words of the feed's reader.
private enum StatsBombPass {
  static func event(_ row: CSVRow) throws -> Event {
    func place(_ x: String, _ y: String) throws -> Point? {
      guard let x = try row.optionalDouble(x), let y = try row.optionalDouble(y) else { return nil }
      return StatsBombPitch.point(x: x, y: y)
    }
    let match = try row.requireString("match_id")
    let outcome: PassOutcome =
      switch row.optionalString("outcome") {
      case "Complete", nil: .complete
      case "Incomplete": .incomplete
      case "Out": .out
      case "Pass Offside": .offside
      default: .unknown
      }
    let pass = Pass(
      outcome: outcome, restart: StatsBombPassWords.restart(row.optionalString("pass_type")),
      height: StatsBombPassWords.height(row.optionalString("height")),
      bodyPart: StatsBombPassWords.bodyPart(row.optionalString("body_part")),
      isCross: try row.optionalBool("cross") ?? false)
    return Event(
      matchID: match, id: "\(match)-\(try row.requireString("event_index"))", type: .pass,
      period: try row.requireInt("period"),
      clock: Double(try row.requireInt("minute") * 60 + row.requireInt("second")),
      teamID: try row.requireString("team_id"), location: try place("x", "y"),
      end: try place("end_x", "end_y"), direction: .right,
      isUnderPressure: try row.optionalBool("under_pressure"), detail: .pass(pass))
  }
}

/// A row of Wyscout's passes, in the words of the feed's reader.
private enum WyscoutPass {
  static func event(_ row: CSVRow) throws -> Event {
    func place(_ x: String, _ y: String) throws -> Point? {
      guard let x = try row.optionalDouble(x), let y = try row.optionalDouble(y) else { return nil }
      return WyscoutPassWords.point(x: x, y: y)
    }
    let kind = try row.requireString("sub_type")
    let isAccurate = try row.optionalBool("accurate")
    let isHigh = try row.optionalBool("high") ?? false
    // Which foot it was is told of crosses only: a model would take every pass whose foot is known for a cross.
    let mark: BodyPart? = row.optionalString("body_part") == "Head/Body" ? .head : nil
    var event = Event(
      matchID: try row.requireString("match_id"), id: try row.requireString("event_id"), type: .pass,
      period: ["1H": 1, "2H": 2, "E1": 3, "E2": 4][row.optionalString("period") ?? ""] ?? 5,
      clock: try row.requireDouble("period_sec"), teamID: try row.requireString("team_id"),
      location: try place("x", "y"), direction: .right,
      detail: .pass(
        Pass(
          // Whether a goal kick arrived is not marked: all of them are "not accurate".
          outcome: kind == "Goal kick"
            ? .unknown : isAccurate.map { $0 ? .complete : .incomplete } ?? .unknown,
          restart: WyscoutPassWords.restart(kind), height: WyscoutPassWords.height(kind, isHigh: isHigh),
          bodyPart: WyscoutPassWords.bodyPart(kind, mark: mark),
          isCross: WyscoutPassWords.isCross(kind))))
    if let x = try row.optionalDouble("end_x"), let y = try row.optionalDouble("end_y"),
      !WyscoutPassWords.isNoEnd(x: x, y: y)
    {
      event.end = WyscoutPassWords.point(x: x, y: y)
    }
    return event
  }
}
