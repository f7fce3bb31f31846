import Football

/// Finds the frame in which a shot was struck: event stamps are set by hand, often a second off.
///
/// A kick is where the ball's velocity changes at once, next to the shooter, and the ball then flies to the goal.
/// Among several the greatest change wins, less something for distance from the shooter and from the moment expected.
/// All measures are *ours*.
struct FrameOfKick: Sendable {
  /// How far from the stamp the kick is looked for, seconds.
  static let window = 5.0
  /// Velocities are taken over this time before and after, seconds (three frames at 25 a second).
  static let span = 0.13
  /// At the kick the ball is no farther from the shooter, metres (heads are high, cameras see the ground).
  static let reach = 2.5
  /// The ball flies at least so fast afterwards, m/s.
  static let leastSpeed = 5.0
  /// Its velocity changes at least so much, m/s.
  static let leastImpulse = 4.0
  /// It flies at most 60° off the middle of the goal.
  static let leastCosine = 0.5

  /// Event stamp, seconds since the start of the period.
  var clock: Double
  /// Where the kick is expected: the stamp, or what the feed itself found in its positions.
  var expected: Double
  /// Middle of the goal shot at, stadium frame.
  var goal: Point
  /// The shooter's number in frames; nil: the nearest of `team`.
  var shooter: UInt32?
  /// The numbers of the shooter's team.
  var team: Set<UInt32>

  /// - Parameter frames: those in the window and a little more on both sides, in order of time.
  func search(_ frames: [KeptFrame], in ring: FrameRing) -> Kick? {
    var best: (score: Double, kick: Kick)?
    for place in frames.indices where abs(frames[place].clock - clock) <= Self.window {
      guard let candidate = candidate(at: place, frames, ring) else { continue }
      let score = score(candidate.kick, distance: candidate.distance)
      if score > best?.score ?? -.infinity { best = (score, candidate.kick) }
    }
    return best?.kick
  }

  /// A kick found earlier, if it still is one for this stamp and shooter.
  func accepts(_ kick: Kick) -> Bool {
    guard abs(kick.clock - clock) <= Self.window, let place = shooterPlace(kick.people[...], kick.ball) else {
      return false
    }
    return place.point.distance(to: kick.ball) <= Self.reach
  }

  private func score(_ kick: Kick, distance: Double) -> Double {
    kick.impulse - 3 * max(0, distance - 0.8) - 0.8 * abs(kick.clock - expected)
  }

  private func candidate(at place: Int, _ frames: [KeptFrame], _ ring: FrameRing) -> (
    kick: Kick, distance: Double
  )? {
    let now = frames[place]
    guard let before = frames[..<place].first(where: { now.clock - $0.clock <= Self.span }),
      let after = frames[(place + 1)...].last(where: { $0.clock - now.clock <= Self.span })
    else { return nil }
    let coming = velocity(before, now)
    let going = velocity(now, after)
    let speed = going.distance(to: Point(0, 0))
    let impulse = going.distance(to: coming)
    let way = now.ball.distance(to: goal)
    guard speed >= Self.leastSpeed, impulse >= Self.leastImpulse, way > 0 else { return nil }
    let towards = (going.x * (goal.x - now.ball.x) + going.y * (goal.y - now.ball.y)) / way
    guard towards >= Self.leastCosine * speed else { return nil }
    let people = ring.people(now)
    guard let shooter = shooterPlace(people, now.ball) else { return nil }
    let distance = shooter.point.distance(to: now.ball)
    guard distance <= Self.reach else { return nil }
    var kick = Kick(clock: now.clock, ball: now.ball, people: Array(people), impulse: impulse)
    if let a = ring.people(before).first(where: { $0.object == shooter.object }),
      let b = ring.people(after).first(where: { $0.object == shooter.object })
    {
      kick.shooterSpeed = a.point.distance(to: b.point) / (after.clock - before.clock)
    }
    return (kick, distance)
  }

  private func velocity(_ a: KeptFrame, _ b: KeptFrame) -> Point {
    let seconds = b.clock - a.clock
    guard seconds > 0 else { return Point(0, 0) }
    return Point((b.ball.x - a.ball.x) / seconds, (b.ball.y - a.ball.y) / seconds)
  }

  private func shooterPlace(_ people: ArraySlice<FrameRing.Place>, _ ball: Point) -> FrameRing.Place? {
    if let shooter { return people.first { $0.object == shooter } }
    return people.filter { team.contains($0.object) }
      .min { $0.point.distance(to: ball) < $1.point.distance(to: ball) }
  }
}
