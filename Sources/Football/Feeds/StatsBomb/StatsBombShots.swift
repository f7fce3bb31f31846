import Formats

extension StatsBombEvents {
  func shot(
    _ node: JSONNode, _ shot: JSONNode, _ direction: Direction, id: String
  ) throws(FieldError) -> Shot {
    guard let outcome = StatsBombDetails.outcome(shot["outcome"]) else {
      let name = StatsBombID.name(of: shot["outcome"]) ?? ""
      throw FieldError(path: "shot.outcome", reason: "\"\(name.prefix(40))\" is no outcome of a shot")
    }
    let restart = StatsBombDetails.restart(shot["type"])
    return Shot(
      outcome: outcome, bodyPart: StatsBombDetails.bodyPart(shot["body_part"]),
      technique: StatsBombDetails.technique(shot["technique"]), restart: restart,
      origin: restart == .penalty ? .penalty : StatsBombDetails.origin(node["play_pattern"]),
      isFirstTime: try shot.optionalBool("first_time") ?? false,
      isOneOnOne: try shot.optionalBool("one_on_one") ?? false,
      isOpenGoal: try shot.optionalBool("open_goal") ?? false,
      isAerialWon: try shot.optionalBool("aerial_won") ?? false,
      keyPassID: try shot.optionalString("key_pass_id"),
      freezeFrame: try freezeFrame(shot, direction) ?? seen(id, direction),
      providerXGoals: try shot.optionalDouble("statsbomb_xg"))
  }

  /// The shot's own frame, which knows the players.
  private func freezeFrame(_ shot: JSONNode, _ direction: Direction) throws(FieldError)
    -> [FreezeFramePlayer]?
  {
    guard try shot.optionalArray("freeze_frame") != nil else { return nil }
    var players: [FreezeFramePlayer] = []
    try shot.forEach(in: "freeze_frame") { (node) throws(FieldError) in
      guard let place = try point(node, "location", direction) else {
        throw FieldError(path: "location", reason: "missing")
      }
      players.append(
        FreezeFramePlayer(
          location: place, isTeammate: try node.optionalBool("teammate") ?? false,
          isGoalkeeper: StatsBombID.name(of: node["position"]) == "Goalkeeper",
          playerID: StatsBombID.id(of: node["player"])))
    }
    return players
  }

  /// The 360 frame of the shot, which knows only sides.
  private func seen(_ id: String, _ direction: Direction) -> [FreezeFramePlayer]? {
    frames[id]?.map {
      FreezeFramePlayer(
        location: StatsBombPitch.point(x: $0.x, y: $0.y).turned(for: direction), isTeammate: $0.isTeammate,
        isGoalkeeper: $0.isGoalkeeper)
    }
  }
}
