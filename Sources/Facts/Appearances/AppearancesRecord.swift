import Football
import Formats

/// The fields of the record of appearances.
struct AppearancesRecord {
  let match: MatchAnnouncement
  let progress: MatchProgress
  let changes: [Event]
  let goals: [Event]

  func write(into writer: inout JSONWriter) {
    writer.field("state", progress.state.rawValue)
    writer.field("kick_off", match.kickOff.description)
    writer.field("kicked_off", progress.isKickedOff)
    writer.field("minutes", minutes(progress.seconds))
    let players = PlayerSpells.all(announced: match.players, changes: changes)
    for (side, team) in [("home", match.home), ("away", match.away)] {
      writer.key(side)
      writer.beginObject()
      writer.field("team_id", team.id)
      writer.field("team", team.name)
      writer.field("goals", goals.count { scorer(of: $0) == team.id })
      writer.field("red_cards", changes.count { $0.type == .card && $0.teamID == team.id })
      writer.key("players")
      writer.beginArray()
      for player in players where player.teamID == team.id { write(player, into: &writer) }
      writer.endArray()
      writer.endObject()
    }
    writeChanges(into: &writer)
  }

  /// The team for which a goal counts. An own goal is told of the player's own team.
  private func scorer(of goal: Event) -> String? {
    goal.type == .ownGoal ? goal.teamID.flatMap(match.opponent(of:)) : goal.teamID
  }

  private func write(_ player: PlayerSpells, into writer: inout JSONWriter) {
    let announced = match.players.first { $0.id == player.playerID }
    writer.beginObject()
    writer.field("player_id", player.playerID)
    writer.field("player", announced?.name)
    writer.field("shirt_number", announced?.shirtNumber)
    writer.field("goalkeeper", announced?.isGoalkeeper)
    writer.field("starter", player.isStarter)
    writer.field("minutes", minutes(player.seconds(progress)))
    writer.field("on_pitch", player.isOn && progress.state != .finished && progress.state != .abandoned)
    writer.field("red_card", player.isSentOff)
    if let on = player.spells.first?.on {
      writer.field("on_period", on.period)
      writer.field("on_clock_s", rounded9(on.clock))
    }
    if let off = player.spells.last?.off {
      writer.field("off_period", off.period)
      writer.field("off_clock_s", rounded9(off.clock))
      writer.field("off_reason", player.leaving?.rawValue)
    }
    writer.endObject()
  }

  /// Substitutions, sendings-off, and players off the pitch and back without a substitution, in order of play.
  private func writeChanges(into writer: inout JSONWriter) {
    writer.key("changes")
    writer.beginArray()
    for event in changes {
      writer.beginObject()
      writer.field("id", event.id)
      writer.field("type", event.type == .card ? "red_card" : event.type.rawValue)
      writer.field("period", event.period)
      writer.field("clock_s", rounded9(event.clock))
      writer.field("team_id", event.teamID)
      if let change = event.detail.substitution {
        writer.field("player_off_id", change.playerOffID)
        writer.field("player_on_id", change.playerOnID)
      } else {
        writer.field("player_id", event.playerID)
      }
      writer.field("card", event.detail.card?.colour.rawValue)
      writer.endObject()
    }
    writer.endArray()
  }

  private func minutes(_ seconds: Double) -> Double { rounded9(seconds / 60) }
}
