import Formats

/// StatsBomb's names in our words.
enum StatsBombDetails {
  /// The type of an event that needs nothing but its name.
  static func type(_ name: String, _ node: JSONNode) -> EventType {
    switch name {
    case "Ball Recovery":
      // An attempt that failed wins no ball.
      node["ball_recovery"]?["recovery_failure"]?.bool == true ? .touch : .recovery
    case "Interception":
      // "Lost": the ball was touched, the opponent kept it.
      StatsBombID.name(of: node["interception"]?["outcome"])?.hasPrefix("Lost") == true
        ? .touch : .interception
    case "Goal Keeper":
      isSave(StatsBombID.name(of: node["goalkeeper"]?["type"])) ? .save : .other
    case "Clearance": .clearance
    case "Block": .block
    case "Dribble": .dribble
    case "Foul Committed": .foul
    case "Miscontrol", "Dispossessed", "Error": .loss
    case "Own Goal Against": .ownGoal
    case "Offside": .offside
    case "Injury Stoppage", "Referee Ball-Drop": .stoppage
    case "Player Off": .playerOff
    case "Player On": .playerOn
    default: .other
    }
  }

  private static func isSave(_ type: String?) -> Bool {
    switch type {
    case "Shot Saved", "Penalty Saved", "Save", "Shot Saved Off Target", "Shot Saved To Post",
      "Penalty Saved To Post", "Saved To Post", "Shot Saved Off T":
      true
    default: false
    }
  }

  static func pass(_ node: JSONNode) throws(FieldError) -> Pass {
    let outcome: PassOutcome =
      switch StatsBombID.name(of: node["outcome"]) {
      case nil: .complete
      case "Incomplete": .incomplete
      case "Out": .out
      case "Pass Offside": .offside
      default: .unknown  // Unknown, Injury Clearance
      }
    return Pass(
      outcome: outcome, restart: restart(node["type"]),
      height: StatsBombPassWords.height(StatsBombID.name(of: node["height"])),
      bodyPart: bodyPart(node["body_part"]), isCross: try node.optionalBool("cross") ?? false,
      recipientID: StatsBombID.id(of: node["recipient"]),
      isShotAssist: node["shot_assist"]?.bool == true || node["goal_assist"]?.bool == true)
  }

  static func restart(_ type: JSONNode?) -> Restart? {
    StatsBombPassWords.restart(StatsBombID.name(of: type))
  }

  static func bodyPart(_ node: JSONNode?) -> BodyPart? {
    StatsBombPassWords.bodyPart(StatsBombID.name(of: node))
  }

  static func technique(_ node: JSONNode?) -> ShotTechnique? {
    switch StatsBombID.name(of: node) {
    case "Normal": .normal
    case "Volley": .volley
    case "Half Volley": .halfVolley
    case "Lob": .lob
    case "Overhead Kick": .overheadKick
    case "Diving Header": .divingHeader
    case "Backheel": .backheel
    default: nil
    }
  }

  static func colour(_ node: JSONNode?) -> CardColour? {
    switch StatsBombID.name(of: node) {
    case "Yellow Card": .yellow
    case "Second Yellow": .secondYellow
    case "Red Card": .red
    default: nil
    }
  }

  static func outcome(_ node: JSONNode?) -> ShotOutcome? {
    StatsBombID.name(of: node).flatMap { StatsBombShotWords.outcome($0) }
  }

  /// How the possession of a shot began, which StatsBomb says of all of it, however long it lasts.
  static func origin(_ pattern: JSONNode?) -> ShotOrigin? {
    switch StatsBombID.name(of: pattern) {
    case "From Corner": .corner
    case "From Free Kick": .freeKick
    case "From Throw In": .throwIn
    case "From Counter": .counterAttack
    case "Regular Play", "From Goal Kick", "From Keeper", "From Kick Off": .openPlay
    default: nil
    }
  }
}
