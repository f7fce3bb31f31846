import Formats

/// The files of one SkillCorner match: match data and tracking.
///
/// Tracking is an array of frames (2020's open data) or one frame a line (newer), 10 a second, streamed.
/// - Clock: frames since the first one of the period, wall clock: frames since the kick-off; the broadcast runs on
///   over half-time, and so does their number.
/// - Frames outside the periods and those in which nobody was seen are left out. So are people whom SkillCorner did
///   not identify (only `group_name`) and referees. An extrapolated place is marked `estimated`.
/// - No speeds (they would need smoothing), no events, nothing about the ball being in play.
struct SkillCornerMatch: Sendable, Equatable {
  static let framesPerSecond = 10.0
  var information: String
  var frames: String

  static func list(_ files: [FeedFile]) throws(FeedError) -> [MatchFiles] {
    var matches: [MatchFiles] = []
    for information in files where information.kind == .skillcornerMatch {
      let setup = try SkillCornerSetup(path: information.path)
      let beside = files.filter { $0.kind == .skillcornerFrames && $0.key == information.key }
      // A season's matches in one folder are told apart by their number in the names.
      let frames = beside.count == 1 ? beside.first : beside.first { $0.path.contains("\(setup.number)") }
      guard let frames else { continue }
      let content = SkillCornerMatch(information: information.path, frames: frames.path)
      let match = setup.announcement
      matches.append(
        MatchFiles(
          format: .skillcorner, matchID: match.matchID, files: [frames.path, information.path],
          title: "\(match.home.name) – \(match.away.name)", kickOff: match.kickOff,
          content: .skillcorner(content)))
    }
    return matches
  }

  func read(_ body: (FeedRecord) throws -> Void) throws {
    let setup = try SkillCornerSetup(path: information)
    var log = FrameLog(setup.announcement)
    try log.announce(body)
    let objects = JSONObjects(try readingFeed(frames) { try ByteSource(path: frames) })
    var starts: [Int: Int64] = [:]
    while true {
      let step: Step = try reading(objects) {
        guard let node = try objects.next() else { return .end }
        return try instant(node, setup, &starts).map { .instant($0) } ?? .outside
      }
      if case .end = step { break }
      guard case .instant(let frame) = step else { continue }
      try log.reach(period: frame.period, clock: frame.clock, time: frame.time, body)
      if !frame.objects.isEmpty { try body(.frame(frame)) }
    }
    try log.finish(body)
  }

  private enum Step {
    case instant(Frame)
    case outside
    case end
  }

  private func reading<R>(_ objects: JSONObjects, _ body: () throws -> R) throws(FeedError) -> R {
    do { return try body() } catch {
      throw FeedError(error, file: frames, record: objects.record) ?? FeedError(file: frames, "\(error)")
    }
  }

  /// Nil outside the periods.
  private func instant(
    _ node: JSONNode, _ setup: SkillCornerSetup, _ starts: inout [Int: Int64]
  ) throws(FieldError) -> Frame? {
    guard let period = try node.optionalInt("period") else { return nil }
    guard (1...5).contains(period) else {
      throw FieldError(path: "period", reason: "\(period) is not between 1 and 5")
    }
    let number = try node.requireInt64("frame")
    guard let small = UInt32(exactly: number) else {
      throw FieldError(path: "frame", reason: "\(number) is no number of a frame")
    }
    let start = starts[period] ?? number
    guard number >= start else {
      throw FieldError(path: "frame", reason: "\(number) is before its period's first")
    }
    starts[period] = start
    let first = starts[1] ?? start
    var frame = Frame(
      matchID: setup.announcement.matchID, period: period, number: small,
      time: setup.announcement.kickOff + Double(number - first) / Self.framesPerSecond,
      clock: Double(number - start) / Self.framesPerSecond, objects: [])
    try node.forEach(in: "data") { (entry) throws(FieldError) in
      guard let tracked = try entry.optionalInt64("trackable_object") else { return }
      if tracked == setup.ball {
        try take(entry, TrackedObject.ball, into: &frame)
      } else if let object = setup.objects[tracked] {
        try take(entry, object, into: &frame)
      }
    }
    if let ball = try node.optionalObject("ball_data"), ball["x"]?.isNull == false {
      try take(ball, TrackedObject.ball, into: &frame)
    }
    try node.forEach(in: "player_data") { (entry) throws(FieldError) in
      if let id = try entry.optionalInt64("player_id"), let object = setup.players[id] {
        try take(entry, object, into: &frame)
      }
    }
    return frame
  }

  private func take(_ entry: JSONNode, _ object: UInt32, into frame: inout Frame) throws(FieldError) {
    let x = try entry.requireDouble("x")
    let y = try entry.requireDouble("y")
    // Identities are wrong at times: of two the first stands.
    guard !frame.objects.contains(where: { $0.object == object }) else { return }
    if object == TrackedObject.ball, let height = try entry.optionalDouble("z") {
      frame.ballHeight = Float(height)
    }
    let isEstimated = try entry.optionalBool("is_detected") == false
    frame.objects.append(
      TrackedObject(
        object: object, x: Float(x), y: Float(y), flags: isEstimated ? TrackedObject.estimated : 0))
  }
}
