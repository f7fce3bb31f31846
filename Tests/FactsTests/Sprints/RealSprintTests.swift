import Football
import Formats
import Testing

@testable import Facts

/// Sprints in real positions.
@Suite(.enabled(if: RealMatch.isThere, RealMatch.hint)) struct RealSprintTests {
  private struct Line {
    var player: String
    var period: Int
    var start: Double
    var end: Double
    var top: Double
  }

  private func sprints(_ log: [FeedRecord]) throws -> [Line] {
    var run = FactRun(SprintsFact.self)
    for record in log where SprintsFact.reads.contains(record.type) { run.take(record) }
    return try run.standing.values.map { record in
      let node = try JSONParser(maxBytes: 1 << 16).parse(record.json)
      return Line(
        player: try node.requireString("player_id"), period: try node.requireInt("period"),
        start: try node.requireDouble("clock_s"), end: try node.requireDouble("end_clock_s"),
        top: try node.requireDouble("top_speed_mps"))
    }.sorted { ($0.period, $0.start, $0.player) < ($1.period, $1.start, $1.player) }
  }

  private func list(_ title: String, _ lines: [Line]) {
    print("\(title): \(lines.count) sprints")
    for line in lines.prefix(60) {
      print(
        "  \(line.player) period \(line.period) from \(line.start) for \(rounded9(line.end - line.start)) s, top \((line.top * 100).rounded() / 100) m/s"
      )
    }
  }

  /// The minute of 50 Hz, and every second frame of it: with measured speeds and with speeds from places.
  @Test(arguments: [true, false]) func theHawkEyeMinute(isMeasured: Bool) throws {
    var log = try RealMatch.log("hawkeye_50hz")
    if !isMeasured {
      log = log.map { record in
        guard case .frame(var frame) = record else { return record }
        for place in frame.objects.indices { frame.objects[place].speed = .nan }
        return .frame(frame)
      }
    }
    var keeps = false
    let thinned = log.filter { record in
      guard case .frame = record else { return true }
      keeps.toggle()
      return keeps
    }
    let all = try sprints(log)
    let half = try sprints(thinned)
    list("Hawk-Eye at 50 Hz, \(isMeasured ? "measured" : "from places")", all)
    #expect(all.count >= 1)
    #expect(all.map(\.player) == half.map(\.player))
    for (one, other) in zip(all, half) {
      #expect(abs(one.start - other.start) <= 0.04 + 1e-6)
      #expect(abs(one.end - other.end) <= 0.04 + 1e-6)
      #expect(abs(one.top - other.top) <= 0.1)
    }
  }

  @Test func theSkillCornerMatch() throws {
    let all = try sprints(try RealMatch.log("skillcorner_2417"))
    list("Bayern–Dortmund", all)
    #expect(all.count > 20)
    #expect(all.allSatisfy { (6.3...12).contains($0.top) && $0.end - $0.start >= 1 - 1e-6 })
  }
}

/// Body sensors, which measure speed: what the derivative of the same sensors' places finds.
@Suite(.enabled(if: RealMatch.isThere, RealMatch.hint)) struct SensorSprintTests {
  private struct Sample {
    var clock: Double
    var object: TrackedObject
  }

  private func samples() throws -> [Int: [Sample]] {
    let path =
      "\(RealMatch.folder ?? "")/football/matches/zxy_tromso/tromso_anzhi_10min_20hz.csv.gz"
    let reader = try CSVReader(try ByteSource(path: path))
    var samples: [Int: [Sample]] = [:]
    while let row = try reader.next() {
      guard let x = try row.optionalDouble("x"), let y = try row.optionalDouble("y") else { continue }
      let speed = try row.optionalDouble("speed").map { Float($0) } ?? .nan
      samples[try row.requireInt("player"), default: []].append(
        Sample(
          clock: try row.requireDouble("t_s"),
          object: TrackedObject(object: 1, x: Float(x), y: Float(y), speed: speed)))
    }
    return samples
  }

  private func sprints(_ samples: [Sample], isMeasured: Bool) -> [Sprint] {
    let rules = SprintRules()
    var track = SpeedTrack()
    var detector = RunDetector(object: 1, period: 1)
    var found: [Sprint] = []
    func drain(_ isOver: Bool) {
      track.drain(rules, spacing: 0.05, isOver: isOver) { sample in
        if let sprint = detector.take(sample, rules, spacing: 0.05) { found.append(sprint) }
      }
    }
    for sample in samples {
      var object = sample.object
      if !isMeasured { object.speed = .nan }
      track.take(object, clock: sample.clock)
      drain(false)
    }
    drain(true)
    if let sprint = detector.finish(rules) { found.append(sprint) }
    return found
  }

  @Test func measuredAndDerivedSpeedsFindTheSameSprints() throws {
    var measured = 0
    var derived = 0
    var both = 0
    for (player, samples) in try samples().sorted(by: { $0.key < $1.key }) {
      let one = sprints(samples, isMeasured: true)
      let other = sprints(samples, isMeasured: false)
      measured += one.count
      derived += other.count
      for sprint in one {
        let twin = other.first { $0.start < sprint.end && sprint.start < $0.end }
        both += twin == nil ? 0 : 1
        print(
          "  Tromsø player \(player) at \(sprint.start) s: measured \(rounded9(sprint.duration)) s, top \(sprint.topSpeed); from places "
            + (twin.map { "\(rounded9($0.duration)) s, top \(($0.topSpeed * 100).rounded() / 100)" } ?? "none")
        )
      }
    }
    print("Tromsø: \(measured) sprints by measured speeds, \(derived) from places, \(both) in both")
    #expect(measured > 0)
    #expect(Double(both) >= 0.7 * Double(measured))
  }
}
