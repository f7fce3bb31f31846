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

  /// Index of the first event later in the order of play than this one.
  public func firstIndex(after event: Event) -> Int {
    let key = Key(period: event.period, clock: event.clock, sequence: event.sequence)
    let place = index(of: key, id: event.id)
    return place < events.count && events[place].id == event.id ? place + 1 : place
  }

  private func index(of key: Key, id: String) -> Int {
    // Feeds come nearly in order: most events go to the end.
    if let last = events.indices.last, isEvent(at: last, before: key, id: id) { return events.count }
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if isEvent(at: middle, before: key, id: id) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Field by field in place: a copy of the event would cost a dozen reference counts.
  private func isEvent(at place: Int, before key: Key, id: String) -> Bool {
    if events[place].period != key.period { return events[place].period < key.period }
    if events[place].clock != key.clock { return events[place].clock < key.clock }
    if events[place].sequence != key.sequence { return events[place].sequence < key.sequence }
    return events[place].id < id
  }
}
