import Formats

/// Turns StatsBomb's events into ours.
///
/// - The home team plays towards +x in periods 1 and 3, towards −x in 2, 4 and 5 (StatsBomb does not tell; any fixed
///   choice gives the same facts).
/// - `Starting XI`, `Half Start` and `Half End` become the announcement and the periods; `Own Goal For` is left out
///   beside its `Own Goal Against`. Everything else is an event, most of it under its own name.
/// - A foul with a card is two events, the card's id ends in `-card`.
struct StatsBombEvents {
  let announcement: MatchAnnouncement
  let clock: StatsBombClock
  let frames: [String: [StatsBombFrames.Seen]]
  /// Of an id the event's place in the file, its type and who did it: what others refer to.
  let index: [String: StatsBombReference]

  init(
    _ match: StatsBombMatch, _ root: JSONNode, squads: [Player], frames: [String: [StatsBombFrames.Seen]]
  ) throws(FieldError) {
    guard root.kind == .array, root.count > 0 else {
      throw FieldError(path: "[0]", reason: "expected an array of events, found \(root.summary)")
    }
    announcement = try StatsBombSetup.announcement(match, root, squads: squads)
    clock = try StatsBombClock(root, kickOff: announcement.kickOff)
    self.frames = frames
    var index: [String: StatsBombReference] = [:]
    for node in root.elements {
      guard let id = node["id"]?.string else { continue }
      index[id] = StatsBombReference(node)
    }
    self.index = index
  }

  func events(_ root: JSONNode) throws(FieldError) -> [Event] {
    var events: [Event] = []
    var place = 0
    for node in root.elements {
      do {
        if let event = try event(node) {
          events.append(event)
          if let card = card(of: node, event) { events.append(card) }
        }
      } catch { throw error.within("[\(place)]") }
      place += 1
    }
    return events
  }

  /// Nil for what is no event of its own.
  private func event(_ node: JSONNode) throws(FieldError) -> Event? {
    let type = try node.requireObject("type")
    let name: String = StatsBombID.name(of: type) ?? ""
    guard !["Starting XI", "Half Start", "Half End"].contains(name) else { return nil }
    let (period, seconds) = try StatsBombClock.moment(node)
    let team = StatsBombID.id(of: node["team"])
    let direction = team.map { self.direction(of: $0, period: period) }
    var event = Event(
      matchID: announcement.matchID, id: try node.requireString("id"), type: .other, period: period,
      clock: seconds, time: clock.time(period: period, clock: seconds),
      sequence: try node.requireInt64("index"),
      teamID: team, playerID: StatsBombID.id(of: node["player"]), direction: direction,
      possession: try node.optionalInt64("possession"),
      possessionTeamID: StatsBombID.id(of: node["possession_team"]),
      isUnderPressure: try node.optionalBool("under_pressure"), detail: .other(name: name))
    event.location = try point(node, "location", direction)
    switch name {
    case "Pass":
      event.type = .pass
      event.isUnderPressure = event.isUnderPressure ?? false
      let pass = try node.requireObject("pass")
      event.end = try point(pass, "end_location", direction)
      event.detail = .pass(try StatsBombDetails.pass(pass))
    case "Shot":
      event.type = .shot
      event.isUnderPressure = event.isUnderPressure ?? false
      let shot = try node.requireObject("shot")
      event.end = try point(shot, "end_location", direction)
      event.detail = .shot(try self.shot(node, shot, direction ?? .right, id: event.id))
    case "Carry":
      event.type = .carry
      if let carry = try node.optionalObject("carry") {
        event.end = try point(carry, "end_location", direction)
      }
    case "Own Goal For":
      // Told by its twin, which names the player.
      if related(node).contains(where: { $0.name == "Own Goal Against" }) { return nil }
      event.type = .ownGoal
      event.teamID = team.flatMap { announcement.opponent(of: $0) }
      event.direction = direction?.opposite
      event.location = nil
    case "Substitution":
      guard let off = event.playerID else { throw FieldError(path: "player", reason: "missing") }
      event.type = .substitution
      event.detail = .substitution(
        Substitution(
          playerOffID: off, playerOnID: StatsBombID.id(of: node["substitution"]?["replacement"])))
    case "Bad Behaviour":
      guard let colour = StatsBombDetails.colour(node["bad_behaviour"]?["card"]) else { return event }
      event.type = .card
      event.detail = .card(Card(colour: colour))
    case "Duel", "Dribbled Past", "50/50":
      if let duel = duel(node, name, event) {
        event.type = .duel
        event.detail = .duel(duel)
      }
    default: event.type = StatsBombDetails.type(name, node)
    }
    return event
  }

  private func card(of node: JSONNode, _ foul: Event) -> Event? {
    guard foul.type == .foul, let colour = StatsBombDetails.colour(node["foul_committed"]?["card"]) else {
      return nil
    }
    var card = foul
    card.id = "\(foul.id)-card"
    card.type = .card
    card.detail = .card(Card(colour: colour))
    return card
  }

  /// The other events that this one names.
  func related(_ node: JSONNode) -> [StatsBombReference] {
    node["related_events"]?.elements.compactMap { $0.string.flatMap { index[$0] } } ?? []
  }

  private func direction(of team: String, period: Int) -> Direction {
    let home: Direction = period == 1 || period == 3 ? .right : .left
    return team == announcement.home.id ? home : home.opposite
  }

  /// A place in the fixed stadium frame, from `[x, y]` (and a height) as the acting team sees it.
  func point(_ node: JSONNode, _ name: StaticString, _ direction: Direction?) throws(FieldError) -> Point? {
    guard let place = try node.optionalArray(name) else { return nil }
    guard let x = place[0]?.double, let y = place[1]?.double else {
      throw FieldError(path: name.description, reason: "expected [x, y], found \(place.count) values")
    }
    return StatsBombPitch.point(x: x, y: y).turned(for: direction ?? .right)
  }
}

/// What another event may want to know of an event.
struct StatsBombReference {
  var name: String
  var index: Int64
  var teamID: String?
  var playerID: String?
  /// Of a 50/50.
  var outcome: String?

  init(_ node: JSONNode) {
    name = StatsBombID.name(of: node["type"]) ?? ""
    index = node["index"]?.int64 ?? 0
    teamID = StatsBombID.id(of: node["team"])
    playerID = StatsBombID.id(of: node["player"])
    outcome = StatsBombID.name(of: node["50_50"]?["outcome"])
  }
}
