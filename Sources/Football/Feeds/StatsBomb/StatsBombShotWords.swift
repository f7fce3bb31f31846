/// StatsBomb's words for a shot, in ours, as tables of shots hold them: the same as the feed reader's, which a test
/// compares on real matches.
public enum StatsBombShotWords {
  public static func bodyPart(_ name: String) -> BodyPart? {
    switch name {
    case "Right Foot": .rightFoot
    case "Left Foot": .leftFoot
    case "Head": .head
    case "Other": .other
    default: nil
    }
  }

  public static func technique(_ name: String) -> ShotTechnique? {
    switch name {
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

  /// Tipped onto the post counts as woodwork; a save of a ball that went wide as wide; "Wayward" threatened nobody.
  public static func outcome(_ name: String) -> ShotOutcome? {
    switch name {
    case "Goal": .goal
    case "Saved": .saved
    case "Off T", "Saved Off Target", "Saved Off T": .wide
    case "Post", "Saved to Post", "Saved To Post": .woodwork
    case "Blocked": .blocked
    case "Wayward": .mishit
    default: nil
    }
  }

  /// The restart that the shot itself was, by its type.
  public static func restart(type: String) -> Restart? {
    switch type {
    case "Free Kick": .freeKick
    case "Penalty": .penalty
    case "Corner": .corner
    case "Kick Off": .kickOff
    default: nil
    }
  }

  /// What a shot came from, by its play pattern; a penalty by its type.
  public static func origin(playPattern: String, type: String) -> ShotOrigin? {
    if type == "Penalty" { return .penalty }
    return switch playPattern {
    case "From Corner": .corner
    case "From Free Kick": .freeKick
    case "From Throw In": .throwIn
    case "From Counter": .counterAttack
    case "Regular Play", "From Goal Kick", "From Keeper", "From Kick Off": .openPlay
    default: nil
    }
  }
}
