/// StatsBomb's words for a pass, in ours: one table for the feed reader and for training files.
public enum StatsBombPassWords {
  /// How play began again; `Recovery`, `Interception` and `Open Play` are no restarts.
  public static func restart(_ type: String?) -> Restart? {
    switch type {
    case "Corner": .corner
    case "Free Kick": .freeKick
    case "Goal Kick": .goalKick
    case "Throw-in": .throwIn
    case "Kick Off": .kickOff
    case "Penalty": .penalty
    default: nil
    }
  }

  public static func height(_ name: String?) -> PassHeight? {
    switch name {
    case "Ground Pass": .ground
    case "Low Pass": .low
    case "High Pass": .high
    default: nil
    }
  }

  public static func bodyPart(_ name: String?) -> BodyPart? {
    switch name {
    case nil: nil
    case "Right Foot": .rightFoot
    case "Left Foot": .leftFoot
    case "Drop Kick": .foot
    case "Head": .head
    default: .other  // Other, Keeper Arm, No Touch
    }
  }
}
