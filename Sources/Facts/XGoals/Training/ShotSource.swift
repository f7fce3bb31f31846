import Boosting
import Football
import Formats

/// A row of a shots file, whatever its format.
protocol ShotSource {
  func text(_ name: StaticString) throws -> String?
  func number(_ name: StaticString) throws -> Double?
  func flag(_ name: StaticString) throws -> Bool?
  func freezeFrame() throws -> [FreezeFramePlayer]?
  func bodyPart(_ name: String) -> BodyPart?
  func origin(type: String) throws -> ShotOrigin?
  /// Minutes played before, over the whole match.
  func minute() throws -> Int?
  /// Metres, attacking towards +x.
  func place(x: Double, y: Double) -> Point
}

extension ShotSource {
  func bodyPart(_ name: String) -> BodyPart? { StatsBombShotWords.bodyPart(name) }
  func origin(type: String) throws -> ShotOrigin? {
    StatsBombShotWords.origin(playPattern: try text("play_pattern") ?? "", type: type)
  }
  func place(x: Double, y: Double) -> Point { StatsBombPitch.point(x: x, y: y) }
  func minute() throws -> Int? { try number("minute").map { Int($0) } }

  func needed<T>(_ name: StaticString, _ get: (StaticString) throws -> T?) throws -> T {
    guard let value = try get(name) else { throw BoostingError("\(name) is missing") }
    return value
  }
}

extension CSVRow: ShotSource {
  func text(_ name: StaticString) -> String? { optionalString(name.description) }
  func number(_ name: StaticString) throws -> Double? { try optionalDouble(name.description) }
  func flag(_ name: StaticString) throws -> Bool? { try optionalBool(name.description) }
  func freezeFrame() -> [FreezeFramePlayer]? { nil }
}

extension JSONNode: ShotSource {
  /// Ids are numbers in some files.
  func text(_ name: StaticString) throws -> String? {
    guard let node = self[name], !node.isNull else { return nil }
    return try node.int64.map { String($0) } ?? optionalString(name)
  }

  func number(_ name: StaticString) throws -> Double? { try optionalDouble(name) }

  /// Flags are 0 and 1 in some files.
  func flag(_ name: StaticString) throws -> Bool? {
    guard let node = self[name], !node.isNull else { return nil }
    return try node.int64.map { $0 != 0 } ?? optionalBool(name)
  }

  func freezeFrame() throws -> [FreezeFramePlayer]? {
    var players: [FreezeFramePlayer] = []
    try forEach(in: "freeze_frame") { (player) throws(FieldError) in
      players.append(
        FreezeFramePlayer(
          location: StatsBombPitch.point(x: try player.requireDouble("x"), y: try player.requireDouble("y")),
          isTeammate: try player.requireBool("teammate"),
          isGoalkeeper: try player.optionalBool("keeper") ?? false))
    }
    return players.isEmpty ? nil : players
  }
}
