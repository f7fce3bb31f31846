/// What the model of pit battles looks at. *First* is the car that stops first, *second* the other; where a
/// difference is taken, it is first minus second. All of it is known at the moment of the prediction. The raw value is
/// the place in a row of all features.
enum PitFeature: Int, CaseIterable, Sendable {
  /// 1: the car behind stops first (undercut), 0: the car ahead does (overcut).
  case undercut
  /// Seconds by which the first is behind the second at the line, above 0 of an undercut; after its stop less what the second's stop is expected to cost.
  case gap
  /// Its change over the last laps.
  case gapChange1
  case gapChange2
  case gapChange3
  case gapChange5
  case lapsDone
  case lapsLeft
  case raceShare
  /// Laps on the set.
  case ageFirst
  case ageSecond
  case ageDifference
  /// 0 soft, 1 medium, 2 hard.
  case compoundFirst
  case compoundSecond
  case compoundDifference
  case stopsFirst
  case stopsSecond
  /// Different compounds used.
  case usedFirst
  case usedSecond
  /// Mean of the last three clean laps against the field's lap.
  case paceFirst
  case paceSecond
  case paceDifference3
  case paceDifference6
  case lastLapDifference
  /// Seconds a lap by which laps grow in this stint.
  case trendFirst
  case trendSecond
  case trendDifference
  /// Mean distance of clean laps to the field's median, of the race and of the last five laps.
  case levelFirst
  case levelSecond
  case levelDifference
  case level5First
  case level5Second
  case spreadFirst
  case spreadSecond
  case position
  case teamMates
  /// What the race has taught: seconds in the pit lane, loss by a stop, gain by fresh tyres.
  case pitLane
  case pitLoss
  case freshGain
  case stopsMeasured
  case stopsPerCar
  case recentStops
  case stoppedShare
  case fieldTrend
  case stopAge
  case recentCompound
  case carsRunning
  case fieldLap
  /// Team's median lane time, first's minus second's.
  case laneDifference
  /// Tyre age against that of those who stopped from the same compound.
  case ageAtStopsFirst
  case ageAtStopsSecond
  case ageLongestSecond
  /// The second's pace against the fastest of late on fresh tyres.
  case freshBest
  /// The cars around the two.
  case leaderGap
  case gapAhead
  case gapAhead2
  case gapBehind
  case gapBehind2
  case aheadSinceStop
  case behindSinceStop
  case aheadAge
  case behindAge
  case aheadStopped
  case nearStopped
  /// Traffic where a stop now would bring the car back.
  case rejoinAheadFirst
  case rejoinBehindFirst
  case rejoinCountFirst
  case rejoinAgeFirst
  case rejoinPaceFirst
  case rejoinLapsFirst
  case rejoinStopsFirst
  case rejoinAheadSecond
  case rejoinBehindSecond
  case rejoinCountSecond
  case rejoinAgeSecond
  case rejoinPaceSecond
  case rejoinLapsSecond
  case rejoinStopsSecond
  /// From here on only after the first's stop.
  case gapBefore
  case lapsSinceStop
  case firstLane
  case firstLoss
  case freshPace
  case ageBeforeFirst
  case secondInPits

  /// As models and records call it: `gapChange1` is `gap_change_1`.
  var name: String { Self.names[rawValue] }

  /// The feature of that name, if there is one.
  init?(name: String) {
    guard let place = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: place)
  }

  private static let names = allCases.map { feature in
    var name = ""
    for letter in "\(feature)" {
      let isDigit = letter.isNumber && name.last?.isNumber == false
      name += letter.isUppercase || isDigit ? "_\(letter.lowercased())" : "\(letter)"
    }
    return name
  }

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
    get { Double(values[feature.rawValue]) }
    set { values[feature.rawValue] = Float(newValue) }
  }

  /// Bit for bit: what is unknown in both is the same.
  func isIdentical(to other: PitFeatures) -> Bool {
    zip(values, other.values).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  func row(_ columns: [Int]) -> [Float] { columns.map { values[$0] } }
}
