import Formats

/// The details of `ShotAtGoal`.
enum DFLShot {
  static func shot(
    _ message: DFLMessage, _ attributes: [String: String], periodStart: Timestamp
  ) throws(DFLMessage.FieldFault) -> Shot {
    func number(_ name: String) throws(DFLMessage.FieldFault) -> Double? {
      try DFLMessage.number(attributes, name)
    }
    let provided = ProvidedShotFeatures(
      distanceToGoal: try number("DistanceToGoal"), angleToGoal: try number("AngleToGoal"),
      pressure: try number("Pressure"), defendersInCone: try number("AmountOfDefenders"),
      goalkeeperDistanceToGoal: try number("GoalDistanceGoalkeeper"))
    let restart = restart(message)
    let control = attributes["TakerBallControl"]
    return Shot(
      outcome: outcome(message), bodyPart: bodyPart(attributes["TypeOfShot"]),
      technique: technique(attributes),
      restart: restart, origin: origin(attributes, restart),
      isFirstTime: control.map { $0 == "direct" || $0 == "volley" },
      playerSpeed: try number("PlayerSpeed").map { $0 / 3.6 },
      kickClock: kickTime(message).map { max(0, $0 - periodStart) },
      grade: attributes["SignificanceEvaluation"].flatMap { ChanceGrade(rawValue: $0) },
      provided: provided == ProvidedShotFeatures() ? nil : provided, providerXGoals: try number("xG"))
  }

  /// How play began again, by what the event is nested in.
  static func restart(_ message: DFLMessage) -> Restart? {
    for element in message.elements {
      switch element.name {
      case "KickOff": return .kickOff
      case "ThrowIn": return .throwIn
      case "GoalKick": return .goalKick
      case "CornerKick": return .corner
      case "FreeKick": return .freeKick
      case "Penalty": return .penalty
      case "RefereeBall": return .dropBall
      default: continue
      }
    }
    return nil
  }

  private static func outcome(_ message: DFLMessage) -> ShotOutcome {
    for element in message.elements {
      switch element.name {
      case "SuccessfulShot": return .goal
      case "SavedShot": return .saved
      case "ShotWide": return .wide
      case "ShotWoodWork": return .woodwork
      case "BlockedShot": return .blocked
      default: continue
      }
    }
    // `OtherShot`, and what newer catalogues may add: none of the above.
    return .mishit
  }

  private static func bodyPart(_ name: String?) -> BodyPart? {
    switch name {
    case "rightLeg": .rightFoot
    case "leftLeg": .leftFoot
    case "head": .head
    case nil: nil
    default: .other
    }
  }

  private static func technique(_ attributes: [String: String]) -> ShotTechnique? {
    switch attributes["ExtendedTypeOfShot"] {
    case "overheadKick", "bicycleKick": .overheadKick
    case "backheel", "heel": .backheel
    case "divingHeader": .divingHeader
    case "lob", "chip": .lob
    case "frontalVolley", "volley", "sideVolley": .volley
    case "dropKick", "halfVolley": .halfVolley
    default: attributes["TakerBallControl"] == "volley" ? .volley : nil
    }
  }

  private static func origin(_ attributes: [String: String], _ restart: Restart?) -> ShotOrigin? {
    if restart == .penalty { return .penalty }
    if restart == .freeKick || attributes["AfterFreeKick"] == "true" { return .freeKick }
    switch attributes["BuildUp"] {
    case "cornerKick": return .corner
    case "freeKick": return .freeKick
    case "throwIn": return .throwIn
    case "penalty": return .penalty
    default: return attributes["CounterAttack"] == "true" ? .counterAttack : .openPlay
    }
  }

  /// The moment that the DFL itself found in its positions (`CalculatedTimestamp`).
  private static func kickTime(_ message: DFLMessage) -> Timestamp? {
    message.attributes["CalculatedTimestamp"].flatMap { Timestamp($0) }
  }
}
