/// What the model of xPass may know of a pass.
///
/// Never one of these: receiver, duration, outcome, length and end point, and what came of the pass.
public enum PassFeature: String, Sendable, CaseIterable {
  case depth = "depth_m"
  case lateral = "lateral_m"
  case goalDistance = "goal_distance_m"
  case goalAngle = "goal_angle_deg"
  case kickOff = "kick_off"
  case throwIn = "throw_in"
  case goalKick = "goal_kick"
  case corner = "corner"
  case freeKick = "free_kick"
  case header = "header"
  case otherBodyPart = "other_body_part"
  case footSide = "foot_side_m"
  case underPressure = "under_pressure"
  case high = "high"
  case low = "low"
  case cross = "cross"
  case direction = "direction_deg"
  case inward = "inward"
  case offGoal = "off_goal_deg"
  case room = "room_m"
  case seconds = "seconds_since_pass"
  case ownBefore = "own_pass_before"
  case completeBefore = "complete_pass_before"
  case carried = "carried_m"

  /// What some feeds mark and others do not, by what is missing together: the model must know what to say
  /// without it.
  public enum Group: String, Sendable, CaseIterable {
    case body, pressure, strike, direction, before
  }

  public var group: Group? {
    switch self {
    case .header, .otherBodyPart, .footSide: .body
    case .underPressure: .pressure
    case .high, .low: .strike
    case .direction, .inward, .offGoal, .room: .direction
    case .seconds, .ownBefore, .completeBefore, .carried: .before
    default: nil
    }
  }

  /// Its place in `allCases`.
  public var index: Int { casePlace(self) }
}
