/// A request, in the match's own log, to compute a fact again with another model of the catalogue.
public struct Recompute: Sendable, Equatable {
  public var matchID: String
  public var id: String
  public var revision: Int64
  public var fact: String
  /// The model's id; nil means the catalogue's newest.
  public var model: String?
  public init(matchID: String, id: String, revision: Int64 = 0, fact: String, model: String?) {
    self.matchID = matchID
    self.id = id
    self.revision = revision
    self.fact = fact
    self.model = model
  }
}

/// One record of a match's log.
public enum FeedRecord: Sendable, Equatable {
  case match(MatchRecord)
  case event(Event)
  case frame(Frame)
  case recompute(Recompute)

  public var matchID: String {
    switch self {
    case .match(let record): record.matchID
    case .event(let event): event.matchID
    case .frame(let frame): frame.matchID
    case .recompute(let recompute): recompute.matchID
    }
  }

  /// The CloudEvents type (`ce_type`) under which it is produced.
  public var type: FeedRecordType {
    switch self {
    case .match: .match
    case .event: .event
    case .frame: .frame
    case .recompute: .recompute
    }
  }
}

/// The values of `ce_type` on `feed.football`.
public enum FeedRecordType: String, Sendable, CaseIterable {
  case match = "football.match"
  case event = "football.event"
  case frame = "football.frame"
  case recompute = "football.recompute"
}
