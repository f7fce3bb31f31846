/// Two cars that can decide their places by a stop, from when it begins to when it is decided or off.
struct Battle: Sendable {
  enum Phase: String, Sendable, CaseIterable {
    case undercutThreat = "undercut_threat"
    case undercutRunning = "undercut_running"
    case overcutRunning = "overcut_running"
    /// Stops more than five laps apart, or unequal numbers of stops to come.
    case differentStrategies = "different_strategies"
    /// A long stop, or one after contact in the first laps.
    case damage
    case decided
    case off

    var isOver: Bool { self == .decided || self == .off }
  }

  /// Why a battle is off, or no undercut.
  enum Reason: String, Sendable, CaseIterable {
    /// More than 6 s between them, or somebody else in between.
    case apart
    case retired
    /// Both stopped on the same lap.
    case sameLap = "same_lap"
    /// The first stopped again before the second did.
    case stoppedAgain = "stopped_again"
    /// No answer within 18 laps, or before the end.
    case noAnswer = "no_answer"
    /// No stop is likely any more.
    case noStop = "no_stop"
    case unequalStops = "unequal_stops"
    case stopsApart = "stops_apart"
    case longStop = "long_stop"
    case earlyStop = "early_stop"
    case corrected
    case finished
  }

  /// `HAM-VET-1`.
  let id: String
  /// Indices in `RaceState.cars`: behind and ahead when it began.
  let chaser: Int
  let target: Int
  var phase = Phase.undercutThreat
  var reason: Reason?
  /// In-laps and who stopped first, once that is known.
  var first: Int?
  var firstStop: Int?
  var secondStop: Int?
  /// Seconds between the two before the first stop.
  var gapBefore: Double?
  /// Seconds by which the chaser is ahead at the end of the second's out-lap.
  var result: Double?
  /// The newest; nil where nothing is foretold.
  var forecast: PitForecast?
  /// The last lap that both have completed, and the gap there: above 0 the chaser is behind.
  var lap = 0
  var gap = Double.nan
  var published: Published?

  /// What was last said, to tell what is worth saying again.
  struct Published: Sendable {
    var phase: Phase
    var reason: Reason?
    var gap: Double?
    var probability: Double?
    var isNeutralised: Bool

    init(_ battle: Battle, _ forecast: PitForecast?, isNeutralised: Bool) {
      phase = battle.phase
      reason = battle.reason
      gap = forecast?.prediction.gap
      probability = forecast?.prediction.probability
      self.isNeutralised = isNeutralised
    }
  }

  var second: Int? { first.map { $0 == chaser ? target : chaser } }
}
