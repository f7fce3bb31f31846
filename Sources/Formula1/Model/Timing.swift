import Formats

/// One thing that the timing of a race tells.
public struct TimingRecord: Sendable, Equatable {
  public var matchID: String
  /// `lap-HAM-13`, `pit_in-HAM-13`, `stint-HAM-2`, …: a correction has the same id and a higher revision.
  public var id: String
  public var revision: Int64
  public var isWithdrawn: Bool
  public var time: Timestamp?
  /// Seconds by the session clock, the same for all cars.
  public var sessionTime: Double
  /// The lap that the leader was in.
  public var raceLap: Int
  /// The car; nil of what concerns all.
  public var driver: String?
  public var detail: TimingDetail

  public init(
    matchID: String, id: String, revision: Int64 = 0, isWithdrawn: Bool = false, time: Timestamp? = nil,
    sessionTime: Double = 0, raceLap: Int = 0, driver: String? = nil, detail: TimingDetail
  ) {
    self.matchID = matchID
    self.id = id
    self.revision = revision
    self.isWithdrawn = isWithdrawn
    self.time = time
    self.sessionTime = sessionTime
    self.raceLap = raceLap
    self.driver = driver
    self.detail = detail
  }
}

/// What kind of thing a timing record tells: its `type` field.
public enum TimingKind: String, Sendable, CaseIterable {
  case lap, sector
  case pitIn = "pit_in"
  case pitOut = "pit_out"
  case stint, gap
  case trackStatus = "track_status"
  case raceControl = "race_control"
  case weather
  case lapCount = "lap_count"
  case retirement, penalty
}

public enum TimingDetail: Sendable, Equatable {
  case lap(Lap)
  case sector(Sector)
  /// The in-lap.
  case pitIn(lap: Int)
  /// The out-lap.
  case pitOut(lap: Int)
  case stint(Stint)
  case gap(Gap)
  case trackStatus(TrackStatus)
  case raceControl(RaceControl)
  case weather(Weather)
  /// Laps of the full distance.
  case lapCount(total: Int)
  /// Out of the race, or stopped on track; withdrawn if the car goes on.
  case retirement
  case penalty(Penalty)
  /// Only the id is known, of a record that is withdrawn.
  case none(TimingKind?)

  public var kind: TimingKind? {
    switch self {
    case .lap: .lap
    case .sector: .sector
    case .pitIn: .pitIn
    case .pitOut: .pitOut
    case .stint: .stint
    case .gap: .gap
    case .trackStatus: .trackStatus
    case .raceControl: .raceControl
    case .weather: .weather
    case .lapCount: .lapCount
    case .retirement: .retirement
    case .penalty: .penalty
    case .none(let kind): kind
    }
  }
}

/// A lap that a car has completed, at the session clock of its record.
public struct Lap: Sendable, Equatable {
  public var lap: Int
  /// Seconds; nil where the timing has none (red flags, first laps, some in-laps).
  public var lapTime: Double?
  /// Order at the end of the lap.
  public var position: Int?
  /// What the track was under during the lap.
  public var statuses: TrackStatuses
  /// The time was deleted: the lap counts, its pace does not.
  public var isDeleted: Bool

  public init(
    lap: Int, lapTime: Double? = nil, position: Int? = nil, statuses: TrackStatuses = [],
    isDeleted: Bool = false
  ) {
    self.lap = lap
    self.lapTime = lapTime
    self.position = position
    self.statuses = statuses
    self.isDeleted = isDeleted
  }
}

/// A third of a lap.
public struct Sector: Sendable, Equatable {
  public var lap: Int
  /// 1, 2 or 3.
  public var sector: Int
  public var seconds: Double
  public init(lap: Int, sector: Int, seconds: Double) {
    self.lap = lap
    self.sector = sector
    self.seconds = seconds
  }
}

/// A set of tyres from one stop to the next.
public struct Stint: Sendable, Equatable {
  /// From 1.
  public var number: Int
  /// The first lap on the set.
  public var startLap: Int
  public var compound: Compound
  /// The maker's own name, e.g. `C3`.
  public var compoundName: String?
  /// Laps that the set had done before.
  public var age: Int?
  public var isFresh: Bool?

  public init(
    number: Int, startLap: Int, compound: Compound, compoundName: String? = nil, age: Int? = nil,
    isFresh: Bool? = nil
  ) {
    self.number = number
    self.startLap = startLap
    self.compound = compound
    self.compoundName = compoundName
    self.age = age
    self.isFresh = isFresh
  }
}

/// Where a car is in the order between two lines, as the timing shows it.
public struct Gap: Sendable, Equatable {
  public var position: Int?
  public var toLeader: GapText?
  /// To the car ahead.
  public var interval: GapText?
  public init(position: Int? = nil, toLeader: GapText? = nil, interval: GapText? = nil) {
    self.position = position
    self.toLeader = toLeader
    self.interval = interval
  }
}

public struct RaceControl: Sendable, Equatable {
  public var message: String
  public var category: String?
  public var flag: String?
  public init(message: String, category: String? = nil, flag: String? = nil) {
    self.message = message
    self.category = category
    self.flag = flag
  }
}

public struct Weather: Sendable, Equatable {
  /// °C.
  public var air: Double?
  public var track: Double?
  public var isRaining: Bool
  /// m/s.
  public var wind: Double?
  /// Percent.
  public var humidity: Double?
  public init(
    air: Double? = nil, track: Double? = nil, isRaining: Bool = false, wind: Double? = nil,
    humidity: Double? = nil
  ) {
    self.air = air
    self.track = track
    self.isRaining = isRaining
    self.wind = wind
    self.humidity = humidity
  }
}
