import Console
import Formats
import Pipeline

/// `touchline rankings pitbattle`: the newest facts of a race, as a timing tower shows them.
enum TimingTower {
  static func run(_ shell: Shell) throws -> ExitCode {
    let connection = try shell.connect()
    defer { connection.close() }
    let stored = StoredBattles(connection)
    let command = shell.command
    let season = try shell.season(command.string("season"), stored.seasons())
    guard let race = try stored.newestRace(season: season) else {
      throw PipelineError("no pit battle of season \(season) is stored yet: `touchline produce` feeds a race")
    }
    try shell.show(isWatching: command.flag("watch"), every: 1) {
      let rows = try stored.battles(race: race.id, at: command.time("at"), decided: command.int("top") ?? 8)
      return shell.isJSON ? json(race.id, season, rows) : text(race, season, rows, shell.output.terminal)
    }
    return .done
  }

  private static func json(_ race: String, _ season: String, _ rows: [BattleRow]) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("ranking", "pitbattle")
    writer.field("season", season)
    writer.field("match_id", race)
    writer.key("entries")
    writer.beginArray()
    for row in rows { writer.raw(Array(row.record.utf8)) }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.text
  }

  private static func text(
    _ race: (id: String, name: String), _ season: String, _ rows: [BattleRow], _ terminal: Terminal
  ) -> String {
    let lap = rows.compactMap(\.lap).max().map { " · lap \($0)" } ?? ""
    var text =
      Style.bold.apply("pit battles · \(race.name)", if: terminal.hasColour) + " · \(race.id)\(lap)\n"
    if rows.isEmpty { return text + "no battle is on\n" }
    let right = ["P", "gap s", "foretold s", "chaser ahead", "if target first", "lap"]
    var table = Table(
      [
        "P", "chaser", "tyres", "target", "tyres", "phase", "gap s", "foretold s", "chaser ahead",
        "if target first", "lap",
      ].map { Table.Column($0, right.contains($0) ? .right : .left) })
    let parser = JSONParser(maxBytes: 1 << 20)
    for row in rows {
      guard let node = try? parser.parse(row.record) else { continue }
      table.add(cells(node))
    }
    text += table.text(for: terminal)
    return text
  }

  private static func cells(_ node: JSONNode) -> [Table.Cell] {
    let isDecided = node["phase"]?.string == "decided"
    let probability = node["probability"]?.double
    let ahead = isDecided ? node["chaser_ahead"]?.bool : probability.map { $0 > 0.5 }
    let style: Style? = isDecided ? .dim : ahead == true ? .green : nil
    func number(_ name: StaticString, _ decimals: Int, sign: Bool = false) -> String {
      node[name]?.double.map { sign ? signed($0, decimals) : fixed($0, decimals) } ?? "–"
    }
    func percent(_ name: StaticString) -> String {
      node[name]?.double.map { "\(fixed($0 * 100, 0)) %" } ?? "–"
    }
    let reason = node["reason"]?.string.map { " (\(words($0)))" } ?? ""
    let result = isDecided ? (ahead == true ? "ahead" : "behind") : percent("probability")
    return [
      Table.Cell(node["target_car"]?["position"]?.int64.map { "\($0)" } ?? "–"),
      Table.Cell(node["chaser"]?.string ?? "", .bold), Table.Cell(tyres(node["chaser_car"])),
      Table.Cell(node["target"]?.string ?? "", .bold), Table.Cell(tyres(node["target_car"])),
      Table.Cell(words(node["phase"]?.string ?? "") + reason), Table.Cell(number("gap_s", 3)),
      Table.Cell(
        isDecided ? number("gap_after_s", 3, sign: true) : number("predicted_gap_s", 2, sign: true), style),
      Table.Cell(result, style), Table.Cell(percent("overcut_probability")),
      Table.Cell(
        (node["decided_lap"] ?? node["expected_decision_lap"])?.int64.map { "\($0)" } ?? "–"),
    ]
  }

  private static func words(_ name: String) -> String { name.split(separator: "_").joined(separator: " ") }

  /// `M12`: medium, 12 laps; in the pits `M12 P`.
  private static func tyres(_ car: JSONNode?) -> String {
    let compound = car?["compound"]?.string?.prefix(1) ?? "?"
    let age = car?["tyre_age"]?.int64.map { "\($0)" } ?? ""
    return "\(compound)\(age)" + (car?["in_pits"]?.bool == true ? " P" : "")
  }
}
