import Formats

/// The announcement, from the list of matches, the squads and the `Starting XI` of the events.
enum StatsBombSetup {
  static func announcement(
    _ match: StatsBombMatch, _ root: JSONNode, squads: [Player]
  ) throws(FieldError) -> MatchAnnouncement {
    var players = squads
    var teams: [Team] = []
    for node in root.elements where StatsBombID.name(of: node["type"]) == "Starting XI" {
      guard let teamID = StatsBombID.id(of: node["team"]), let name = StatsBombID.name(of: node["team"])
      else {
        throw FieldError(path: "team", reason: "a Starting XI without its team")
      }
      teams.append(Team(id: teamID, name: name))
      if let lineup = node["tactics"]?["lineup"] {
        for entry in lineup.elements { start(entry, teamID: teamID, in: &players) }
      }
    }
    guard teams.count == 2 else {
      throw FieldError(path: "type", reason: "expected a Starting XI of each team, found \(teams.count)")
    }
    // StatsBomb lists the home team's Starting XI first.
    let home = match.listing?.home ?? teams[0]
    let away = match.listing?.away ?? teams[1]
    guard Set(teams.map(\.id)) == [home.id, away.id] else {
      throw FieldError(
        path: "team", reason: "the teams are not those of matches.json (\(home.name), \(away.name))")
    }
    let sides = [home.id, away.id]
    return MatchAnnouncement(
      matchID: StatsBombID.id(match.number), competition: match.listing?.competition ?? "statsbomb-unknown",
      competitionName: match.listing?.competitionName,
      season: match.listing?.season ?? "statsbomb-unknown-unknown",
      seasonName: match.listing?.seasonName, kickOff: match.listing?.kickOff ?? .unknownKickOff, home: home,
      away: away, players: sides.flatMap { side in players.filter { $0.teamID == side } },
      provider: "statsbomb")
  }

  private static func start(_ entry: JSONNode, teamID: String, in players: inout [Player]) {
    guard let id = StatsBombID.id(of: entry["player"]) else { return }
    let position = StatsBombID.name(of: entry["position"])
    let place: Int
    if let known = players.firstIndex(where: { $0.id == id }) {
      place = known
    } else {
      place = players.count
      players.append(
        Player(
          id: id, teamID: teamID, name: StatsBombID.name(of: entry["player"]) ?? id,
          shirtNumber: entry["jersey_number"]?.int64.map(Int.init), isStarter: true))
    }
    players[place].isStarter = true
    players[place].position = position
    players[place].isGoalkeeper = position == "Goalkeeper"
  }
}
