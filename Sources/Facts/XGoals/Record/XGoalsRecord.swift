import Football
import Formats

/// What the record of one shot says beyond the head that all facts share.
struct XGoalsRecord {
  var event: Event
  var shot: Shot
  var value: XGoalsValue
  var totals: XGoalsTotals
  var announcement: MatchAnnouncement
  /// Who was in goal.
  var goalkeeper: String?
  /// Nil of a penalty.
  var explanation: ShotExplanation?
  /// It is the last shot of a match that is over.
  var isFullTime = false

  func write(into writer: inout JSONWriter) {
    let team = event.teamID ?? ""
    let opponent = announcement.opponent(of: team)
    writer.field("team_id", team)
    writer.field("team", announcement.name(ofTeam: team))
    writer.field("opponent_id", opponent)
    writer.field("opponent", opponent.flatMap { announcement.name(ofTeam: $0) })
    writer.field("player_id", event.playerID)
    writer.field("player", name(event.playerID))
    writer.field("goalkeeper_id", goalkeeper)
    writer.field("goalkeeper", name(goalkeeper))
    writer.field("x", rounded9(value.ball.x))
    writer.field("y", rounded9(value.ball.y))
    writer.field("distance_m", rounded9(value.features[.distance]))
    writer.field("angle_deg", rounded9(value.features[.angle]))
    writer.field("body_part", shot.bodyPart?.rawValue)
    writer.field("xgoals", value.xGoals)
    writer.field("goal", shot.isGoal)
    writer.field("goal_cancelled", shot.isGoalCancelled)
    writer.field("penalty", shot.restart == .penalty)
    writer.field("outcome", shot.outcome.rawValue)
    writer.field("provider_xgoals", shot.providerXGoals.map(rounded9))
    writer.field("model", value.model)
    writer.field("position_source", value.source.rawValue)
    writer.field("goalkeeper_seen", value.isGoalkeeperSeen)
    writer.field("kick_offset_s", value.kickOffset)
    writer.key("features")
    value.features.write(into: &writer)
    explanation?.write(into: &writer)
    totals.write(into: &writer, isFullTime: isFullTime)
  }

  private func name(_ player: String?) -> String? {
    player.flatMap { id in announcement.players.first { $0.id == id }?.name }
  }
}
