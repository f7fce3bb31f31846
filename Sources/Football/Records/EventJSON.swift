import Formats

extension Event {
  init(_ fields: RecordFields) throws(RecordError) {
    let isWithdrawn = try fields.optionalBool("withdrawn") ?? false
    let type = try fields.optionalChoice("type", EventType.self) ?? .other
    self.init(
      matchID: try fields.id("match_id"), id: try fields.eventID("id"),
      revision: try fields.optionalInt("revision", in: 0...Int64.max) ?? 0, isWithdrawn: isWithdrawn,
      type: type,
      time: try fields.optionalTime("time"))
    if isWithdrawn {
      // A withdrawal needs no more than the id; what else it says is not trusted.
      self.type = .other
      return
    }
    guard fields.has("type") else { throw fields.error("type", "missing") }
    period = Int(try fields.int("period", in: 1...5))
    clock = try fields.double("clock_s")
    guard (0...86_400).contains(clock) else {
      throw fields.error("clock_s", "\(clock) is not between 0 and 86400")
    }
    sequence = try fields.optionalInt("sequence", in: Int64.min...Int64.max) ?? 0
    teamID = try fields.optionalID("team_id")
    playerID = try fields.optionalID("player_id")
    location = try fields.optionalPoint("x", "y")
    end = try fields.optionalPoint("end_x", "end_y")
    direction = try fields.optionalInt("direction", in: -1...1).flatMap { Direction(rawValue: Int($0)) }
    possession = try fields.optionalInt("possession")
    possessionTeamID = try fields.optionalID("possession_team_id")
    isUnderPressure = try fields.optionalBool("under_pressure")
    detail = try EventDetail(fields, type: type)
    try checkComplete(fields)
  }

  /// What the facts cannot do without.
  private func checkComplete(_ fields: RecordFields) throws(RecordError) {
    switch type {
    case .shot:
      guard teamID != nil else { throw fields.error("team_id", "missing: a shot needs its team") }
      guard location != nil else { throw fields.error("x", "missing: a shot needs its place") }
      guard direction != nil else {
        throw fields.error("direction", "missing: a shot needs the way its team attacks (1 or -1)")
      }
    case .pass, .ownGoal, .card, .substitution:
      guard teamID != nil else { throw fields.error("team_id", "missing: a \(type.rawValue) needs its team") }
    default: break
    }
    if location != nil || end != nil, teamID != nil, direction == nil, type == .pass {
      throw fields.error("direction", "missing: a pass with a place needs the way its team attacks (1 or -1)")
    }
  }

  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("match_id", matchID)
    if !isWithdrawn { writer.field("type", type.rawValue) }
    writer.field("id", id)
    writer.field("revision", revision)
    if isWithdrawn { writer.field("withdrawn", true) }
    writer.field("time", time?.description)
    if !isWithdrawn { writeContent(into: &writer) }
    writer.endObject()
  }

  private func writeContent(into writer: inout JSONWriter) {
    writer.field("period", period)
    writer.field("clock_s", rounded9(clock))
    if sequence != 0 { writer.field("sequence", sequence) }
    writer.field("team_id", teamID)
    writer.field("player_id", playerID)
    writer.field("x", location.map { rounded9($0.x) })
    writer.field("y", location.map { rounded9($0.y) })
    writer.field("end_x", end.map { rounded9($0.x) })
    writer.field("end_y", end.map { rounded9($0.y) })
    writer.field("direction", direction?.rawValue)
    writer.field("possession", possession.map { Int($0) })
    writer.field("possession_team_id", possessionTeamID)
    writer.field("under_pressure", isUnderPressure)
    detail.writeFields(into: &writer)
  }
}

extension EventDetail {
  init(_ fields: RecordFields, type: EventType) throws(RecordError) {
    switch type {
    case .shot: self = .shot(try Shot(fields))
    case .pass: self = .pass(try Pass(fields))
    case .duel: self = .duel(try Duel(fields))
    case .card: self = .card(Card(colour: try fields.choice("card", CardColour.self)))
    case .substitution:
      self = .substitution(
        Substitution(
          playerOffID: try fields.id("player_off_id"), playerOnID: try fields.optionalID("player_on_id")))
    default:
      self = if let name = try fields.optionalString("name") { .other(name: name) } else { .none }
    }
  }

  func writeFields(into writer: inout JSONWriter) {
    switch self {
    case .none: break
    case .shot(let shot): shot.writeFields(into: &writer)
    case .pass(let pass): pass.writeFields(into: &writer)
    case .duel(let duel): duel.writeFields(into: &writer)
    case .card(let card): writer.field("card", card.colour.rawValue)
    case .substitution(let substitution):
      writer.field("player_off_id", substitution.playerOffID)
      writer.field("player_on_id", substitution.playerOnID)
    case .other(let name): writer.field("name", name)
    }
  }
}

extension Pass {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      outcome: try fields.choice("outcome", PassOutcome.self),
      restart: try fields.optionalChoice("restart", Restart.self),
      height: try fields.optionalChoice("height", PassHeight.self),
      bodyPart: try fields.optionalChoice("body_part", BodyPart.self),
      isCross: try fields.optionalBool("cross") ?? false,
      recipientID: try fields.optionalID("recipient_id"),
      isShotAssist: try fields.optionalBool("shot_assist"))
  }

  func writeFields(into writer: inout JSONWriter) {
    writer.field("outcome", outcome.rawValue)
    writer.field("restart", restart?.rawValue)
    writer.field("height", height?.rawValue)
    writer.field("body_part", bodyPart?.rawValue)
    if isCross { writer.field("cross", true) }
    writer.field("recipient_id", recipientID)
    writer.field("shot_assist", isShotAssist)
  }
}

extension Duel {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      isAerial: try fields.optionalBool("aerial") ?? false, winnerID: try fields.optionalID("winner_id"),
      winnerTeamID: try fields.optionalID("winner_team_id"), loserID: try fields.optionalID("loser_id"),
      loserTeamID: try fields.optionalID("loser_team_id"),
      defendingTeamID: try fields.optionalID("defending_team_id"))
  }

  func writeFields(into writer: inout JSONWriter) {
    writer.field("aerial", isAerial)
    writer.field("winner_id", winnerID)
    writer.field("winner_team_id", winnerTeamID)
    writer.field("loser_id", loserID)
    writer.field("loser_team_id", loserTeamID)
    writer.field("defending_team_id", defendingTeamID)
  }
}
