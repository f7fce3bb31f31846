import Football
import Formats
import Testing

@testable import Facts

/// Frames of one player whose speed the test gives; object 7 is player A7.
private struct Track {
  var rate = 25.0
  var isMeasured = true
  private(set) var frames: [Frame] = []
  private var x = -40.0
  private var clock = 10.0

  init(rate: Double = 25, isMeasured: Bool = true) {
    self.rate = rate
    self.isMeasured = isMeasured
  }

  /// Runs for so many frames' time; `speed` of the time since its start.
  mutating func run(_ seconds: Double, _ speed: (Double) -> Double, isSeen: Bool = true) {
    for step in 0..<Int((seconds * rate).rounded()) {
      let v = speed(Double(step) / rate)
      if isSeen {
        frames.append(
          Frame(
            matchID: Made.matchID, period: 1, number: UInt32((clock * rate).rounded()),
            time: Made.kickOff + clock, clock: clock,
            objects: [
              TrackedObject(object: 0, x: 0, y: 0, speed: 20),
              TrackedObject(object: 7, x: Float(x), y: 1, speed: isMeasured ? Float(v) : .nan),
            ]))
      }
      x += v / rate
      clock = 10 + ((clock - 10) * rate + 1).rounded() / rate
    }
  }

  mutating func run(_ seconds: Double, _ speed: Double, isSeen: Bool = true) {
    run(seconds, { _ in speed }, isSeen: isSeen)
  }

  var facts: FactRun {
    var run = FactRun(SprintsFact.self)
    run.take(Self.announced)
    for frame in frames { run.take(.frame(frame)) }
    run.take(Made.moment(.periodEnded, 1, clock: 2800))
    return run
  }

  static var announced: FeedRecord {
    guard case .match(var record) = Made.announced() else { return Made.announced() }
    for place in record.announcement?.players.indices ?? 0..<0 {
      if record.announcement?.players[place].id == "A7" { record.announcement?.players[place].object = 7 }
    }
    return .match(record)
  }

  var sprints: Int { facts.standing.count }
}

@Suite struct SprintTests {
  /// Jogs, runs at 5 m/s, sprints, runs, jogs.
  private func track(
    run: Double = 5, before: Double = 1, sprint: Double = 7, for seconds: Double = 2, after: Double = 1,
    rate: Double = 25, isMeasured: Bool = true
  ) -> Track {
    var track = Track(rate: rate, isMeasured: isMeasured)
    track.run(2, 2)
    track.run(before, run)
    track.run(seconds, sprint)
    track.run(after, run)
    track.run(2, 2)
    return track
  }

  @Test func aSprintIsFromTheFirstToTheLastTimeAtItsSpeed() throws {
    let run = track().facts
    let id = try #require(run.standing.keys.first)
    #expect(run.standing.count == 1)
    #expect(run.field(id, "player_id") == "\"A7\"")
    #expect(run.field(id, "clock_s") == "13")
    #expect(run.field(id, "duration_s") == "1.96")
    #expect(run.field(id, "distance_m") == "13.72")
    #expect(run.field(id, "mean_speed_mps") == "7")
    #expect(run.field(id, "top_speed_kmh") == "25.2")
    #expect(run.field(id, "run_start_clock_s") == "12")
    #expect(run.field(id, "run_end_clock_s") == "15.96")
    #expect(run.field(id, "speed_source") == "\"feed\"")
  }

  @Test func eachThresholdFromBothSides() {
    // Speed of a sprint.
    #expect(track(sprint: 6.3).sprints == 1)
    #expect(track(sprint: 6.29).sprints == 0)
    // Its duration: 26 samples at 25 Hz are one second.
    #expect(track(sprint: 7, for: 1.04).sprints == 1)
    #expect(track(sprint: 7, for: 1.0).sprints == 0)
    // Speed of a run: below it only the sprint's own time counts, and 1.2 s are too short.
    #expect(track(run: 4.0, sprint: 7, for: 1.2).sprints == 1)
    #expect(track(run: 3.99, sprint: 7, for: 1.2).sprints == 0)
    // Its duration must be over 2 s: 51 samples are 2 s, 52 are more.
    #expect(track(before: 0.4, sprint: 7, for: 1.2, after: 0.44).sprints == 0)
    #expect(track(before: 0.4, sprint: 7, for: 1.2, after: 0.48).sprints == 1)
    // Nobody is faster than 12 m/s.
    #expect(track(sprint: 12).sprints == 1)
    #expect(track(sprint: 12.01).sprints == 0)
  }

