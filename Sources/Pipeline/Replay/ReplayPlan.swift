import Facts

/// What to compute again of a match, and how fast.
public struct ReplayPlan: Sendable {
  public var match: String
  public var facts: [FactKind]
  /// Everything before is computed silently.
  public var from: ReplayMark?
  /// The last moment that is computed, itself included.
  public var to: ReplayMark?
  public var speed: FeedSpeed

  public init(
    match: String, facts: [FactKind] = Catalogue.facts, from: ReplayMark? = nil, to: ReplayMark? = nil,
    speed: FeedSpeed = .max
  ) {
    self.match = match
    self.facts = facts
    self.from = from
    self.to = to
    self.speed = speed
  }
}

/// A fact as it was computed again.
public struct ReplayedFact: Sendable {
  public var fact: String
  public var record: FactRecord
  public var season: String
  /// Time of ingest of the feed record that caused it, ms since 1970.
  public var timestamp: Int64
}

/// What a replay went through.
public struct ReplaySummary: Sendable, Equatable {
  /// Records of the match's log, those that no fact reads included.
  public var records = 0
  /// Facts computed from the mark on.
  public var facts = 0
  /// Played seconds of all periods.
  public var playedSeconds = 0.0
  public var elapsedSeconds = 0.0
  /// Revisions between which facts were handed over; nil if there were no records.
  public var revisions: ClosedRange<Int64>?

  /// How many times faster than the match itself.
  public var multiple: Double { elapsedSeconds > 0 ? playedSeconds / elapsedSeconds : 0 }
}
