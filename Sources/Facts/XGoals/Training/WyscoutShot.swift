import Boosting
import Football
import Formats

/// A row of the shared `shots_wyscout`, in the words of the other file.
struct WyscoutShot: ShotSource {
  let row: CSVRow

  func text(_ name: StaticString) throws -> String? {
    switch name.description {
    case "shot_id": row.optionalString("event_id")
    case "outcome":
      switch (try row.optionalBool("blocked"), try row.optionalBool("on_target")) {
      case (true, _): "Blocked"
      case (_, true): "Saved"
      case (_, false): "Off T"
      default: nil
      }
    default: row.optionalString(name.description)
    }
  }

  func number(_ name: StaticString) throws -> Double? {
    switch name.description {
    case "period":
      switch row.optionalString("period") {
      case "1H": 1
      case "2H": 2
      case "E1": 3
      case "E2": 4
      case "P": 5
      case let other: throw BoostingError("period: expected 1H, 2H, E1, E2 or P, found \"\(other ?? "")\"")
      }
    case "minute": 0
    case "second": try row.optionalDouble("period_sec")
    default: try row.optionalDouble(name.description)
    }
  }

  func flag(_ name: StaticString) throws -> Bool? { try row.optionalBool(name.description) }
  func freezeFrame() -> [FreezeFramePlayer]? { nil }

  /// Wyscout has one mark for head and body.
  func bodyPart(_ name: String) -> BodyPart? {
    name == "Head/Body" ? .head : StatsBombShotWords.bodyPart(name)
  }

  func origin(type: String) throws -> ShotOrigin? {
    if try row.optionalBool("counter_attack") == true { return .counterAttack }
    return switch row.optionalString("set_piece_within_10s") {
    case "Corner": .corner
    case "Throw in": .throwIn
    case let name? where name.hasPrefix("Free"): .freeKick
    default: type == "Free Kick" ? .freeKick : .openPlay
    }
  }

  func minute() throws -> Int? {
    guard let second = try row.optionalDouble("period_sec"), let period = try number("period") else {
      return nil
    }
    return Int(second / 60) + [0, 45, 90, 105, 120][Int(period) - 1]
  }

  func place(x: Double, y: Double) -> Point { WyscoutPassWords.point(x: x, y: y) }
}
