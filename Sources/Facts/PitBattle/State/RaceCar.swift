import Formula1

/// One car of a race as its records tell. Laps are counted from 1; times are the session clock's.
struct RaceCar: Sendable {
  let entry: RaceEntry
  /// By lap; index 0 is unused.
  private(set) var laps: [CarLap] = [CarLap()]
  /// In order of the first lap.
  private(set) var stints: [Stint] = []
  /// The latest lap that has an end.
  private(set) var lastLap = 0
  var retiredAt: Double?
  /// By id of the record.
  var penalties: [String: Penalty] = [:]
  /// The newest line of the timing, and when.
  var gap: (gap: Gap, at: Double)?

  struct CarLap: Sendable {
    /// Session clock at the end of the lap; NaN until then.
    var end = Double.nan
    var position = 0
    var statuses: TrackStatuses = []
    var isDeleted = false
    /// Session clock at pit entry, of an in-lap.
    var pitIn = Double.nan
    /// Session clock at pit exit, of an out-lap.
    var pitOut = Double.nan
  }

  init(entry: RaceEntry) { self.entry = entry }

  var isRunning: Bool { retiredAt == nil }

  mutating func set(_ lap: Int, _ change: (inout CarLap) -> Void) {
    guard (1...200).contains(lap) else { return }
    while laps.count <= lap { laps.append(CarLap()) }
    change(&laps[lap])
    if !laps[lap].end.isNaN { lastLap = max(lastLap, lap) }
    while lastLap > 0, laps[lastLap].end.isNaN { lastLap -= 1 }
  }

  mutating func set(_ stint: Stint) {
    stints.removeAll { $0.number == stint.number }
    stints.append(stint)
    stints.sort { ($0.startLap, $0.number) < ($1.startLap, $1.number) }
  }

  mutating func removeStint(_ number: Int) { stints.removeAll { $0.number == number } }

  func end(_ lap: Int) -> Double { laps.indices.contains(lap) ? laps[lap].end : .nan }

  /// Seconds from line to line; NaN of the first lap and where a line is missing.
  func duration(_ lap: Int) -> Double { lap > 1 ? end(lap) - end(lap - 1) : .nan }

  func isInLap(_ lap: Int) -> Bool { laps.indices.contains(lap) && !laps[lap].pitIn.isNaN }
  func isOutLap(_ lap: Int) -> Bool { laps.indices.contains(lap) && lap > 1 && !laps[lap].pitOut.isNaN }
  func isNeutralised(_ lap: Int) -> Bool {
    laps.indices.contains(lap) && laps[lap].statuses.isNeutralised
  }

  /// A lap that shows the pace: no start, no pit lane, no flags, no deleted time.
  func isClean(_ lap: Int) -> Bool {
    guard lap >= 3, !duration(lap).isNaN, !isInLap(lap), !isOutLap(lap) else { return false }
    let it = laps[lap]
    return !it.statuses.isNeutralised && !it.statuses.holds(.yellow) && !it.isDeleted
  }

  func stint(_ lap: Int) -> Stint? { stints.last { $0.startLap <= lap } }

  /// Laps on the set at the end of the lap; NaN where unknown.
  func tyreAge(_ lap: Int) -> Double {
    guard let stint = stint(lap), let age = stint.age else { return .nan }
    return Double(age + lap - stint.startLap + 1)
  }

  /// 0 soft … 4 wet; NaN where unknown.
  func hardness(_ lap: Int) -> Double {
    stint(lap)?.compound.hardness.map { Double($0) } ?? .nan
  }

  /// In-laps up to a lap.
  func inLaps(to lap: Int) -> [Int] { (1..<max(1, min(lap + 1, laps.count))).filter { isInLap($0) } }

  /// The in-lap of the latest stop; nil before the first.
  var lastInLap: Int? { laps.indices.reversed().first { isInLap($0) } }

  /// Between pit entry and the end of the out-lap.
  var isStopping: Bool { lastInLap.map { end($0 + 1).isNaN } ?? false }

  /// Between pit entry and pit exit.
  var isInPits: Bool {
    guard let lap = lastInLap else { return false }
    return !isOutLap(lap + 1) && end(lap + 1).isNaN
  }
}
