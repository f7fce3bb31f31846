import Football
import Formats

/// What is told of a duel, an interception or a recovery.
struct WonBall: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable {
    case ground, aerial, interception, recovery
  }

  /// For whom a duel was a defensive one: whose side was without the ball.
  ///
  /// Where the feed does not say who had it (Wyscout's duels in the air), it is one for both.
  enum Defensive: String, Sendable, CaseIterable {
    case winner, loser, both
  }

  var kind: Kind
  var event: Event
  /// Who won the duel, intercepted or recovered; nil of a duel without a winner.
  var winnerID: String?
  var winnerTeamID: String?
  /// Who lost the duel, or whose pass was intercepted.
  var loserID: String?
  var loserTeamID: String?
  var defensive: Defensive?
  /// The winner took the ball from the loser, who had it.
  var isLossCaused = false

  func write(_ names: MatchNames, into writer: inout JSONWriter) {
    writer.field("kind", kind.rawValue)
    writer.field("team_id", event.teamID)
    writer.field("player_id", event.playerID)
    writer.field("decided", winnerTeamID != nil)
    writer.field("winner_team_id", winnerTeamID)
    writer.field("winner_team", names.team(winnerTeamID))
    writer.field("winner_id", winnerID)
    writer.field("winner", names.player(winnerID))
    writer.field("loser_team_id", loserTeamID)
    writer.field("loser_team", names.team(loserTeamID))
    writer.field("loser_id", loserID)
    writer.field("loser", names.player(loserID))
    writer.field("defensive", defensive?.rawValue)
    writer.field("loss_caused", isLossCaused)
    writer.field("x", event.location.map { rounded9($0.x) })
    writer.field("y", event.location.map { rounded9($0.y) })
  }
}

extension WonBall {
  init(_ duel: Duel, _ event: Event) {
    self.init(kind: duel.isAerial ? .aerial : .ground, event: event)
    winnerID = duel.winnerID
    winnerTeamID = duel.winnerTeamID
    loserID = duel.loserID
    loserTeamID = duel.loserTeamID
    guard let winner = duel.winnerTeamID else { return }
    if let defending = duel.defendingTeamID {
      defensive = defending == winner ? .winner : .loser
      isLossCaused = defending == winner
    } else if duel.isAerial {
      defensive = .both
    }
  }
}
