import Football
import Formats

/// What the record of one pass says beyond the head that all facts share.
struct XPassRecord {
  var event: Event
  var pass: Pass
  var value: XPassValue
  var model: String
  var announcement: MatchAnnouncement

  func write(into writer: inout JSONWriter) {
    writer.field("team_id", event.teamID)
    writer.field("team", event.teamID.flatMap { announcement.name(ofTeam: $0) })
    writer.field("opponent_id", event.teamID.flatMap { announcement.opponent(of: $0) })
    writer.field("player_id", event.playerID)
    writer.field("player", name(event.playerID))
    writer.field("x", event.location.map { rounded9($0.x) })
    writer.field("y", event.location.map { rounded9($0.y) })
    writer.field("direction", event.direction?.rawValue)
    writer.field("xpass", value.xPass)
    writer.field("difficult", value.isDifficult)
    writer.field("outcome", pass.outcome.rawValue)
    // Where the feed does not say how it ended, neither do we.
    writer.field("completed", pass.outcome == .unknown ? nil : pass.outcome == .complete)
    writer.field("restart", pass.restart?.rawValue)
    writer.field("cross", pass.isCross)
    writer.field("intended_receiver_id", pass.recipientID)
    writer.field("intended_receiver", name(pass.recipientID))
    writer.field("xgoals", value.xGoals)
    writer.field("model", model)
  }

  private func name(_ player: String?) -> String? {
    player.flatMap { id in announcement.players.first { $0.id == id }?.name }
  }
}
