import Formats

/// Turns DFL messages into events.
///
/// - Clock: `EventTime` less the kick-off of its period, for corners too (their `DecisionTimestamp` is up to 55 s
///   earlier). Order at the same clock: the number in `EventId`. `BallPossessionPhase` numbers actions, not
///   possessions (1,171 different ones in 1,194 events of J03WPY): there is no possession in this feed.
/// - Revisions: an `EventId` that comes again is its next revision (0, 1, …, in order of the file). A `Delete` gets
///   `deleteRevision`, above any of these, as the event that it withdraws need not be in the same file.
struct DFLEvents {
  static let deleteRevision: Int64 = 1_000_000
  /// DFL gives places of events in this frame whatever the real pitch measures.
  private static let frame = Point(105, 68)

  let match: MatchAnnouncement
  let periods: DFLPeriods
  let path: String
  private let teams: [String: String]

  init(match: MatchAnnouncement, periods: DFLPeriods, path: String) {
    self.match = match
    self.periods = periods
    self.path = path
    teams = Dictionary(match.players.map { ($0.id, $0.teamID) }, uniquingKeysWith: { first, _ in first })
  }

  func events(_ messages: [DFLMessage]) throws(FeedError) -> [Event] {
    var revisions: [String: Int64] = [:]
    var events: [Event] = []
    for message in messages {
      let revision = revisions[message.id, default: 0]
      do {
        guard var event = try event(message) else { continue }
        if event.isWithdrawn {
          event.revision = Self.deleteRevision
        } else {
          event.revision = revision
          revisions[message.id] = revision + 1
        }
        events.append(event)
      } catch {
        throw FeedError(file: path, line: message.line, field: error.field, error.reason)
      }
    }
    return events
  }

  /// Nil for what only marks a period.
  private func event(_ message: DFLMessage) throws(DFLMessage.FieldFault) -> Event? {
    let (period, clock) = periods.clock(at: message.time)
    var event = Event(
      matchID: match.matchID, id: message.id, type: .other, period: period, clock: clock, time: message.time,
      sequence: Int64(message.id) ?? 0)
    guard let outer = message.elements.first, outer.name != "FinalWhistle" else { return nil }
    if outer.name == "Delete" {
      event.isWithdrawn = true
      return event
    }
    if let place = try message.place() { event.location = scaled(place) }
    if let shot = message.element("ShotAtGoal") {
      event.type = .shot
      try take(shot.attributes, into: &event)
      event.detail = .shot(try DFLShot.shot(message, shot.attributes, periodStart: message.time + -clock))
    } else if let play = message.element("Play") {
      event.type = .pass
      try take(play.attributes, into: &event)
      event.detail = .pass(pass(message, play.attributes, team: event.teamID))
    } else {
      try take(outer.attributes, into: &event)
      try takeOther(outer, into: &event)
    }
    if let team = event.teamID { event.direction = periods.direction(of: team, in: period) }
    try check(event)
    return event
  }

  /// Metres from the centre spot of the real pitch.
  private func scaled(_ place: Point) -> Point {
    Point(
      (place.x / Self.frame.x - 0.5) * match.pitchLength, (place.y / Self.frame.y - 0.5) * match.pitchWidth)
  }

  private func take(_ attributes: [String: String], into event: inout Event) throws(DFLMessage.FieldFault) {
    event.teamID = try id("Team", attributes)
    event.playerID = try id("Player", attributes)
    if event.teamID == nil { event.teamID = event.playerID.flatMap { teams[$0] } }
  }

  private func id(_ name: String, _ attributes: [String: String]) throws(DFLMessage.FieldFault) -> String? {
    guard let text = attributes[name], !text.isEmpty else { return nil }
    guard Identifier.isValid(text) else {
      throw .init(field: name, reason: "\"\(text.prefix(80))\" is no id")
    }
    return text
  }

