import Formats

/// What happened. Kinds that no fact uses are kept as `other`, so that nothing of a feed is lost.
public enum EventType: String, Sendable, CaseIterable {
  case pass, shot, carry, dribble, duel, interception, recovery, clearance, block, save, touch, foul, card
  case substitution
  case ownGoal = "own_goal"
  /// Ball lost without a duel: miscontrol, dispossession, error.
  case loss
  case offside
  /// The ball left the pitch or play was stopped.
  case stoppage
  /// A player left (injury) or came back without a substitution.
  case playerOff = "player_off"
  case playerOn = "player_on"
  /// The award of a restart before it is taken, where a feed tells it apart.
  case award
  case other
}

/// How play began again with this pass or shot.
public enum Restart: String, Sendable, CaseIterable {
  case kickOff = "kick_off"
  case throwIn = "throw_in"
  case goalKick = "goal_kick"
  case corner
  case freeKick = "free_kick"
  case penalty
  case dropBall = "drop_ball"
}

/// One event of a match, as the feed tells it at one revision.
public struct Event: Sendable, Equatable {
  public var matchID: String
  /// The provider's id, unique in the match.
  public var id: String
  /// Grows with every update of the event. The greatest seen is in force, whatever the order of arrival.
  public var revision: Int64
  /// The event is taken back: nothing of it is left.
  public var isWithdrawn: Bool
  public var type: EventType
  /// 1 and 2 are the halves, 3 and 4 extra time, 5 the shoot-out.
  public var period: Int
  /// Seconds since the start of the period.
  public var clock: Double
  public var time: Timestamp?
  /// The provider's order of events with the same clock.
  public var sequence: Int64
  public var teamID: String?
  public var playerID: String?
  /// Metres in the fixed stadium frame.
  public var location: Point?
  public var end: Point?
  /// The way the acting team plays in this period.
  public var direction: Direction?
  /// Number of the possession in the match, and who has the ball in it, where the feed tells.
  public var possession: Int64?
  public var possessionTeamID: String?
  public var isUnderPressure: Bool?
  public var detail: EventDetail

  public init(
    matchID: String, id: String, revision: Int64 = 0, isWithdrawn: Bool = false, type: EventType,
    period: Int = 0, clock: Double = 0, time: Timestamp? = nil, sequence: Int64 = 0,
    teamID: String? = nil, playerID: String? = nil, location: Point? = nil, end: Point? = nil,
    direction: Direction? = nil, possession: Int64? = nil, possessionTeamID: String? = nil,
    isUnderPressure: Bool? = nil, detail: EventDetail = .none
  ) {
    self.matchID = matchID
    self.id = id
    self.revision = revision
    self.isWithdrawn = isWithdrawn
    self.type = type
    self.period = period
    self.clock = clock
    self.time = time
    self.sequence = sequence
    self.teamID = teamID
    self.playerID = playerID
    self.location = location
    self.end = end
    self.direction = direction
    self.possession = possession
    self.possessionTeamID = possessionTeamID
    self.isUnderPressure = isUnderPressure
    self.detail = detail
  }

  /// The order of play: period, clock, the provider's sequence, id.
  public static func inOrderOfPlay(_ a: Event, _ b: Event) -> Bool {
    (a.period, a.clock, a.sequence, a.id) < (b.period, b.clock, b.sequence, b.id)
  }
}

/// What only some types of event have.
public enum EventDetail: Sendable, Equatable {
  case none
  case shot(Shot)
  case pass(Pass)
  case duel(Duel)
  case card(Card)
  case substitution(Substitution)
  /// The provider's own name of an event that we have no word for.
  case other(name: String)

  public var shot: Shot? { if case .shot(let shot) = self { shot } else { nil } }
  public var pass: Pass? { if case .pass(let pass) = self { pass } else { nil } }
  public var duel: Duel? { if case .duel(let duel) = self { duel } else { nil } }
  public var card: Card? { if case .card(let card) = self { card } else { nil } }
  public var substitution: Substitution? {
    if case .substitution(let substitution) = self { substitution } else { nil }
  }
}
