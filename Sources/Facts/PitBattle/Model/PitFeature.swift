/// What the model of pit battles looks at. *First* is the car that stops first, *second* the other; where a
/// difference is taken, it is first minus second. All of it is known at the moment of the prediction.
enum PitFeature: String, CaseIterable, Sendable {
  /// 1: the car behind stops first (undercut), 0: the car ahead does (overcut).
  case undercut
  /// Seconds by which the first is behind the second at the line, above 0 of an undercut; after its stop less what the second's stop is expected to cost.
  case gap
  /// Its change over the last laps.
  case gapChange1 = "gap_change_1"
  case gapChange2 = "gap_change_2"
  case gapChange3 = "gap_change_3"
  case gapChange5 = "gap_change_5"
  case lapsDone = "laps_done"
  case lapsLeft = "laps_left"
  case raceShare = "race_share"
  /// Laps on the set.
  case ageFirst = "age_first"
  case ageSecond = "age_second"
  case ageDifference = "age_difference"
  /// 0 soft, 1 medium, 2 hard.
  case compoundFirst = "compound_first"
  case compoundSecond = "compound_second"
  case compoundDifference = "compound_difference"
  case stopsFirst = "stops_first"
  case stopsSecond = "stops_second"
  /// Different compounds used.
  case usedFirst = "used_first"
  case usedSecond = "used_second"
  /// Mean of the last three clean laps against the field's lap.
  case paceFirst = "pace_first"
  case paceSecond = "pace_second"
  case paceDifference3 = "pace_difference_3"
  case paceDifference6 = "pace_difference_6"
  case lastLapDifference = "last_lap_difference"
  /// Seconds a lap by which laps grow in this stint.
  case trendFirst = "trend_first"
  case trendSecond = "trend_second"
  case trendDifference = "trend_difference"
  /// Mean distance of clean laps to the field's median, of the race and of the last five laps.
  case levelFirst = "level_first"
  case levelSecond = "level_second"
  case levelDifference = "level_difference"
  case level5First = "level_5_first"
  case level5Second = "level_5_second"
  case spreadFirst = "spread_first"
  case spreadSecond = "spread_second"
  case position
  case teamMates = "team_mates"
  /// What the race has taught: seconds in the pit lane, loss by a stop, gain by fresh tyres.
  case pitLane = "pit_lane"
  case pitLoss = "pit_loss"
  case freshGain = "fresh_gain"
  case stopsMeasured = "stops_measured"
  case stopsPerCar = "stops_per_car"
  case recentStops = "recent_stops"
  case stoppedShare = "stopped_share"
  case fieldTrend = "field_trend"
  case stopAge = "stop_age"
  case recentCompound = "recent_compound"
  case carsRunning = "cars_running"
  case fieldLap = "field_lap"
  /// Team's median lane time, first's minus second's.
  case laneDifference = "lane_difference"
  /// Tyre age against that of those who stopped from the same compound.
  case ageAtStopsFirst = "age_at_stops_first"
  case ageAtStopsSecond = "age_at_stops_second"
  case ageLongestSecond = "age_longest_second"
  /// The second's pace against the fastest of late on fresh tyres.
  case freshBest = "fresh_best"
  /// The cars around the two.
  case leaderGap = "leader_gap"
  case gapAhead = "gap_ahead"
  case gapAhead2 = "gap_ahead_2"
  case gapBehind = "gap_behind"
  case gapBehind2 = "gap_behind_2"
  case aheadSinceStop = "ahead_since_stop"
  case behindSinceStop = "behind_since_stop"
  case aheadAge = "ahead_age"
  case behindAge = "behind_age"
  case aheadStopped = "ahead_stopped"
  case nearStopped = "near_stopped"
  /// Traffic where a stop now would bring the car back.
  case rejoinAheadFirst = "rejoin_ahead_first"
  case rejoinBehindFirst = "rejoin_behind_first"
  case rejoinCountFirst = "rejoin_count_first"
  case rejoinAgeFirst = "rejoin_age_first"
  case rejoinPaceFirst = "rejoin_pace_first"
  case rejoinLapsFirst = "rejoin_laps_first"
  case rejoinStopsFirst = "rejoin_stops_first"
  case rejoinAheadSecond = "rejoin_ahead_second"
  case rejoinBehindSecond = "rejoin_behind_second"
  case rejoinCountSecond = "rejoin_count_second"
  case rejoinAgeSecond = "rejoin_age_second"
  case rejoinPaceSecond = "rejoin_pace_second"
  case rejoinLapsSecond = "rejoin_laps_second"
  case rejoinStopsSecond = "rejoin_stops_second"
  /// From here on only after the first's stop.
  case gapBefore = "gap_before"
  case lapsSinceStop = "laps_since_stop"
  case firstLane = "first_lane"
  case firstLoss = "first_loss"
  case freshPace = "fresh_pace"
  case ageBeforeFirst = "age_before_first"
  case secondInPits = "second_in_pits"

  /// Place in a row of all features.
  var index: Int { Self.places[self] ?? 0 }
  private static let places = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

  /// Those of a prediction before anybody stopped.
  static let before = allCases.filter { !$0.isOnlyRunning }
  static let running = allCases

  private var isOnlyRunning: Bool {
    switch self {
    case .gapBefore, .lapsSinceStop, .firstLane, .firstLoss, .freshPace, .ageBeforeFirst, .secondInPits: true
    default: false
    }
  }
}

/// All features of one moment; NaN is unknown.
struct PitFeatures: Sendable, Equatable {
  private(set) var values = [Float](repeating: .nan, count: PitFeature.allCases.count)

  subscript(_ feature: PitFeature) -> Double {
    get { Double(values[feature.index]) }
    set { values[feature.index] = Float(newValue) }
  }

  func row(_ columns: [Int]) -> [Float] { columns.map { values[$0] } }
}
