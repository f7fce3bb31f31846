import Football
import Formats

/// One pass of a chain.
struct ChainLink: Sendable {
  var event: Event
  var worth: PassWorth?

  init(_ event: Event, _ worth: PassWorth?) {
    self.event = event
    self.worth = worth
  }

  /// Crosses and restarts keep their place in the chain, but nobody is credited with them.
  var counts: Bool { event.restart == nil && event.detail.pass?.isCross != true }
}

/// The fields of a chain's record.
struct ChainRecord {
  let event: Event
  let shot: Shot
  let xGoals: Double?
  let last: ChainLink?
  let second: ChainLink?

  func write(_ names: MatchNames, into writer: inout JSONWriter) {
    writer.field("team_id", event.teamID)
    writer.field("team", names.team(event.teamID))
    writer.field("opponent_id", names.opponent(event.teamID))
    writer.field("player_id", event.playerID)
    writer.field("player", names.player(event.playerID))
    writer.field("xgoals", xGoals.map(rounded9))
    writer.field("goal", shot.isGoal)
    writer.field("penalty", shot.restart == .penalty)
    if let last {
      writer.field("pass_id", last.event.id)
      writer.field("passer_id", last.event.playerID)
      writer.field("passer", names.player(last.event.playerID))
      writer.field("pass_counts", last.counts)
      writer.field("pass_cross", last.event.detail.pass?.isCross)
      writer.field("pass_restart", last.event.restart?.rawValue)
      writer.field("pass_xpass", last.worth.map { rounded9($0.xPass) })
      writer.field("pass_difficult", last.worth?.isDifficult)
    }
    if let second {
      writer.field("second_pass_id", second.event.id)
      writer.field("second_passer_id", second.event.playerID)
      writer.field("second_passer", names.player(second.event.playerID))
      writer.field("second_pass_counts", second.counts)
      writer.field("second_pass_cross", second.event.detail.pass?.isCross)
      writer.field("second_pass_restart", second.event.restart?.rawValue)
      writer.field("second_pass_xpass", second.worth.map { rounded9($0.xPass) })
      writer.field("second_pass_difficult", second.worth?.isDifficult)
    }
  }
}
