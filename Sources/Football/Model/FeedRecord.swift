import Formats
import Formula1

/// A request, in the match's own log, to compute a fact again with another model of the catalogue.
public struct Recompute: Sendable, Equatable {
  public var matchID: String
  public var id: String
  public var revision: Int64
  public var fact: String
  /// The model's id; nil means the catalogue's newest.
  public var model: String?
  /// Of the feed that the log is in: `football`, `f1`.
  public var sport: String
  public init(
    matchID: String, id: String, revision: Int64 = 0, fact: String, model: String?, sport: String = "football"
  ) {
    self.sport = sport
    self.matchID = matchID
    self.id = id
    self.revision = revision
    self.fact = fact
    self.model = model
  }
}

/// One record of a match's log, whatever its sport.
public enum FeedRecord: Sendable, Equatable {
  case match(MatchRecord)
  case event(Event)
  case frame(Frame)
  case recompute(Recompute)
  /// Formula 1: the life of a session.
  case session(SessionRecord)
  /// Formula 1: what the timing tells.
  case timing(TimingRecord)

  public var matchID: String {
    switch self {
    case .match(let record): record.matchID
    case .event(let event): event.matchID
    case .frame(let frame): frame.matchID
    case .recompute(let recompute): recompute.matchID
    case .session(let session): session.matchID
    case .timing(let timing): timing.matchID
    }
  }

  /// The CloudEvents type (`ce_type`) under which it is produced.
  public var type: FeedRecordType {
    switch self {
    case .match: .match
    case .event: .event
    case .frame: .frame
    case .recompute(let request): FeedRecordType(recomputeOf: request.sport) ?? .recompute
    case .session: .session
    case .timing: .timing
    }
  }
}

/// The values of `ce_type` on the feeds: sport and kind.
public enum FeedRecordType: String, Sendable, CaseIterable {
  case match = "football.match"
  case event = "football.event"
  case frame = "football.frame"
  case recompute = "football.recompute"
  case session = "f1.session"
  case timing = "f1.timing"
  case raceRecompute = "f1.recompute"

  /// Nil for a sport that there is not.
  init?(recomputeOf sport: String) { self.init(rawValue: "\(sport).recompute") }

  /// `football`, `f1`.
  public var sport: String { String(rawValue.prefix { $0 != "." }) }

  /// Tells of a match's life: its announcement is always read, whatever a fact asks for.
  public var isOfLife: Bool { self == .match || self == .session }
}

/// What every sport's announcement tells.
public struct Opening: Sendable, Equatable {
  public var matchID: String
  /// The key of all facts and rankings.
  public var season: String
  public var kickOff: Timestamp
  public var home: Team?
  public var away: Team?
}

extension FeedRecord {
  /// Of an announcement: what it opens.
  public var opening: Opening? {
    switch self {
    case .match(let record):
      record.announcement.map {
        Opening(matchID: $0.matchID, season: $0.season, kickOff: $0.kickOff, home: $0.home, away: $0.away)
      }
    case .session(let record):
      record.announcement.map {
        Opening(
          matchID: $0.matchID, season: $0.season, kickOff: $0.start,
          home: Team(id: $0.matchID, name: $0.event), away: nil)
      }
    default: nil
    }
  }

  /// The feed of the match ends with it.
  public var isClosing: Bool {
    switch self {
    case .match(let record): record.moment == .closed
    case .session(let record): record.moment == .closed
    default: false
    }
  }

  /// The id of a moment of the match's life, which may be left out of the record.
  public var momentID: String? {
    switch self {
    case .match(let record): record.id
    case .session(let record): record.id
    default: nil
    }
  }

  /// It takes back an earlier one.
  public var isWithdrawn: Bool {
    switch self {
    case .event(let event): event.isWithdrawn
    case .timing(let timing): timing.isWithdrawn
    default: false
    }
  }

  /// When it happened, by the wall clock.
  public var time: Timestamp? {
    switch self {
    case .match(let record): record.time
    case .event(let event): event.time
    case .frame(let frame): frame.time
    case .recompute: nil
    case .session(let record): record.time
    case .timing(let timing): timing.time
    }
  }
}
