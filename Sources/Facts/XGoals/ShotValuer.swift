import Boosting
import Football
import Formats

/// What a shot is worth, and what that was computed from.
public struct XGoalsValue: Sendable, Equatable {
  /// Probability that the shot scores, rounded to 1e-9; a penalty's is fixed.
  public var xGoals: Double
  /// The model's id.
  public var model: String
  public var source: PositionSource
  /// Clock of the kick found in the frames minus the event's, seconds; nil without frames or where none was found.
  public var kickOffset: Double?
  /// Place of the ball that the features were computed from, stadium frame.
  public var ball: Point
  public var features: ShotFeatures
  /// Of the shots with positions: the goalkeeper's was known.
  public var isGoalkeeperSeen: Bool?
}

/// Values the shots of one match as its log is read: the one implementation for every fact that carries xGoals.
///
/// A fact that uses it reads matches, events, frames and recomputations, and hands them all on.
public struct ShotValuer: ShotValuing {
  public static let reads: Set<FeedRecordType> = [.match, .event, .frame, .recompute]

  private let catalogue: XGoalsCatalogue
  public private(set) var announcement: MatchAnnouncement?
  /// Chosen by the kick-off of the first announcement; a recomputation of `xgoals` changes it.
  public private(set) var model: XGoalsModel?
  /// The model that a recomputation asked for and that this program lacks.
  public private(set) var missingModel: String?
  private var roles: FrameRoles?
  private var ring: FrameRing?
  private var shots: [String: Tracked] = [:]
  /// Ids of shots whose frames may still come, in the order of their arrival.
  private var watched: [String] = []

  private var endedPeriod = 0
  private var history = ShotHistory()

  /// How late a frame may come and still be used at once, seconds.
  static let lateness = 30.0

  private struct Tracked: Sendable {
    var event: Event
    var value: XGoalsValue?
    var kick: Kick?
    /// The frame that ends the window has come.
    var isClosed = false
  }

  /// Setting: `xgoals.models`, the family of models: `statsbomb` or `open`.
  public init(settings: FactSettings) { self.init(catalogue: settings.xGoalsCatalogue) }

  public init(catalogue: XGoalsCatalogue) { self.catalogue = catalogue }

  /// The value of a shot in force; nil for everything else, and for shots of a shoot-out.
  public func value(of id: String) -> XGoalsValue? { shots[id]?.value }

  /// Why it is worth that; nil for penalties, whose value is fixed. A model whose trees are too deep to be explained
  /// has no explanations.
  func explanation(of id: String) -> ShotExplanation? {
    guard let value = shots[id]?.value, value.model == model?.id else { return nil }
    return try? model?.explain(value.features, source: value.source)
  }

  /// See ``value(of:)``.
  public func xGoals(ofShot id: String) -> Double? { shots[id]?.value?.xGoals }

  /// Takes the next record of the log. Returns the ids of the shots whose value appeared, changed or vanished, in
  /// order of play.
  public mutating func take(_ record: FeedRecord) -> [String] {
    switch record {
    case .match(let moment): take(moment)
    case .event(let event): take(event)
    case .frame(let frame): take(frame)
    case .recompute(let request): take(request)
    case .session, .timing: []
    }
  }

  private mutating func take(_ moment: MatchRecord) -> [String] {
    switch moment.moment {
    case .announced:
      guard let given = moment.announcement else { return [] }
      announcement = given
      roles = FrameRoles(given)
      if model == nil { model = catalogue.model(at: given.kickOff) }
      return evaluate(Array(shots.keys))
    case .periodEnded:
      return close(period: moment.period ?? 0)
    case .finished, .abandoned, .closed:
      return close(period: 5)
    case .periodStarted:
      return []
    }
  }

  private mutating func take(_ event: Event) -> [String] {
    let rebounds = history.take(event, isShot: Self.isValued(event))
    guard Self.isValued(event) else {
      watched.removeAll { $0 == event.id }
      return (shots.removeValue(forKey: event.id) == nil ? [] : [event.id]) + evaluate(rebounds)
    }
    var tracked = shots[event.id] ?? Tracked(event: event)
    tracked.event = event
    tracked.isClosed =
      event.period <= endedPeriod || (ring?.newest).map { event.isOver(at: $0) } ?? false
    shots[event.id] = tracked
    if !watched.contains(event.id) { watched.append(event.id) }
    return evaluate([event.id] + rebounds)
  }

  /// A shot that counts: not taken back and not of a shoot-out. Own goals are events of another type.
  public static func isValued(_ event: Event) -> Bool {
    !event.isWithdrawn && event.type == .shot && event.detail.shot != nil && (1...4).contains(event.period)
  }

  private mutating func take(_ request: Recompute) -> [String] {
    guard request.fact == "xgoals" else { return [] }
    guard let wanted = request.model.map(catalogue.model(id:)) ?? catalogue.newest else {
      missingModel = request.model
      return []
    }
    model = wanted
    return evaluate(Array(shots.keys))
  }

