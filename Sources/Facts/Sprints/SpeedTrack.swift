import Football

/// Turns one object's places of one period, given in order of time, into its speeds.
///
/// The feed's own speed is used where it has one. Else it is the derivative of the parabola that fits the places
/// within ±0.3 s best (Savitzky and Golay, for any spacing), over places without a gap between them.
struct SpeedTrack: Sendable {
  private struct Place: Sendable {
    var clock: Double
    var x: Double
    var y: Double
    /// NaN where the feed measures none.
    var speed: Double
  }

  private var places: [Place] = []
  /// The first of `places` whose speed has not been given yet.
  private var next = 0
  /// A parabola through fewer places would follow their noise.
  private static let leastPlaces = 5

  mutating func take(_ object: TrackedObject, clock: Double) {
    places.append(
      Place(clock: clock, x: Double(object.x), y: Double(object.y), speed: Double(object.speed)))
  }

  /// Hands over the speeds that are now known; `isOver`: no place follows.
  mutating func drain(_ rules: SprintRules, spacing: Double, isOver: Bool, _ body: (SpeedSample) -> Void) {
    while next < places.count {
      let place = places[next]
      let isMeasured = !place.speed.isNaN
      if !isMeasured, !isOver, let last = places.last, last.clock < place.clock + rules.smoothing { break }
      let speed =
        isMeasured ? place.speed : derived(at: next, rules.smoothing, rules.gap + spacing + SprintRules.slack)
      if let speed {
        body(
          SpeedSample(
            clock: place.clock, speed: speed, place: Point(place.x, place.y), isMeasured: isMeasured))
      }
      next += 1
    }
    // What lies more than a window behind is not needed any more.
    guard next > 128 else { return }
    let keep = places[next - 1].clock - rules.smoothing - 1
    let old = places.prefix(next).prefix { $0.clock < keep }.count
    places.removeFirst(old)
    next -= old
  }

  private func derived(at middle: Int, _ half: Double, _ gap: Double) -> Double? {
    let centre = places[middle].clock
    var low = middle
    while low > 0, centre - places[low - 1].clock <= half + SprintRules.slack,
      places[low].clock - places[low - 1].clock <= gap
    { low -= 1 }
    var high = middle
    while high + 1 < places.count, places[high + 1].clock - centre <= half + SprintRules.slack,
      places[high + 1].clock - places[high].clock <= gap
    { high += 1 }
    guard high - low + 1 >= Self.leastPlaces else { return nil }
    // Moments of the times, and their products with the places.
    var s1 = 0.0
    var s2 = 0.0
    var s3 = 0.0
    var s4 = 0.0
    var x0 = 0.0
    var x1 = 0.0
    var x2 = 0.0
    var y0 = 0.0
    var y1 = 0.0
    var y2 = 0.0
    for place in places[low...high] {
      let t = place.clock - centre
      let x = place.x - places[middle].x
      let y = place.y - places[middle].y
      let t2 = t * t
      s1 += t
      s2 += t2
      s3 += t2 * t
      s4 += t2 * t2
      x0 += x
      x1 += x * t
      x2 += x * t2
      y0 += y
      y1 += y * t
      y2 += y * t2
    }
    let s0 = Double(high - low + 1)
    // The middle coefficient of the normal equations, by Cramer's rule.
    let determinant =
      s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2)
    guard determinant > 1e-15 else { return nil }
    func slope(_ a0: Double, _ a1: Double, _ a2: Double) -> Double {
      (s0 * (a1 * s4 - s3 * a2) - a0 * (s1 * s4 - s2 * s3) + s2 * (s1 * a2 - a1 * s2)) / determinant
    }
    let vx = slope(x0, x1, x2)
    let vy = slope(y0, y1, y2)
    return (vx * vx + vy * vy).squareRoot()
  }
}
