import Formats

extension SkillTable {
  /// Writes a player's row. Everything is read in place: a season's rows are written with each new bound.
  func writeRow(_ number: Int, _ book: SkillBook, into writer: inout JSONWriter) {
    let rank = ranks[number]
    writer.beginObject()
    writer.field("subject", book.players[number].id)
    writer.field("withdrawn", false)
    writer.field("name", book.players[number].name)
    if let team = book.players[number].team {
      writer.field("team_id", book.teams[team].id)
      writer.field("team", book.teams[team].name)
    }
    writer.field("score", scores[number])
    writer.field("rank", rank)
    writer.field("badge", rank > 0 && rank <= book.rules.badgeRanks)
    writer.key("components")
    writer.beginObject()
    for place in names.indices {
      let value = values[place][number]
      writer.key(names[place])
      writer.value(value.isNaN ? 0 : rounded9(value))
    }
    writer.field("minutes", rounded9(book.players[number].tally.minutes.value))
    writer.field("matches", book.players[number].tally.matches)
    switch kind {
    case .initiator: break
    case .finisher:
      writer.field("xgoals", rounded9(book.players[number].tally.xGoals.value))
      writer.field("efficiency_percent", book.players[number].tally.efficiencyPercent.map(rounded9))
    case .sprinter: writer.field("sprints", book.players[number].tally.sprints)
    case .ballwinner:
      writer.field("defensive_duels_won", book.players[number].tally.defensiveDuelsWon)
      writer.field("defensive_duels", book.players[number].tally.defensiveDuels)
    }
    writer.key("points")
    writer.beginObject()
    for place in names.indices {
      writer.key(names[place])
      writer.value(rounded9(points(number, place)))
    }
    writer.endObject()
    writer.endObject()
    writer.endObject()
  }
}
