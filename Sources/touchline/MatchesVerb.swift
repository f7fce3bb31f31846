import Console
import Formats
import Pipeline

enum MatchesVerb {
  static let verb = Verb(
    spec: CommandSpec(
      "matches", "list the matches, with state and score", discussion: "From PostgreSQL.", group: "Daily use",
      examples: [
        Example("touchline matches --live"), Example("touchline matches --season FIFA-WC-2018 --json"),
      ],
      options: [OptionSpec("season", "ID", "of this season only", kind: .identifier)],
      flags: [FlagSpec("live", "only those being played")])
  ) { shell in
    let connection = try shell.connect()
    defer { connection.close() }
    let season = shell.command.string("season")
    if let season {
      let seasons = try StoredRankings(connection).seasons()
      guard seasons.contains(season) else {
        throw UnknownName(kind: "season", name: season, candidates: seasons)
      }
    }
    let matches = try StoredMatches(connection).all(season: season, liveOnly: shell.command.flag("live"))
    if shell.isJSON {
      try shell.output.jsonLine(json(matches))
    } else if matches.isEmpty {
      shell.note(shell.command.flag("live") ? "no match is being played" : "no match has been announced yet")
    } else {
      try shell.output.write(table(matches, shell.output.terminal).text(for: shell.output.terminal))
    }
    return .done
  }

  private static func json(_ matches: [StoredMatch]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("matches")
    writer.beginArray()
    for match in matches { match.write(into: &writer) }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  private static func table(_ matches: [StoredMatch], _ terminal: Terminal) -> Table {
    // Where there is little room, names come first.
    let showsSeason = !terminal.isTerminal || terminal.width >= 110
    var columns = [
      Table.Column("match"), Table.Column("kick-off"), Table.Column("home", .right, minimum: 6),
      Table.Column("score"), Table.Column("away", minimum: 6), Table.Column("state"),
    ]
    if showsSeason { columns.append(Table.Column("season")) }
    var table = Table(columns)
    for match in matches {
      var score = "–"
      if let home = match.homeGoals, let away = match.awayGoals, match.state != "announced" {
        score = "\(home):\(away)"
      }
      let state = match.state == "live" ? match.minutes.map { "live \(Int($0))'" } ?? "live" : match.state
      table.add([
        Table.Cell(match.id), Table.Cell(match.kickOff?.localText ?? "–"), Table.Cell(match.home),
        Table.Cell(score, .bold), Table.Cell(match.away),
        Table.Cell(match.isPruned ? "\(state), pruned" : state, match.state == "live" ? .green : nil),
        Table.Cell(match.season, .dim),
      ])
    }
    return table
  }
}
