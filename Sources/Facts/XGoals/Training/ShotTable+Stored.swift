import Formats

extension ShotTable {
  /// Takes a record of the fact `xgoals` as it was published; a penalty is counted and left out. Call it in the
  /// same order for the same shots.
  ///
  /// The record's features are taken as they are: computed live, also from position frames, which are not stored.
  ///
  /// - Parameter competition: of the match, for reports.
  /// - Throws: `FieldError` if it is no record of a shot.
  public mutating func take(record: JSONNode, competition: String) throws {
    let isGoal = try record.requireBool("goal")
    if try record.requireBool("penalty") {
      penalties += 1
      penaltyGoals += isGoal ? 1 : 0
      return
    }
    let features = ShotFeatures(record: try record.requireObject("features"))
    rows.append(
      ShotRow(
        id: try record.requireString("id"), match: try record.requireString("match_id"),
        competition: competition, bodyPart: try record.optionalString("body_part") ?? "unknown",
        shotType: features[.freeKick] == 1 ? "free_kick" : "open_play",
        // Also where the model in use could not take them: the source would say none.
        sight: .recorded(features, hasPositions: record["goalkeeper_seen"]?.bool != nil),
        label: isGoal ? 1 : 0, providerXG: try record.optionalDouble("provider_xgoals"),
        team: try record.optionalString("team"), player: try record.optionalString("player")))
  }
}
