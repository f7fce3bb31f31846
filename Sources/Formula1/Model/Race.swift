import Formats

/// A race as its first record announces it: who drives, how far, and when.
public struct RaceAnnouncement: Sendable, Equatable {
  /// `f1-2019-02`.
  public var matchID: String
  /// `f1-2019`: the key of all facts.
  public var season: String
  /// `Bahrain Grand Prix`.
  public var event: String
  /// Session clock 0 by the wall clock; decides which model is used.
  public var start: Timestamp
  /// Laps of the full distance; nil where the feed does not tell.
  public var laps: Int?
  public var entries: [RaceEntry]
  public var rules: TyreRules
  /// Who delivered it: `f1-laps`, `f1-live`.
  public var provider: String

  public init(
    matchID: String, season: String, event: String, start: Timestamp, laps: Int? = nil,
    entries: [RaceEntry] = [], rules: TyreRules = TyreRules(), provider: String
  ) {
    self.matchID = matchID
    self.season = season
    self.event = event
    self.start = start
    self.laps = laps
    self.entries = entries
    self.rules = rules
    self.provider = provider
  }
}

/// A car and who drives it.
public struct RaceEntry: Sendable, Equatable {
  /// Three letters, `HAM`: the car's id in all records of the race.
  public var driver: String
  public var number: Int?
  public var team: String
  public var name: String?

  public init(driver: String, number: Int? = nil, team: String, name: String? = nil) {
    self.driver = driver
    self.number = number
    self.team = team
    self.name = name
  }
}

/// What the regulations demand of tyres in a race.
public struct TyreRules: Sendable, Equatable {
  /// Different slick compounds that a dry race takes.
  public var compounds: Int
  /// Stops that it takes, whatever the compounds (Monaco 2025: 2).
  public var stops: Int
  /// Laps that one set may do (Qatar 2023: 18); nil for any number.
  public var longestStint: Int?

  public init(compounds: Int = 2, stops: Int = 0, longestStint: Int? = nil) {
    self.compounds = compounds
    self.stops = stops
    self.longestStint = longestStint
  }

  /// What the sporting regulations and the race directors' notes said for one event.
  public static func of(event: String, season: Int) -> TyreRules {
    switch (event, season) {
    // Two stops, whatever the weather; three sets in a dry race still need two compounds.
    case ("Monaco Grand Prix", 2025): TyreRules(stops: 2)
    // After damage to kerb-struck sidewalls: no set beyond 18 laps, laps of qualifying included.
    case ("Qatar Grand Prix", 2023): TyreRules(longestStint: 18)
    // 25 laps for every set, by Pirelli and the FIA before the weekend.
    case ("Qatar Grand Prix", 2025): TyreRules(longestStint: 25)
    default: TyreRules()
    }
  }
}

/// The moments of a session's life, each a record of its log.
public enum SessionMoment: String, Sendable, CaseIterable {
  case announced = "session_announced"
  case started = "session_started"
  case finished = "session_finished"
  case abandoned = "session_abandoned"
  /// The feed has ended: state may be dropped. A later correction reopens the race.
  case closed = "session_closed"
}

/// A record of a session's life.
public struct SessionRecord: Sendable, Equatable {
  public var matchID: String
  public var moment: SessionMoment
  public var revision: Int64
  public var time: Timestamp?
  /// Seconds by the session clock; nil for what stands outside the session.
  public var sessionTime: Double?
  /// Only of `announced`.
  public var announcement: RaceAnnouncement?

  public init(
    matchID: String, moment: SessionMoment, revision: Int64 = 0, time: Timestamp? = nil,
    sessionTime: Double? = nil, announcement: RaceAnnouncement? = nil
  ) {
    self.matchID = matchID
    self.moment = moment
    self.revision = revision
    self.time = time
    self.sessionTime = sessionTime
    self.announcement = announcement
  }

  public var id: String { moment.rawValue }
}
