import Formats

/// A player's row in one of the rankings.
struct SkillRow {
  let player: SkillBook.Player
  let team: SkillBook.Team?
  let table: SkillTable
  /// His number in the season.
  let number: Int
  let badgeRanks: Int

  var rank: Int { table.ranks[number] }
  var score: Double { table.scores[number] }
  var hasBadge: Bool { (1...badgeRanks).contains(rank) }

  func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("subject", player.id)
    writer.field("withdrawn", false)
    writer.field("name", player.name)
    writer.field("team_id", team?.id)
    writer.field("team", team?.name)
    writer.field("score", score)
    writer.field("rank", rank)
    writer.field("badge", hasBadge)
    writer.key("components")
    writer.beginObject()
    writeComponents(into: &writer)
    writer.endObject()
    writer.endObject()
  }

  private func writeComponents(into writer: inout JSONWriter) {
    let tally = player.tally
    for (place, weighing) in table.weighings.enumerated() {
      let value = table.values[place][number]
      writer.key(weighing.measure.rawValue)
      writer.value(value.isNaN ? 0 : rounded9(value))
    }
    writer.field("minutes", rounded9(tally.minutes.value))
    writer.field("matches", tally.matches)
    switch table.kind {
    case .initiator: break
    case .finisher:
      writer.field("xgoals", rounded9(tally.xGoals.value))
      writer.field("efficiency_percent", tally.efficiencyPercent.map(rounded9))
    case .sprinter: writer.field("sprints", tally.sprints)
    case .ballwinner:
      writer.field("defensive_duels_won", tally.defensiveDuelsWon)
      writer.field("defensive_duels", tally.defensiveDuels)
    }
    writer.key("points")
    writer.beginObject()
    for (place, weighing) in table.weighings.enumerated() {
      writer.key(weighing.measure.rawValue)
      writer.value(rounded9(table.points(number, place)))
    }
    writer.endObject()
  }
}
