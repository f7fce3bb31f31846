import Football
import Formats

/// The fields of a set piece's record.
struct SetPieceRecord {
  struct ShotLine {
    var event: Event
    var shot: Shot
    var value: ShotValue
  }

  let piece: SetPiece
  let match: MatchAnnouncement
  let shots: [ShotLine]

  /// The shot of the greatest score, of several equal ones the first.
  var best: ShotLine? {
    var best: ShotLine?
    for shot in shots where best.map({ $0.value.score < shot.value.score }) ?? true { best = shot }
    return best
  }

  func write(into writer: inout JSONWriter) {
    let restart = piece.restart
    let team = restart.teamID ?? ""
    let opponent = match.opponent(of: team)
    let best = best
    writer.field("kind", piece.kind.rawValue)
    writer.field("team_id", team)
    writer.field("team", match.name(ofTeam: team))
    writer.field("opponent_id", opponent)
    writer.field("opponent", opponent.flatMap(match.name(ofTeam:)))
    writer.field("player_id", restart.playerID)
    writer.field("x", restart.location.map { rounded9($0.x) })
    writer.field("y", restart.location.map { rounded9($0.y) })
    writer.field("direction", restart.direction?.rawValue)
    writer.field("zone", piece.zone(pitchLength: match.pitchLength)?.rawValue)
    writer.field("direct", restart.type == .shot)
    writer.field("score", best?.value.score ?? 0)
    writer.field("outcome_points", best?.value.points ?? 0)
    writer.field("grade", best.map(grade))
    writer.field("xgoals", best?.value.xGoals)
    writer.field("best_shot_id", best?.event.id)
    writer.field("goals", shots.count { $0.shot.isGoal })
    writer.field("own_goals", piece.ownGoals)
    writer.key("shots")
    writer.beginArray()
    for line in shots { write(line, into: &writer) }
    writer.endArray()
  }

  private func write(_ line: ShotLine, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("id", line.event.id)
    writer.field("player_id", line.event.playerID)
    writer.field("after_s", rounded9(line.event.clock - piece.restart.clock))
    writer.field("outcome", line.shot.outcome.rawValue)
    writer.field("goal", line.shot.isGoal)
    if line.shot.isGoalCancelled { writer.field("goal_cancelled", true) }
    writer.field("grade", grade(line))
    writer.field("outcome_points", line.value.points)
    writer.field("xgoals", line.value.xGoals)
    writer.field("score", line.value.score)
    writer.endObject()
  }

  private func grade(_ line: ShotLine) -> String { line.value.grade?.rawValue ?? "goal" }
}