  private mutating func take(_ frame: Frame) -> [String] {
    if ring == nil { ring = FrameRing() }
    ring?.put(frame)
    guard !watched.isEmpty, let newest = ring?.newest else { return [] }
    var due: [String] = []
    var isDone = false
    for id in watched {
      guard var shot = shots[id] else { continue }
      let isInWindow =
        frame.period == shot.event.period
        && abs(frame.clock - shot.event.clock) <= FrameOfKick.window + FrameOfKick.span
      if !shot.isClosed, shot.event.isOver(at: newest) {
        shot.isClosed = true
        shots[id] = shot
        due.append(id)
      } else if shot.isClosed, isInWindow {
        due.append(id)  // it came late
      }
      if shot.event.isOver(at: newest, after: Self.lateness) { isDone = true }
    }
    if isDone {
      let shots = shots
      watched.removeAll { id in shots[id].map { $0.event.isOver(at: newest, after: Self.lateness) } ?? true }
    }
    return due.isEmpty ? [] : evaluate(due)
  }

  /// Ends the windows of a period's shots and of those before: no frame is to come, but late ones.
  private mutating func close(period: Int) -> [String] {
    endedPeriod = max(endedPeriod, period)
    var due: [String] = []
    for id in watched {
      guard var shot = shots[id], !shot.isClosed, shot.event.period <= period else { continue }
      shot.isClosed = true
      shots[id] = shot
      due.append(id)
    }
    return evaluate(due)
  }

  private mutating func evaluate(_ ids: [String]) -> [String] {
    var changed: [Event] = []
    for id in ids {
      guard var shot = shots[id] else { continue }
      let old = shot.value
      findKick(&shot)
      shot.value = value(of: shot)
      shots[id] = shot
      if shot.value != old { changed.append(shot.event) }
    }
    return changed.sorted(by: Event.inOrderOfPlay).map(\.id)
  }

  /// Looks again as long as the ring holds the whole window; later only checks what was found then.
  private func findKick(_ shot: inout Tracked) {
    guard let ring, let search = search(for: shot.event) else { return }
    let reach = FrameOfKick.window + FrameOfKick.span
    if ring.stillHolds(period: shot.event.period, clock: shot.event.clock - reach) {
      let frames = ring.frames(
        period: shot.event.period, from: shot.event.clock - reach, to: shot.event.clock + reach)
      shot.kick = search.search(frames, in: ring)
    } else if let kick = shot.kick, !search.accepts(kick) {
      shot.kick = nil
    }
  }

  private func search(for event: Event) -> FrameOfKick? {
    guard let announcement, let roles, let team = event.teamID, let direction = event.direction else {
      return nil
    }
    return FrameOfKick(
      clock: event.clock, expected: event.detail.shot?.kickClock ?? event.clock,
      goal: Point(announcement.pitchLength / 2, 0).turned(for: direction),
      shooter: event.playerID.flatMap { roles.object(of: $0) }, team: roles.team(team))
  }

  private func value(of shot: Tracked) -> XGoalsValue? {
    let event = shot.event
    guard let announcement, let model, let direction = event.direction,
      var situation = ShotSituation(event: event, pitchLength: announcement.pitchLength)
    else { return nil }
    situation.rebound = history.rebound(of: event)
    if event.detail.shot?.restart == .penalty {
      situation.players = nil
      situation.provided = nil
      return XGoalsValue(
        xGoals: XGoalsModel.penalty, model: "penalty", source: .none, kickOffset: nil,
        ball: situation.ball.turned(for: direction), features: ShotFeatures(situation))
    }
    var offset: Double?
    if let kick = shot.kick, let roles, let team = event.teamID,
      let opponent = announcement.opponent(of: team)
    {
      situation.ball = kick.ball.turned(for: direction)
      situation.players = roles.players(
        at: kick, shooter: shooter(event, roles), team: team, opponent: opponent, direction: direction)
      situation.shooterSpeed = situation.shooterSpeed ?? kick.shooterSpeed
      offset = rounded9(kick.clock - event.clock)
    }
    let prediction = model.predict(situation, isTracked: offset != nil)
    return XGoalsValue(
      xGoals: prediction.probability, model: prediction.model, source: prediction.source,
      kickOffset: offset, ball: situation.ball.turned(for: direction), features: prediction.features,
      isGoalkeeperSeen: situation.players.map { $0.goalkeeper != nil })
  }

  private func shooter(_ event: Event, _ roles: FrameRoles) -> UInt32? {
    event.playerID.flatMap { roles.object(of: $0) }
  }
}

extension Event {
  /// Whether all frames around a shot must have come by that moment, and `more` seconds besides.
  fileprivate func isOver(at moment: (period: Int, clock: Double), after more: Double = 0) -> Bool {
    if moment.period != period { return moment.period > period && moment.clock >= more }
    return moment.clock >= clock + FrameOfKick.window + FrameOfKick.span + more
  }
}
