import Football

/// The events in force that a fact cares for, in order of play whatever the order of their arrival.
public struct EventTimeline: Sendable {
  public private(set) var events: [Event] = []
  private var keys: [String: Key] = [:]

  private struct Key: Sendable {
    var period: Int
    var clock: Double
    var sequence: Int64
  }

  public init() {}

  /// Puts the event in its place and takes an older revision out. A withdrawn event, or one that `isWanted`
  /// refuses, only takes out. Returns what was in force before.
  @discardableResult
  public mutating func take(_ event: Event, isWanted: Bool = true) -> Event? {
    var old: Event?
    if let key = keys.removeValue(forKey: event.id) {
      let place = index(of: key, id: event.id)
      if place < events.count, events[place].id == event.id { old = events.remove(at: place) }
    }
    if isWanted && !event.isWithdrawn {
      let key = Key(period: event.period, clock: event.clock, sequence: event.sequence)
      events.insert(event, at: index(of: key, id: event.id))
      keys[event.id] = key
    }
    return old
  }

  public func event(_ id: String) -> Event? { position(of: id).map { events[$0] } }

  /// Index in `events`.
  public func position(of id: String) -> Int? {
    guard let key = keys[id] else { return nil }
    let place = index(of: key, id: id)
    return place < events.count && events[place].id == id ? place : nil
  }

  /// Index of the first event at this moment or later.
  public func firstIndex(period: Int, clock: Double) -> Int {
    index(of: Key(period: period, clock: clock, sequence: .min), id: "")
  }

  private func index(of key: Key, id: String) -> Int {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      let event = events[middle]
      let isBefore =
        (event.period, event.clock, event.sequence, event.id) < (key.period, key.clock, key.sequence, id)
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
