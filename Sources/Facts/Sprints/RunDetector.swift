import Football

/// Finds the sprints in one object's speeds of one period, given in order of time.
///
/// A run is a stretch at 4.0 m/s or more without a gap of more than 0.2 s. It is a sprint if it lasts over 2 s, and
/// the time from its first to its last sample at 6.3 m/s or more is at least 1 s. A run holds one sprint at most, and
/// after a sprint that a gap ended, the next one needs a fall below 4.0 m/s first, as after any other.
struct RunDetector: Sendable {
  let object: UInt32
  let period: Int
  private var run: Run?
  private var latest: Double?
  /// A gap ended a sprint, and he has not been seen slower since.
  private var needsFall = false

  private struct Run: Sendable {
    var start: Double
    var last: SpeedSample
    var first: SpeedSample?
    var end: SpeedSample?
    var top = 0.0
    /// Metres since `first`, and those up to `end`.
    var covered = 0.0
    var distance = 0.0
  }

  init(object: UInt32, period: Int) {
    self.object = object
    self.period = period
  }

  /// - Parameter spacing: seconds between frames, so that a gap is what is missing between two of them.
  /// - Returns: the sprint that is now known to be over.
  mutating func take(_ sample: SpeedSample, _ rules: SprintRules, spacing: Double) -> Sprint? {
    guard sample.speed <= rules.greatestSpeed else { return nil }
    var over: Sprint?
    if let latest, sample.clock - latest > rules.gap + spacing + SprintRules.slack {
      over = finish(rules)
      if over != nil { needsFall = true }
    }
    latest = sample.clock
    guard sample.speed >= rules.runSpeed else {
      over = over ?? finish(rules)
      needsFall = false
      return over
    }
    if !needsFall { extend(sample, rules) }
    return over
  }

  /// Ends the run: nothing more comes.
  mutating func finish(_ rules: SprintRules) -> Sprint? {
    guard let run else { return nil }
    self.run = nil
    guard let first = run.first, let end = run.end,
      run.last.clock - run.start > rules.runTime + SprintRules.slack,
      end.clock - first.clock >= rules.sprintTime - SprintRules.slack
    else { return nil }
    return Sprint(
      object: object, period: period, start: first.clock, end: end.clock, runStart: run.start,
      runEnd: run.last.clock, topSpeed: run.top, distance: run.distance, from: first.place, to: end.place,
      isMeasured: first.isMeasured)
  }

  private mutating func extend(_ sample: SpeedSample, _ rules: SprintRules) {
    var run = run ?? Run(start: sample.clock, last: sample)
    if run.first != nil {
      run.covered += (sample.clock - run.last.clock) * (sample.speed + run.last.speed) / 2
    }
    run.last = sample
    run.top = max(run.top, sample.speed)
    if sample.speed >= rules.sprintSpeed {
      if run.first == nil { run.first = sample }
      run.end = sample
      run.distance = run.covered
    }
    self.run = run
  }
}
