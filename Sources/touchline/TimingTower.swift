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
      let time = command.time("at")
      let rows = try stored.battles(race: race.id, at: time, decided: command.int("top") ?? 8)
      if shell.isJSON { return json(race.id, season, rows) }
      return text(race, lap: try stored.lap(race: race.id, at: time), rows, shell.output.terminal)
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
    _ race: (id: String, name: String), lap: Int64?, _ rows: [BattleRow], _ terminal: Terminal
  ) -> String {
    var text = Style.bold.apply("pit battles · \(race.name)", if: terminal.hasColour) + " · \(race.id)"
    text += lap.map { " · lap \($0)" } ?? ""
    if rows.isEmpty { return text + "\nno battle is on\n" }
    let right = ["P", "gap s", "foretold s", "chaser ahead", "if target first", "lap"]
    var table = Table(
      [
        "P", "chaser", "tyres", "target", "tyres", "phase", "gap s", "foretold s", "chaser ahead",
        "if target first", "lap",
      ].map { Table.Column($0, right.contains($0) ? .right : .left) })
    let parser = JSONParser(maxBytes: 1 << 20)
    var laps: Int64?
    for row in rows {
      guard let node = try? parser.parse(row.record) else { continue }
      laps = node["laps"]?.int64 ?? laps
      table.add(cells(node))
    }
    if lap != nil, let laps { text += " of \(laps)" }
    text += "\n" + table.text(for: terminal)
    let legend = "gap: chaser behind, of the decided before the stops; foretold: after both, + chaser ahead\n"
    return text + Style.dim.apply(legend, if: terminal.hasColour)
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
      Table.Cell(words(node["phase"]?.string ?? "") + reason),
      Table.Cell(number(isDecided ? "gap_before_s" : "gap_s", 3)),
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
