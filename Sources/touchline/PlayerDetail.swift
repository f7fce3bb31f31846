import Console
import Facts
import Football
import Formats
import Pipeline

/// A player's measures with their bounds and points, and the events that they count.
struct PlayerDetail {
  let rows: [RankingRow]
  let bounds: [StoredSkill.Bound]
  let events: [StoredSkill.Counted]

  /// Events of each ranking that are shown.
  private static let shown = 10
  /// And that `--json` gives.
  private static let all = 10_000

  /// - Parameter rows: one player's, of one or more rankings.
  init(
    _ rows: [RankingRow], season: String, at time: Timestamp?, isJSON: Bool, _ stored: StoredSkill
  ) throws {
    self.rows = rows
    let player = rows.first?.subject ?? ""
    bounds = try stored.bounds(season: season, player: player, at: time)
    events = try stored.counted(
      season: season, player: player, at: time, limit: isJSON ? Self.all : Self.shown)
  }

  func text(_ terminal: Terminal) -> String {
    var text = ""
    for row in rows {
      var table = Table([
        Table.Column(row.kind), Table.Column("value", .right), Table.Column("least", .right),
        Table.Column("greatest", .right), Table.Column("points", .right),
      ])
      let points = points(row)
      for bound in bounds where bound.kind == row.kind {
        let value = row.components.first { $0.name == bound.measure }?.value ?? 0
        table.add([
          Table.Cell(bound.measure.split(separator: "_").joined(separator: " ")), Table.Cell(fixed(value, 3)),
          Table.Cell(fixed(bound.least, 3)), Table.Cell(fixed(bound.greatest, 3)),
          Table.Cell(fixed(points[bound.measure] ?? 0, 3)),
        ])
      }
      text += "\n" + table.text(for: terminal)
      for event in events where event.kind == row.kind {
        let clock = MatchPosition(period: event.period, clock: event.clock)
        text += "  \(event.matchID)  \(clock)  \(event.what)  (\(event.id))\n"
      }
    }
    return text
  }

  func write(into writer: inout JSONWriter) {
    writer.key("bounds")
    writer.beginArray()
    for bound in bounds {
      writer.beginObject()
      writer.field("kind", bound.kind)
      writer.field("measure", bound.measure)
      writer.field("least", bound.least)
      writer.field("greatest", bound.greatest)
      writer.endObject()
    }
    writer.endArray()
    writer.key("events")
    writer.beginArray()
    for event in events {
      writer.beginObject()
      writer.field("kind", event.kind)
      writer.field("match_id", event.matchID)
      writer.field("id", event.id)
      writer.field("period", event.period)
      writer.field("clock_s", event.clock)
      writer.field("what", event.what)
      writer.endObject()
    }
    writer.endArray()
  }

  private func points(_ row: RankingRow) -> [String: Double] {
    var points: [String: Double] = [:]
    guard let node = try? JSONParser(maxBytes: 1 << 20).parse(Array(row.record.utf8)) else { return [:] }
    node["components"]?["points"]?.forEachField { name, value in points[name.description] = value.double }
    return points
  }
}
