import Football

/// Who is behind the numbers in position frames, by the match's announcement.
struct FrameRoles: Sendable {
  private var objects: [String: UInt32] = [:]
  private var teams: [String: Set<UInt32>] = [:]
  private var goalkeepers: Set<UInt32> = []

  init(_ announcement: MatchAnnouncement) {
    for player in announcement.players {
      guard let object = player.object else { continue }
      objects[player.id] = object
      teams[player.teamID, default: []].insert(object)
      if player.isGoalkeeper { goalkeepers.insert(object) }
    }
  }

  func object(of player: String) -> UInt32? { objects[player] }
  func team(_ id: String) -> Set<UInt32> { teams[id] ?? [] }

  /// Everybody at the kick but the shooter, the shooting team turned towards +x.
  func players(
    at kick: Kick, shooter: UInt32?, team: String, opponent: String, direction: Direction
  ) -> ShotSituation.Players {
    var players = ShotSituation.Players()
    let own = self.team(team)
    let others = self.team(opponent)
    for person in kick.people where person.object != shooter {
      let place = person.point.turned(for: direction)
      if own.contains(person.object) {
        players.teammates.append(place)
      } else if others.contains(person.object) {
        if goalkeepers.contains(person.object) {
          players.goalkeeper = place
        } else {
          players.opponents.append(place)
        }
      }
    }
    return players
  }
}
