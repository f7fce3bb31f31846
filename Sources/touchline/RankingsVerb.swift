import Charts
import Console
import Facts
import Formats
import FoundationEssentials
import Pipeline
import Postgres

enum RankingsVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "rankings", "show a ranking of a season",
      discussion: """
        From PostgreSQL. The arrow tells how a subject moved against the ranking from all matches before its latest one; a player, \
        against the ranking as it stood when the day began on which it last changed. pitbattle shows the newest facts of \
        the season's latest race. Without --season the season with the latest kick-off.
        """,
      group: "Daily use",
      examples: [
        Example("touchline rankings setpiecethreat"),
        Example("touchline rankings setpiecethreat --kind corner_attack --top 5 --watch"),
        Example("touchline rankings setpiecethreat --at 2018-06-25 --team France"),
        Example("touchline rankings skill --kind finisher --top 10", "★ holds the badge"),
        Example("touchline rankings skill --player Lewandowski", "every measure, and the events behind it"),
      ],
      arguments: [
        ArgumentSpec("NAME", "the ranking", choices: Catalogue.rankings.map(\.name) + ["pitbattle"])
      ],
      options: [
        OptionSpec("season", "ID", "the competition's season", kind: .identifier),
        OptionSpec("kind", "NAME", "these tables only", repeatable: true),
        OptionSpec("team", "NAME", "teams whose name or id holds this", repeatable: true),
        OptionSpec("player", "NAME", "players whose name or id holds this", repeatable: true),
        OptionSpec("top", "N", "ranks up to N", kind: .integer(1...Int.max)),
        OptionSpec(
          "chart", "FILE", "of setpiecethreat: with one --team and --kind, score and rank by match as SVG",
          kind: .path),
        OptionSpec("at", "TIME", "as it stood then: \(TimeText.help)", kind: TimeText.kind),
      ],
      flags: [FlagSpec("watch", short: "w", "again whenever it changes, until Ctrl-C")])
  ) { shell in
    let command = shell.command
    let ranking = command.argument("NAME") ?? ""
    if ranking == "pitbattle" { return try TimingTower.run(shell) }
    let connection = try shell.connect()
    defer { connection.close() }
    let stored = StoredRankings(connection)
    let season = try shell.season(command.string("season"), stored.seasons())
    let kinds = command.values("kind")
    let known = try stored.kinds(of: ranking, season: season)
    let isWatching = command.flag("watch")
    // Who watches from before kick-off waits for the first table.
    for kind in kinds where !known.contains(kind) && !(isWatching && known.isEmpty) {
      throw UnknownName(kind: "table of \(ranking) in season \(season) named", name: kind, candidates: known)
    }
    let subjects = command.values("team") + command.values("player")
    if let path = command.string("chart") {
      try drawThreat(ranking, season, kinds, stored, connection, shell, to: path)
      return .done
    }
    try shell.show(isWatching: isWatching, every: 1) {
      let rows = try stored.rows(of: ranking, season: season, kinds: kinds, at: command.time("at"))
      let isEarly = isWatching && rows.isEmpty
      let tables = try grouped(rows, subjects: isEarly ? [] : subjects, top: command.int("top"))
      let detail = try detail(ranking, season, command, tables, connection, isJSON: shell.isJSON)
      return shell.isJSON
        ? json(ranking, season, command, tables, detail)
        : text(ranking, season, tables, shell.output.terminal) + (detail?.text(shell.output.terminal) ?? "")
    }
    return .done
  }

  private static func drawThreat(
    _ ranking: String, _ season: String, _ kinds: [String], _ stored: StoredRankings,
    _ connection: Connection,
    _ shell: Shell, to path: String
  ) throws {
    let teams = shell.command.values("team")
    guard ranking == SetPieceThreat.name, kinds.count == 1, let kind = kinds.first, teams.count == 1,
      let name = teams.first
    else {
      throw UsageError(
        "--chart draws one table of one team: rankings setpiecethreat --kind corner_attack --team NAME",
        path: shell.command.path)
    }
    let rows = try stored.rows(of: ranking, season: season, kinds: kinds)
    guard let row = rows.first(where: { names($0, name) }) else {
      throw UnknownName(
        kind: "team in the ranking named", name: name, candidates: rows.compactMap { $0.name ?? $0.subject })
    }
    let history = try StoredThreat.history(
      team: row.subject, kind: kind, season: season, settings: try shell.factSettings(), connection)
    let chart = ThreatChart(
      title: "\(row.name ?? row.subject): \(words(kind))", subtitle: season,
      matches: history.points.map { .init(score: $0.weightedScore, rank: $0.rank, teams: $0.teams) })
    try Data(chart.document.utf8).write(to: URL(filePath: path), options: .atomic)
    try shell.output.line("\(path): \(history.points.count) matches")
  }

  /// Of a single player all that his rows were made of.
  private static func detail(
    _ ranking: String, _ season: String, _ command: ParsedCommand, _ tables: [[RankingRow]],
    _ connection: Connection, isJSON: Bool
  ) throws -> PlayerDetail? {
    let rows = tables.flatMap { $0 }
    guard ranking == SkillMachine.name, !command.values("player").isEmpty,
      Set(rows.map(\.subject)).count == 1
    else { return nil }
    return try PlayerDetail(
      rows, season: season, at: command.time("at"), isJSON: isJSON, StoredSkill(connection))
  }

  private static func grouped(
    _ rows: [RankingRow], subjects: [String], top: Int?
  ) throws -> [[RankingRow]] {
    var tables: [[RankingRow]] = []
    for row in rows {
      if let top, row.rank ?? .max > Int64(top) { continue }
      if !subjects.isEmpty, !subjects.contains(where: { names(row, $0) }) { continue }
      if tables.last?.first?.kind == row.kind {
        tables[tables.count - 1].append(row)
      } else {
        tables.append([row])
      }
    }
    for subject in subjects where !rows.contains(where: { names($0, subject) }) {
      throw UnknownName(
        kind: "team or player in the ranking named", name: subject,
        candidates: Array(Set(rows.flatMap { [$0.name, $0.subject].compactMap { $0 } })).sorted())
    }
    return tables
  }

  private static func names(_ row: RankingRow, _ text: String) -> Bool {
    row.subject == text || (row.name ?? "").lowercased().contains(text.lowercased())
  }

  private static func text(
    _ ranking: String, _ season: String, _ tables: [[RankingRow]], _ terminal: Terminal
  ) -> String {
    if tables.isEmpty { return "\(ranking), season \(season): nothing yet\n" }
    var text = ""
    for rows in tables {
      let columns = columns(rows, terminal)
      let kind = rows[0].kind.split(separator: "_").joined(separator: " ")
      let time = rows.compactMap(\.asOf).max().map { " · as of \($0.localText)" } ?? ""
      let shared = columns.shared.map { " · \(words($0.name)) \(fixed($0.value, 3))" }.joined()
      text += text.isEmpty ? "" : "\n"
      text += Style.bold.apply("\(ranking) · \(kind)", if: terminal.hasColour)
      text += " · season \(season)\(time)\(shared)\n"
      text += table(rows, columns.own).text(for: terminal)
    }
    return text
  }

  private static func words(_ name: String) -> String {
    name.split(separator: "_").joined(separator: " ")
  }

  /// Components that get a column, with their decimals, and those that are the same for all.
  private static func columns(
    _ rows: [RankingRow], _ terminal: Terminal
  ) -> (own: [(name: String, decimals: Int)], shared: [RankingComponent]) {
    var own: [(name: String, decimals: Int)] = []
    var shared: [RankingComponent] = []
    for part in rows[0].components where part.name != "previous_rank" {
      let all = rows.map { row in row.components.first { $0.name == part.name } }
      // What equals the score is it under another name.
      if zip(all, rows).allSatisfy({ $0?.value == $1.score }) { continue }
      let isWhole = all.allSatisfy { $0?.isWhole ?? true }
      if !isWhole, rows.count > 1, all.allSatisfy({ $0?.value == part.value }) {
        shared.append(part)
      } else if part.name != "weights" || !terminal.isTerminal || terminal.width >= 100 {
        own.append((part.name, isWhole ? 0 : 3))
      }
    }
    return (own, shared)
  }

  private static func table(_ rows: [RankingRow], _ columns: [(name: String, decimals: Int)]) -> Table {
    var table = Table(
      [
        Table.Column("#", .right), Table.Column(""), Table.Column("name", minimum: 12),
        Table.Column("score", .right),
      ] + columns.map { Table.Column(words($0.name), .right, minimum: 7) })
    // A ranking that does not tell earlier ranks has no arrows.
    let hasMovement = rows.contains { $0.previousRank != nil }
    for row in rows {
      let movement = hasMovement ? row.movement : nil
      let style: Style? = (movement?.places ?? 0) > 0 ? .green : (movement?.places ?? 0) < 0 ? .red : .dim
      table.add(
        [
          Table.Cell(row.rank.map(String.init) ?? "–"), Table.Cell(movement?.text ?? "", style),
          Table.Cell((row.name ?? row.subject) + (row.hasBadge ? " ★" : "")),
          Table.Cell(row.score.map { signed($0, 3) } ?? "–", .bold),
        ]
          + columns.map { column in
            guard let part = row.components.first(where: { $0.name == column.name }) else { return "–" }
            return Table.Cell(fixed(part.value, column.decimals))
          })
    }
    return table
  }

  private static func json(
    _ ranking: String, _ season: String, _ command: ParsedCommand, _ tables: [[RankingRow]],
    _ detail: PlayerDetail?
  ) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("ranking", ranking)
    writer.field("season", season)
    writer.field("at", command.time("at"))
    writer.key("tables")
    writer.beginArray()
    for rows in tables {
      writer.beginObject()
      writer.field("kind", rows[0].kind)
      writer.field("as_of", rows.compactMap(\.asOf).max())
      writer.field("revision", rows.map(\.revision).max())
      writer.key("entries")
      writer.beginArray()
      for row in rows { writer.raw(Array(row.record.utf8)) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    detail?.write(into: &writer)
    writer.endObject()
    writer.newline()
    return writer.text
  }
}

extension Shell {
  /// The season asked for, or the one with the latest kick-off, which is then said.
  func season(_ given: String?, _ seasons: [String]) throws -> String {
    if let given {
      guard seasons.contains(given) else {
        throw UnknownName(kind: "season", name: given, candidates: seasons)
      }
      return given
    }
    guard let latest = seasons.first else {
      throw PipelineError("no match has been announced yet: `touchline produce` feeds one")
    }
    if seasons.count > 1 {
      note("season \(latest), the one with the latest kick-off; --season names another")
    }
    return latest
  }
}
