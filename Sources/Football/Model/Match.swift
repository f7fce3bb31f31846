import Formats

/// A match as its first record announces it: who plays whom, where and when.
public struct MatchAnnouncement: Sendable, Equatable {
  public var matchID: String
  /// The competition's id, e.g. `DFL-COM-000002`.
  public var competition: String
  public var competitionName: String?
  /// The id of the competition's season: the key of all facts and rankings.
  public var season: String
  public var seasonName: String?
  /// Scheduled kick-off; decides the order of matches and which model is used.
  public var kickOff: Timestamp
  public var home: Team
  public var away: Team
  public var players: [Player]
  /// Metres.
  public var pitchLength: Double
  public var pitchWidth: Double
  /// Who delivered it: `dfl`, `statsbomb`, `skillcorner`, `hawkeye`, …
  public var provider: String

  public init(
    matchID: String, competition: String, competitionName: String? = nil, season: String,
    seasonName: String? = nil, kickOff: Timestamp, home: Team, away: Team, players: [Player] = [],
    pitchLength: Double = Pitch.standardLength, pitchWidth: Double = Pitch.standardWidth,
    provider: String
  ) {
    self.matchID = matchID
    self.competition = competition
    self.competitionName = competitionName
    self.season = season
    self.seasonName = seasonName
    self.kickOff = kickOff
    self.home = home
    self.away = away
    self.players = players
    self.pitchLength = pitchLength
    self.pitchWidth = pitchWidth
    self.provider = provider
  }

  /// The other team's id; nil when `team` plays in neither side.
  public func opponent(of team: String) -> String? {
    team == home.id ? away.id : team == away.id ? home.id : nil
  }

  public func name(ofTeam team: String) -> String? {
    team == home.id ? home.name : team == away.id ? away.name : nil
  }
}

public struct Team: Sendable, Equatable {
  public var id: String
  public var name: String
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A player in a match's squad.
public struct Player: Sendable, Equatable {
  public var id: String
  public var teamID: String
  public var name: String
  public var shirtNumber: Int?
  /// The provider's own name of his position, e.g. `Goalkeeper`, `TW`.
  public var position: String?
  public var isStarter: Bool
  public var isGoalkeeper: Bool
  /// His number in position frames; 0 is the ball. Nil when the match has no frames.
  public var object: UInt32?

  public init(
    id: String, teamID: String, name: String, shirtNumber: Int? = nil, position: String? = nil,
    isStarter: Bool, isGoalkeeper: Bool = false, object: UInt32? = nil
  ) {
    self.id = id
    self.teamID = teamID
    self.name = name
    self.shirtNumber = shirtNumber
    self.position = position
    self.isStarter = isStarter
    self.isGoalkeeper = isGoalkeeper
    self.object = object
  }
}

/// The moments in a match's life, each a record of its log.
public enum MatchMoment: String, Sendable, CaseIterable {
  case announced
  case periodStarted = "period_started"
  case periodEnded = "period_ended"
  case finished
  case abandoned
  /// The feed has ended: state may be dropped. A later correction reopens the match.
  case closed
}

/// A record of a match's life.
public struct MatchRecord: Sendable, Equatable {
  public var matchID: String
  /// `announced`, `period_started-1`, `finished`, …: one id for each moment.
  public var id: String
  public var revision: Int64
  public var moment: MatchMoment
  public var time: Timestamp?
  /// 1 and 2 are the halves, 3 and 4 extra time, 5 the shoot-out; nil for moments outside a period.
  public var period: Int?
  /// Seconds since the start of the period.
  public var clock: Double?
  /// Only of `announced`.
  public var announcement: MatchAnnouncement?

  public init(
    matchID: String, moment: MatchMoment, revision: Int64 = 0, time: Timestamp? = nil,
    period: Int? = nil, clock: Double? = nil, announcement: MatchAnnouncement? = nil
  ) {
    self.matchID = matchID
    self.id = period.map { "\(moment.rawValue)-\($0)" } ?? moment.rawValue
    self.revision = revision
    self.moment = moment
    self.time = time
    self.period = period
    self.clock = clock
    self.announcement = announcement
  }
}
