import Formula1

/// A race as far as its records tell: a pure state machine. What it holds depends on the records taken, not on
/// their order; corrections put right what they correct.
struct RaceState: Sendable {
  private(set) var announcement: RaceAnnouncement?
  private(set) var cars: [RaceCar] = []
  private var places: [String: Int] = [:]
  /// Full distance.
  private(set) var totalLaps: Int?
  private(set) var status = TrackStatus.clear
  private var statuses: [String: (at: Double, status: TrackStatus)] = [:]
  private(set) var weather: (weather: Weather, at: Double)?
  /// The latest moment told of, by the session clock.
  private(set) var now = 0.0
  private(set) var raceLap = 0
  /// Ended stops in order of pit exit.
  private(set) var stops: [RaceStop] = []
  /// By lap: the median duration of the clean laps of all cars; NaN with fewer than five.
  private(set) var fieldMedian: [Double] = [.nan]
  /// Someone used intermediates or wets.
  private(set) var isWet = false
  /// Grows with each record that changes laps, stops or tyres.
  private(set) var version = 0

  init() {}

  mutating func begin(_ announcement: RaceAnnouncement) {
    self.announcement = announcement
    totalLaps = announcement.laps ?? totalLaps
    for entry in announcement.entries where places[entry.driver] == nil { add(entry) }
    version += 1
  }

  func car(_ driver: String) -> Int? { places[driver] }

  /// - Returns: what it was about: the car's index, nil of what concerns all.
  @discardableResult
  mutating func take(_ record: TimingRecord) -> Int? {
    if !record.isWithdrawn {
      now = max(now, record.sessionTime)
      raceLap = max(raceLap, record.raceLap)
    }
    let car = record.driver.map { driver in places[driver] ?? add(RaceEntry(driver: driver, team: "")) }
    if record.isWithdrawn {
      withdraw(record)
      return car
    }
    switch record.detail {
    case .trackStatus(let status):
      statuses[record.id] = (record.sessionTime, status)
      newestStatus()
    case .weather(let new): if record.sessionTime >= weather?.at ?? 0 { weather = (new, record.sessionTime) }
    case .lapCount(let total): totalLaps = total
    default: if let car { take(record, car) }
    }
    return car
  }

  private mutating func take(_ record: TimingRecord, _ car: Int) {
    switch record.detail {
    case .lap(let lap):
      cars[car].set(lap.lap) {
        $0.end = record.sessionTime
        $0.position = lap.position ?? 0
        $0.statuses = lap.statuses
        $0.isDeleted = lap.isDeleted
      }
      // Seen again: not out after all.
      if let out = cars[car].retiredAt, record.sessionTime > out { cars[car].retiredAt = nil }
      changed(car, lap.lap)
    case .pitIn(let lap):
      cars[car].set(lap) { $0.pitIn = record.sessionTime }
      changed(car, lap)
    case .pitOut(let lap):
      cars[car].set(lap) { $0.pitOut = record.sessionTime }
      changed(car, lap)
    case .stint(let stint):
      cars[car].set(stint)
      isWet = isWet || stint.compound.isWet
      version += 1
    case .retirement: cars[car].retiredAt = record.sessionTime
    case .penalty(let penalty): cars[car].penalties[record.id] = penalty
    case .gap(let gap):
      if record.sessionTime >= cars[car].gap?.at ?? 0 { cars[car].gap = (gap, record.sessionTime) }
    default: break
    }
  }

  /// The id tells what is taken back: `lap-HAM-13`.
  private mutating func withdraw(_ record: TimingRecord) {
    if statuses.removeValue(forKey: record.id) != nil { newestStatus() }
    let parts = record.id.split(separator: "-")
    guard parts.count >= 2, let car = places[String(parts[1])] else { return }
    let number = parts.count > 2 ? Int(parts[2]) ?? 0 : 0
    switch parts[0] {
    case "lap": cars[car].set(number) { $0.end = .nan }
    case "pit_in": cars[car].set(number) { $0.pitIn = .nan }
    case "pit_out": cars[car].set(number) { $0.pitOut = .nan }
    case "stint":
      cars[car].removeStint(number)
      isWet = cars.contains { $0.stints.contains { $0.compound.isWet } }
    case "retirement": cars[car].retiredAt = nil
    case "penalty": cars[car].penalties[record.id] = nil
    default: return
    }
    changed(car, number)
  }

  private mutating func newestStatus() {
    status = statuses.max { ($0.value.at, $0.key) < ($1.value.at, $1.key) }?.value.status ?? .clear
  }

  @discardableResult
  private mutating func add(_ entry: RaceEntry) -> Int {
    places[entry.driver] = cars.count
    cars.append(RaceCar(entry: entry))
    return cars.count - 1
  }

  private mutating func changed(_ car: Int, _ lap: Int) {
    version += 1
    findStops(of: car)
    // A line belongs to two laps, and a stop makes both of its laps unclean.
    for near in max(1, lap - 1)...(max(1, lap) + 1) { findMedian(near) }
  }

  private mutating func findStops(of car: Int) {
    let it = cars[car]
    var found: [RaceStop] = []
    for lap in it.laps.indices where it.isInLap(lap) && it.isOutLap(lap + 1) {
      found.append(
        RaceStop(car: car, lap: lap, pitIn: it.laps[lap].pitIn, pitOut: it.laps[lap + 1].pitOut))
    }
    guard stops.lazy.filter({ $0.car == car }).elementsEqual(found) == false else { return }
    stops.removeAll { $0.car == car }
    stops += found
    stops.sort { ($0.pitOut, $0.car) < ($1.pitOut, $1.car) }
  }

  private mutating func findMedian(_ lap: Int) {
    while fieldMedian.count <= lap { fieldMedian.append(.nan) }
    var durations: [Double] = []
    for car in cars where car.isClean(lap) { durations.append(car.duration(lap)) }
    fieldMedian[lap] = durations.count < 5 ? .nan : median(&durations)
  }
}

/// NaN of none.
func median(_ values: inout [Double]) -> Double {
  guard !values.isEmpty else { return .nan }
  values.sort()
  let half = values.count / 2
  return values.count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2
}

func median(of values: [Double]) -> Double {
  var values = values
  return median(&values)
}
