import Formats

/// A row of the events.
struct WyscoutRow {
  var line: Int
  var id: String
  var period: Int
  var clock: Double
  var event: String
  var subEvent: String
  var team: Int
  var player: Int?
  var start: Point?
  var end: Point?
  var tags: Set<Int>

  /// The rows of one match.
  static func read(_ season: WyscoutSeason, match: Int) throws(FeedError) -> [WyscoutRow] {
    let (bytes, linesBefore) = try season.table(match: match)
    do {
      return try readingFeed(season.path) {
        let reader = try CSVReader(ByteSource(bytes: bytes, name: season.path))
        let columns = try Columns(reader)
        var rows: [WyscoutRow] = []
        while let row = try reader.next() {
          rows.append(try columns.read(row))
          guard rows.count <= 20_000 else {
            throw row.error(columns.id, "more than 20,000 events in a match")
          }
        }
        return rows
      }
    } catch {
      var fault = error
      // The table begins with the header; lines are meant as in the file.
      fault.line = error.line.map { $0 > 1 ? $0 + linesBefore : $0 }
      throw fault
    }
  }

  private struct Columns {
    let id, period, seconds, event, subEvent, team, player, x, y, endX, endY, tags: CSVColumn

    init(_ reader: CSVReader) throws(CSVError) {
      id = try reader.column("event_id")
      period = try reader.column("period")
      seconds = try reader.column("period_sec")
      event = try reader.column("event")
      subEvent = try reader.column("sub_event")
      team = try reader.column("team_id")
      player = try reader.column("player_id")
      x = try reader.column("x")
      y = try reader.column("y")
      endX = try reader.column("end_x")
      endY = try reader.column("end_y")
      tags = try reader.column("tags")
    }

    func read(_ row: CSVRow) throws(CSVError) -> WyscoutRow {
      let clock = try row.requireDouble(seconds)
      guard (0...86_400).contains(clock) else {
        throw row.error(seconds, "\(clock) is not between 0 and 86400")
      }
      let person = try row.optionalInt(player)
      var numbers: Set<Int> = []
      for tag in row[tags].split(separator: " ") {
        guard let number = Int(tag) else {
          throw row.error(tags, "\"\(tag.prefix(20))\" is no number of a tag")
        }
        numbers.insert(number)
      }
      return WyscoutRow(
        line: row.line, id: try row.requireString(id), period: try number(ofPeriod: row), clock: clock,
        event: row[event], subEvent: row[subEvent], team: try row.requireInt(team),
        player: person == 0 ? nil : person, start: try point(row, x, y), end: try end(row),
        tags: numbers)
    }

    private func number(ofPeriod row: CSVRow) throws(CSVError) -> Int {
      switch row[period] {
      case "1H": 1
      case "2H": 2
      case "E1": 3
      case "E2": 4
      case "P": 5
      default: throw row.error(period, "expected 1H, 2H, E1, E2 or P, found \"\(row[period].prefix(20))\"")
      }
    }

    private func point(_ row: CSVRow, _ x: CSVColumn, _ y: CSVColumn) throws(CSVError) -> Point? {
      guard let x = try row.optionalDouble(x), let y = try row.optionalDouble(y) else { return nil }
      return WyscoutPassWords.point(x: x, y: y)
    }

    private func end(_ row: CSVRow) throws(CSVError) -> Point? {
      guard let x = try row.optionalDouble(endX), let y = try row.optionalDouble(endY),
        !WyscoutPassWords.isNoEnd(x: x, y: y)
      else { return nil }
      return WyscoutPassWords.point(x: x, y: y)
    }
  }
}
