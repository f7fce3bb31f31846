import Football
import Formats

/// Finds the sprints of a match in its frames, given in order of time.
struct SprintFinder: Sendable {
  let rules: SprintRules
  private var objects: [UInt32: Int] = [:]
  private var tracks: [Track] = []
  private var period = 0
  private var latest: Double?
  /// Wall and match clock of the period's first frame.
  private var origin: (time: Timestamp, clock: Double)?
  /// The shortest time between two frames so far: what the gaps are measured against.
  private var spacing: Double?

  private struct Track: Sendable {
    var speeds = SpeedTrack()
    var detector: RunDetector
  }

  /// A shorter time between frames is a jitter of their stamps.
  private static let leastSpacing = 0.01
  /// Objects that a match may have; more are left out.
  private static let objectLimit = 500

  init(rules: SprintRules) { self.rules = rules }

  mutating func take(_ frame: Frame, _ found: inout [Sprint]) {
    if frame.period != period {
      finish(&found)
      period = frame.period
      origin = (frame.time, frame.clock)
    }
    if let latest {
      let step = frame.clock - latest
      if step >= Self.leastSpacing { spacing = min(spacing ?? step, step) }
    }
    latest = frame.clock
    for object in frame.objects where object.object != TrackedObject.ball {
      if object.flags & TrackedObject.estimated != 0 { continue }
      guard let place = place(of: object.object) else { continue }
      tracks[place].speeds.take(object, clock: frame.clock)
      drain(place, isOver: false, &found)
    }
  }

  /// Nothing more of the period comes.
  mutating func finish(_ found: inout [Sprint]) {
    for place in tracks.indices {
      drain(place, isOver: true, &found)
      if let sprint = tracks[place].detector.finish(rules) { found.append(timed(sprint)) }
    }
    tracks = []
    objects = [:]
    latest = nil
  }

  private mutating func drain(_ place: Int, isOver: Bool, _ found: inout [Sprint]) {
    let spacing = spacing ?? 0
    let rules = rules
    var detector = tracks[place].detector
    var over: [Sprint] = []
    tracks[place].speeds.drain(rules, spacing: spacing, isOver: isOver) { sample in
      if let sprint = detector.take(sample, rules, spacing: spacing) { over.append(sprint) }
    }
    tracks[place].detector = detector
    for sprint in over { found.append(timed(sprint)) }
  }

  private func timed(_ sprint: Sprint) -> Sprint {
    var sprint = sprint
    sprint.time = origin.map { $0.time + (sprint.start - $0.clock) }
    return sprint
  }

  private mutating func place(of object: UInt32) -> Int? {
    if let known = objects[object] { return known }
    guard tracks.count < Self.objectLimit else { return nil }
    objects[object] = tracks.count
    tracks.append(Track(detector: RunDetector(object: object, period: period)))
    return tracks.count - 1
  }
}
