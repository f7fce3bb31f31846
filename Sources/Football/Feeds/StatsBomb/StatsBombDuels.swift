import Formats

extension StatsBombEvents {
  /// A duel out of one of StatsBomb's four ways to tell one; nil for the half of a pair that is told by the other.
  ///
  /// - Tackle: the player is the one without the ball; he won it where the outcome says Won or Success.
  /// - Aerial Lost: the player lost; who won is the opponent's event that this one names. The side that is not in
  ///   possession defends.
  /// - Dribbled Past: the player lost on the ground against the dribbler.
  /// - 50/50: two events, one of each player; the one that comes first tells the duel. One of them is always
  ///   "Lost"; of "Success To Opposition" the opponent is the winner although his says Lost. Nobody defends.
  func duel(_ node: JSONNode, _ name: String, _ event: Event) -> Duel? {
    guard let team = event.teamID else { return nil }
    let related = related(node)
    let other = related.filter { $0.teamID != team && $0.playerID != nil }
    let rival = announcement.opponent(of: team)
    switch name {
    case "Dribbled Past":
      let dribbler = other.first { $0.name == "Dribble" }
      return Duel(
        isAerial: false, winnerID: dribbler?.playerID, winnerTeamID: dribbler?.teamID ?? rival,
        loserID: event.playerID, loserTeamID: team, defendingTeamID: team)
    case "50/50":
      guard let twin = other.first(where: { $0.name == "50/50" }) else { return nil }
      if let own = event.sequence as Int64?, own > twin.index { return nil }
      let outcome = StatsBombID.name(of: node["50_50"]?["outcome"])
      let isWon: Bool =
        switch outcome {
        case "Won", "Success To Team": true
        case "Success To Opposition": false
        default: twin.outcome == "Success To Opposition"
        }
      return duel(isAerial: false, isWon, event, team, twin.playerID, rival, defending: nil)
    default:
      if StatsBombID.name(of: node["duel"]?["type"]) == "Aerial Lost" {
        let defending = event.possessionTeamID.flatMap { announcement.opponent(of: $0) }
        let winner = other.first { $0.name != "Pressure" } ?? other.first
        return duel(isAerial: true, false, event, team, winner?.playerID, rival, defending: defending)
      }
      let outcome = StatsBombID.name(of: node["duel"]?["outcome"]) ?? ""
      let isWon = outcome == "Won" || outcome.hasPrefix("Success")
      let carrier = other.first { $0.name == "Dribble" || $0.name == "Dispossessed" } ?? other.first
      return duel(isAerial: false, isWon, event, team, carrier?.playerID, rival, defending: team)
    }
  }

  private func duel(
    isAerial: Bool, _ isWon: Bool, _ event: Event, _ team: String, _ opponent: String?, _ rival: String?,
    defending: String?
  ) -> Duel {
    Duel(
      isAerial: isAerial, winnerID: isWon ? event.playerID : opponent, winnerTeamID: isWon ? team : rival,
      loserID: isWon ? opponent : event.playerID, loserTeamID: isWon ? rival : team,
      defendingTeamID: defending)
  }
}