  private func pass(_ message: DFLMessage, _ play: [String: String], team: String?) -> Pass {
    let outcome: PassOutcome =
      switch play["Evaluation"] {
      // "successful" is a pass that arrived and was ended by a foul.
      case "successfullyCompleted", "successful": .complete
      case "unsuccessful": .incomplete
      default: .unknown
      }
    // Of a failed pass the feed names the opponent who got it, not for whom it was meant.
    let recipient = play["Recipient"].flatMap { teams[$0] == team && Identifier.isValid($0) ? $0 : nil }
    return Pass(
      outcome: outcome, restart: DFLShot.restart(message),
      height: play["Height"] == "flat" ? .ground : play["Height"] == "high" ? .high : nil,
      isCross: message.element("Cross") != nil, recipientID: recipient)
  }

  private func takeOther(
    _ element: DFLMessage.Element, into event: inout Event
  ) throws(DFLMessage.FieldFault) {
    let attributes = element.attributes
    event.detail = .other(name: element.name)
    switch element.name {
    case "TacklingGame":
      event.type = .duel
      let duel = Duel(
        isAerial: attributes["Type"] == "air", winnerID: try id("Winner", attributes),
        winnerTeamID: try id("WinnerTeam", attributes), loserID: try id("Loser", attributes),
        loserTeamID: try id("LoserTeam", attributes),
        defendingTeamID: attributes["WinnerRole"] == "withoutBallControl"
          ? attributes["WinnerTeam"]
          : attributes["LoserRole"] == "withoutBallControl" ? attributes["LoserTeam"] : nil)
      event.teamID = duel.winnerTeamID
      event.playerID = duel.winnerID
      event.detail = .duel(duel)
    case "BallClaiming":
      event.type = attributes["Type"] == "InterceptedBall" ? .interception : .recovery
    case "OtherBallAction":
      event.type = attributes["DefensiveClearance"] == "true" ? .clearance : .touch
    case "Foul":
      event.type = .foul
      event.teamID = try id("TeamFouler", attributes)
      event.playerID = try id("Fouler", attributes)
    case "Caution":
      guard let colour = Self.colour(attributes["CardColor"]) else {
        throw .init(field: "CardColor", reason: "\"\(attributes["CardColor"] ?? "")\" is no colour of a card")
      }
      event.type = .card
      event.detail = .card(Card(colour: colour))
    case "Substitution":
      guard let off = try id("PlayerOut", attributes) else {
        throw .init(field: "PlayerOut", reason: "missing")
      }
      event.type = .substitution
      event.playerID = off
      event.detail = .substitution(Substitution(playerOffID: off, playerOnID: try id("PlayerIn", attributes)))
    case "Offside": event.type = .offside
    case "OwnGoal":
      // The team of the player who hit it, whatever the message calls `Team`.
      event.type = .ownGoal
      if let team = event.playerID.flatMap({ teams[$0] }) { event.teamID = team }
    case "RefereeBall": event.type = .stoppage
    case "ThrowIn", "GoalKick", "CornerKick", "FreeKick", "Penalty", "KickOff": event.type = .award
    default: break
    }
  }

  private static func colour(_ name: String?) -> CardColour? {
    switch name {
    case "yellow": .yellow
    case "yellowRed": .secondYellow
    case "red": .red
    default: nil
    }
  }

  /// What the validator of the log will ask for, with the file's own names.
  private func check(_ event: Event) throws(DFLMessage.FieldFault) {
    switch event.type {
    case .shot where event.location == nil:
      throw .init(field: "X-Position", reason: "missing: a shot needs its place")
    case .shot, .pass, .ownGoal, .card, .substitution:
      guard event.teamID != nil else { throw .init(field: "Team", reason: "missing") }
      if event.direction == nil, event.location != nil {
        throw .init(field: "TeamLeft", reason: "no kick-off says which way the teams play")
      }
    default: break
    }
  }
}
