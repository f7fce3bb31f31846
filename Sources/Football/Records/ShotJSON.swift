import Formats

extension Shot {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      outcome: try fields.choice("outcome", ShotOutcome.self),
      isGoalCancelled: try fields.optionalBool("goal_cancelled") ?? false,
      bodyPart: try fields.optionalChoice("body_part", BodyPart.self),
      technique: try fields.optionalChoice("technique", ShotTechnique.self),
      restart: try fields.optionalChoice("restart", Restart.self),
      origin: try fields.optionalChoice("origin", ShotOrigin.self),
      isFirstTime: try fields.optionalBool("first_time"),
      isOneOnOne: try fields.optionalBool("one_on_one"), isOpenGoal: try fields.optionalBool("open_goal"),
      isAerialWon: try fields.optionalBool("aerial_won"),
      playerSpeed: try fields.optionalDouble("player_speed_mps", in: 0...15),
      kickClock: try fields.optionalDouble("kick_clock_s", in: 0...86_400),
      keyPassID: try fields.optionalString("key_pass_id"),
      grade: try fields.optionalChoice("grade", ChanceGrade.self),
      providerXGoals: try fields.optionalDouble("provider_xgoals", in: 0...1))
    if let players = try fields.objects("freeze_frame", limit: 50) {
      var frame: [FreezeFramePlayer] = []
      for player in players { frame.append(try FreezeFramePlayer(player)) }
      freezeFrame = frame
    }
    if let given = try fields.object("provided") { provided = try ProvidedShotFeatures(given) }
  }

  func writeFields(into writer: inout JSONWriter) {
    writer.field("outcome", outcome.rawValue)
    if isGoalCancelled { writer.field("goal_cancelled", true) }
    writer.field("body_part", bodyPart?.rawValue)
    writer.field("technique", technique?.rawValue)
    writer.field("restart", restart?.rawValue)
    writer.field("origin", origin?.rawValue)
    writer.field("first_time", isFirstTime)
    writer.field("one_on_one", isOneOnOne)
    writer.field("open_goal", isOpenGoal)
    writer.field("aerial_won", isAerialWon)
    writer.field("player_speed_mps", playerSpeed.map(rounded9))
    writer.field("kick_clock_s", kickClock.map(rounded9))
    writer.field("key_pass_id", keyPassID)
    writer.field("grade", grade?.rawValue)
    writer.field("provider_xgoals", providerXGoals)
    provided?.write(into: &writer)
    guard let freezeFrame else { return }
    writer.key("freeze_frame")
    writer.beginArray()
    for player in freezeFrame { player.write(into: &writer) }
    writer.endArray()
  }
}

extension FreezeFramePlayer {
  init(_ fields: RecordFields) throws(RecordError) {
    guard let location = try fields.optionalPoint("x", "y") else { throw fields.error("x", "missing") }
    self.init(
      location: location, isTeammate: try fields.optionalBool("teammate") ?? false,
      isGoalkeeper: try fields.optionalBool("goalkeeper") ?? false,
      playerID: try fields.optionalID("player_id"))
  }

  func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("x", rounded9(location.x))
    writer.field("y", rounded9(location.y))
    writer.field("teammate", isTeammate)
    if isGoalkeeper { writer.field("goalkeeper", true) }
    writer.field("player_id", playerID)
    writer.endObject()
  }
}

extension ProvidedShotFeatures {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      distanceToGoal: try fields.optionalDouble("distance_to_goal_m"),
      angleToGoal: try fields.optionalDouble("angle_to_goal_deg"),
      pressure: try fields.optionalDouble("pressure"),
      defendersInCone: try fields.optionalDouble("defenders_in_cone"),
      goalkeeperDistanceToGoal: try fields.optionalDouble("goalkeeper_distance_to_goal_m"))
  }

  func write(into writer: inout JSONWriter) {
    writer.key("provided")
    writer.beginObject()
    writer.field("distance_to_goal_m", distanceToGoal)
    writer.field("angle_to_goal_deg", angleToGoal)
    writer.field("pressure", pressure)
    writer.field("defenders_in_cone", defendersInCone)
    writer.field("goalkeeper_distance_to_goal_m", goalkeeperDistanceToGoal)
    writer.endObject()
  }
}
