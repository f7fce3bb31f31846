import Football
import Formats

/// Builds a match's log for tests with little code.
///
///     var match = MatchBuilder()
///     match.start(1)
///     match.corner(.home, at: 60)
///     let shot = match.shot(.home, by: 9, at: 63, from: Point(44, 2), .goal)
///     match.revise(shot) { $0.detail = … }
///     match.end(1); match.finish()
///     let facts = InMemoryLog(match.records).run(XGoals.self)
///
/// Places are told from the acting team's view, attacking towards +x; home plays towards +x in odd periods. Players are
/// called by shirt number, 1 (goalkeeper) to 11 and substitutes 12 to 18: `home-9`. Event ids are `e1`, `e2`, ….
public struct MatchBuilder: Sendable {
  public enum Side: String, Sendable, CaseIterable {
    case home, away
    public var other: Side { self == .home ? .away : .home }
  }

  public let announcement: MatchAnnouncement
  public var matchID: String { announcement.matchID }
  /// The period that new events belong to.
  public private(set) var period = 1
  var entries: [Entry] = []
  private var count = 0

  /// A record with the moment at which it arrives, seconds in all.
  struct Entry: Sendable {
    var record: FeedRecord
    var arrival: Double
  }

  /// - Parameter kickOff: 2026-08-01T13:30:00Z unless said otherwise.
  public init(
    id: String = "test-1", season: String = "test-2026",
    kickOff: Timestamp = Timestamp(milliseconds: 1_785_591_000_000), home: String = "home",
    away: String = "away"
  ) {
    var players: [Player] = []
    for (side, team) in [(0, home), (1, away)] {
      for number in 1...18 {
        players.append(
          Player(
            id: "\(team)-\(number)", teamID: team, name: "\(team) \(number)", shirtNumber: number,
            position: number == 1 ? "Goalkeeper" : nil, isStarter: number <= 11,
            isGoalkeeper: number == 1 || number == 12, object: UInt32(side * 18 + number)))
      }
    }
    announcement = MatchAnnouncement(
      matchID: id, competition: "test", season: season, kickOff: kickOff, home: Team(id: home, name: home),
      away: Team(id: away, name: away), players: players, provider: "test")
    append(
      .match(MatchRecord(matchID: id, moment: .announced, time: kickOff, announcement: announcement)),
      arrival: -1)
  }

  /// The log in the order in which it was built.
  public var records: [FeedRecord] { entries.map(\.record) }

  // MARK: life of the match

  public mutating func start(_ period: Int) {
    self.period = period
    moment(.periodStarted, period: period, clock: 0)
  }

  public mutating func end(_ period: Int, at clock: Double = 2700) {
    moment(.periodEnded, period: period, clock: clock)
  }

  /// Finished and closed.
  public mutating func finish(closing: Bool = true) {
    moment(.finished)
    if closing { moment(.closed) }
  }

  public mutating func moment(_ moment: MatchMoment, period: Int? = nil, clock: Double? = nil) {
    let record = MatchRecord(
      matchID: matchID, moment: moment, time: time(period ?? self.period, clock ?? 2700), period: period,
      clock: clock)
    append(.match(record), arrival: arrival(period ?? self.period, clock ?? 5000))
  }

  // MARK: events of any kind

  public func team(_ side: Side) -> String { side == .home ? announcement.home.id : announcement.away.id }

  public func player(_ side: Side, _ number: Int) -> String { "\(team(side))-\(number)" }

  public func direction(_ side: Side) -> Direction {
    let home: Direction = period.isMultiple(of: 2) ? .left : .right
    return side == .home ? home : home.opposite
  }

  /// Adds an event with the next id; its detail and type are the caller's.
  @discardableResult
  public mutating func event(
    _ type: EventType, _ side: Side, by number: Int? = nil, at clock: Double, from place: Point? = nil,
    to end: Point? = nil, _ detail: EventDetail = .none
  ) -> Event {
    count += 1
    let direction = direction(side)
    let event = Event(
      matchID: matchID, id: "e\(count)", type: type, period: period, clock: clock, time: time(period, clock),
      sequence: Int64(count), teamID: team(side), playerID: number.map { player(side, $0) },
      location: place?.turned(for: direction), end: end?.turned(for: direction), direction: direction,
      detail: detail)
    append(.event(event), arrival: arrival(period, clock))
    return event
  }

  /// Adds a record as it is, at a moment of the current period.
  public mutating func add(_ record: FeedRecord, at clock: Double) {
    append(record, arrival: arrival(period, clock))
  }

  mutating func append(_ record: FeedRecord, arrival: Double) {
    entries.append(Entry(record: record, arrival: arrival))
  }

  func arrival(_ period: Int, _ clock: Double) -> Double { Double(period) * 10_000 + clock }

  /// Wall clock: periods begin an hour apart.
  public func time(_ period: Int, _ clock: Double) -> Timestamp {
    announcement.kickOff + (Double(period - 1) * 3600 + clock)
  }
}
