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

  /// Passes with head or hand have names of their own; all others but throw-ins are played with a foot.
  ///
  /// - Parameter mark: what the tags say; only those of crosses say it.
  public static func bodyPart(_ subEvent: String, mark: BodyPart?) -> BodyPart? {
    switch subEvent {
    case "Head pass": .head
    case "Hand pass": .other
    case "Throw in": mark
    default: mark ?? .foot
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
