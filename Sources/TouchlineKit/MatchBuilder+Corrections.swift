import Football

extension MatchBuilder {
  /// Takes an event back, with the revision after the newest one.
  ///
  /// - Parameter clock: when the withdrawal arrives, in the current period; nil: with the event itself.
  public mutating func withdraw(_ event: Event, at clock: Double? = nil) {
    let withdrawal = Event(
      matchID: matchID, id: event.id, revision: newestRevision(of: event.id) + 1, isWithdrawn: true,
      type: .other)
    append(.event(withdrawal), arrival: arrival(clock == nil ? event.period : period, clock ?? event.clock))
  }

  /// Says an event again with the next revision, changed by `change`.
  @discardableResult
  public mutating func revise(_ event: Event, at clock: Double? = nil, _ change: (inout Event) -> Void)
    -> Event
  {
    var revised = event
    change(&revised)
    revised.revision = newestRevision(of: event.id) + 1
    append(.event(revised), arrival: arrival(clock == nil ? event.period : period, clock ?? event.clock))
    return revised
  }

  /// The goal of a shot is taken back while the shot stands.
  @discardableResult
  public mutating func cancelGoal(_ event: Event, at clock: Double? = nil) -> Event {
    revise(event, at: clock) { event in
      guard case .shot(var shot) = event.detail else { return }
      shot.isGoalCancelled = true
      event.detail = .shot(shot)
    }
  }

  /// The log as a feed might deliver it: each record late by up to `seconds`, so that records that lie closer change
  /// places. The announcement stays first; the match's end stays last.
  public func shuffled(within seconds: Double, seed: UInt64) -> [FeedRecord] {
    var generator = SeededGenerator(seed: seed)
    let late = entries.enumerated().map { place, entry -> (arrival: Double, place: Int, record: FeedRecord) in
      var delay = Double.random(in: 0...seconds, using: &generator)
      if case .match(let moment) = entry.record {
        switch moment.moment {
        case .announced: delay = 0
        case .finished, .abandoned, .closed: delay = 1e6
        default: break
        }
      }
      return (entry.arrival + delay, place, entry.record)
    }
    return late.sorted { ($0.arrival, $0.place) < ($1.arrival, $1.place) }.map(\.record)
  }

  private func newestRevision(of id: String) -> Int64 {
    entries.reduce(-1) { newest, entry in
      if case .event(let event) = entry.record, event.id == id { max(newest, event.revision) } else { newest }
    }
  }
}