  @Test func theNextOneNeedsAFall() {
    func twice(between speed: Double) -> Int {
      var track = Track()
      track.run(1, 2)
      track.run(2.2, 7)
      track.run(1, speed)
      track.run(2.2, 7)
      track.run(1, 2)
      return track.sprints
    }
    #expect(twice(between: 3.99) == 2)
    #expect(twice(between: 4.0) == 1)
  }

  @Test func dropoutsUpToAFifthOfASecondAreBridged() throws {
    func sprint(gap: Double) -> FactRun {
      var track = Track()
      track.run(1, 2)
      track.run(2.4, 7)
      track.run(gap, 7, isSeen: false)
      track.run(2.4, 7)
      track.run(1, 2)
      return track.facts
    }
    let bridged = sprint(gap: 0.2)
    let id = try #require(bridged.standing.keys.first)
    #expect(bridged.standing.count == 1)
    #expect(bridged.field(id, "duration_s") == "4.96")
    // A longer one ends the run, and no other begins before he is seen slower.
    let ended = sprint(gap: 0.32)
    let first = try #require(ended.standing.keys.first)
    #expect(ended.standing.count == 1)
    #expect(ended.field(first, "duration_s") == "2.36")
    #expect(sprint(gap: 0.28).standing.count == 1)
    #expect(sprint(gap: 0.28).content.values.first?.contains("\"duration_s\":2.36") == true)
  }

  @Test func whatWasNoSprintBeforeAGapDoesNotStandInTheWay() {
    var track = Track()
    track.run(1, 2)
    track.run(0.8, 7)
    track.run(0.4, 7, isSeen: false)
    track.run(2.4, 7)
    track.run(1, 2)
    #expect(track.sprints == 1)
  }

  @Test func spikesAreDropped() throws {
    var track = Track()
    track.run(1, 2)
    track.run(1.2, 7)
    track.run(0.12, 14)
    track.run(1.2, 7)
    track.run(1, 2)
    let run = track.facts
    let id = try #require(run.standing.keys.first)
    #expect(run.field(id, "top_speed_mps") == "7")
    #expect(run.field(id, "duration_s") == "2.48")
  }

  /// Speeds from places alone, at all rates: a run that swells to 8 m/s and fades again.
  @Test(arguments: [10.0, 20, 25, 50]) func speedsFromPlaces(rate: Double) throws {
    var track = Track(rate: rate, isMeasured: false)
    track.run(2, 2)
    track.run(8) { 2 + 6 * (1 - abs($0 - 4) / 4) }
    track.run(2, 2)
    let run = track.facts
    let id = try #require(run.standing.keys.first)
    #expect(run.standing.count == 1)
    #expect(run.field(id, "speed_source") == "\"positions\"")
    let top = try #require(Double(run.field(id, "top_speed_mps") ?? ""))
    let duration = try #require(Double(run.field(id, "duration_s") ?? ""))
    // The parabola rounds the peak off; at 6.3 m/s he is from 2.87 to 5.13 s.
    #expect(abs(top - 8) < 0.2)
    #expect(abs(duration - 2.27) < 2 / rate)
  }

  @Test func lateFramesFindTheirPlace() {
    let track = track()
    var run = FactRun(SprintsFact.self)
    run.take(Track.announced)
    var generator = Generator(seed: 5)
    let late = track.frames.map { ($0.clock + Double.random(in: 0..<0.9, using: &generator), $0) }
      .sorted { $0.0 < $1.0 }.map(\.1)
    for frame in late { for _ in 0..<2 { run.take(.frame(frame)) } }
    run.take(Made.moment(.periodEnded, 1, clock: 2800))
    #expect(run.content == track.facts.content)
  }

  @Test func publishedWhenTheRunIsOverAndTakenBackWithThePlayer() {
    var run = FactRun(SprintsFact.self)
    run.take(Track.announced)
    var moments: [Double] = []
    for frame in track().frames where !run.take(.frame(frame)).isEmpty { moments.append(frame.clock) }
    #expect(moments.count == 1)
    #expect(moments.allSatisfy { (16.9...17.1).contains($0) })
    guard case .match(var record) = Track.announced else { return }
    record.revision = 1
    for place in record.announcement?.players.indices ?? 0..<0 {
      record.announcement?.players[place].object = nil
    }
    run.take(.match(record))
    #expect(run.standing.isEmpty)
  }
}
