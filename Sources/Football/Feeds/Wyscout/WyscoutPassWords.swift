/// Wyscout's words for a pass, in ours: one table for the feed reader and for training files.
public enum WyscoutPassWords {
  public static func restart(_ subEvent: String) -> Restart? {
    switch subEvent {
    case "Throw in": .throwIn
    case "Goal kick": .goalKick
    case "Corner": .corner
    case "Free Kick", "Free kick cross": .freeKick
    default: nil
    }
  }

  /// Wyscout tells high passes from all others.
  /// - Parameter isHigh: tag 801.
  public static func height(_ subEvent: String, isHigh: Bool) -> PassHeight {
    isHigh || subEvent == "High pass" || subEvent == "Launch" ? .high : .ground
  }

  /// - Parameter foot: `Left Foot`, `Right Foot` or `Head/Body`, given of few passes.
  public static func bodyPart(_ subEvent: String, foot: String?) -> BodyPart? {
    switch (subEvent, foot) {
    case ("Head pass", _), (_, "Head/Body"): .head
    case ("Hand pass", _): .other
    case (_, "Left Foot"): .leftFoot
    case (_, "Right Foot"): .rightFoot
    default: nil
    }
  }

  public static func isCross(_ subEvent: String) -> Bool {
    subEvent == "Cross" || subEvent == "Free kick cross"
  }

  /// The corners (0, 0) and (100, 100) stand for an end that nobody marked: 98 % of these passes failed.
  public static func isNoEnd(x: Double, y: Double) -> Bool { x == y && (x == 0 || x == 100) }

  /// Percent of the pitch from the acting team's view, y down, to metres with y up, the team playing towards +x.
  public static func point(
    x: Double, y: Double, length: Double = Pitch.standardLength, width: Double = Pitch.standardWidth
  ) -> Point {
    Point((x / 100 - 0.5) * length, (0.5 - y / 100) * width)
  }
}
