import Football
import Formats

@testable import Facts

/// Builds the records of a made-up match: team A plays to the right in the first half.
enum Made {
  static let matchID = "M1"
  static let kickOff = Timestamp("2024-03-02T14:30:00.000Z")!

  static func player(_ id: String, _ team: String, starts: Bool = true) -> Player {
    Player(id: id, teamID: team, name: "Name \(id)", isStarter: starts, isGoalkeeper: id.hasSuffix("1"))
  }

  static func announced(
    _ matchID: String = matchID, home: String = "A", away: String = "B", kickOff: Timestamp = kickOff
  ) -> FeedRecord {
    let squads = [home, away].flatMap { team in
      (1...14).map { player("\(team)\($0)", team, starts: $0 <= 11) }
    }
    return .match(
      MatchRecord(
        matchID: matchID, moment: .announced, time: kickOff,
        announcement: MatchAnnouncement(
          matchID: matchID, competition: "C", season: "C-2024", kickOff: kickOff,
          home: Team(id: home, name: "Club \(home)"), away: Team(id: away, name: "Club \(away)"),
          players: squads, provider: "made")))
  }

  static func moment(_ moment: MatchMoment, _ period: Int? = nil, clock: Double? = nil) -> FeedRecord {
    let minutes = Double(((period ?? 1) - 1) * 60) * 60 + (clock ?? 0)
    let time = Timestamp(microseconds: kickOff.microseconds + Int64(minutes * 1e6))
    return .match(MatchRecord(matchID: matchID, moment: moment, time: time, period: period, clock: clock))
  }

  static func event(
    _ id: String, _ type: EventType, _ team: String?, at clock: Double, period: Int = 1,
    player: String? = nil, x: Double? = nil, _ detail: EventDetail = .none
  ) -> Event {
    let isRight = (team == "A") == (period % 2 == 1)
    return Event(
      matchID: matchID, id: id, type: type, period: period, clock: clock,
      time: Timestamp(microseconds: kickOff.microseconds + Int64(clock * 1e6)), teamID: team,
      playerID: player, location: x.map { Point(isRight ? $0 : -$0, 5) },
      direction: team == nil ? nil : isRight ? .right : .left, detail: detail)
  }

  static func pass(
    _ id: String, _ team: String, at clock: Double, period: Int = 1, x: Double = 0,
    _ outcome: PassOutcome = .complete, restart: Restart? = nil
  ) -> Event {
    event(
      id, .pass, team, at: clock, period: period, player: "\(team)7", x: x,
      .pass(Pass(outcome: outcome, restart: restart)))
  }

  /// `xGoals` goes where the test's valuer looks for it.
  static func shot(
    _ id: String, _ team: String, at clock: Double, period: Int = 1, _ outcome: ShotOutcome = .saved,
    xGoals: Double = 0.1, restart: Restart? = nil, origin: ShotOrigin? = nil, grade: ChanceGrade? = nil,
    isCancelled: Bool = false
  ) -> Event {
    event(
      id, .shot, team, at: clock, period: period, player: "\(team)9", x: 40,
      .shot(
        Shot(
          outcome: outcome, isGoalCancelled: isCancelled, restart: restart, origin: origin, grade: grade,
          providerXGoals: xGoals)))
  }

  static func corner(_ id: String, _ team: String, at clock: Double, period: Int = 1) -> Event {
    pass(id, team, at: clock, period: period, x: 52.5, .incomplete, restart: .corner)
  }

  static func freeKick(_ id: String, _ team: String, at clock: Double, x: Double = 20) -> Event {
    pass(id, team, at: clock, x: x, restart: .freeKick)
  }

  static func withdrawal(of event: Event) -> Event {
    Event(
      matchID: event.matchID, id: event.id, revision: event.revision + 1, isWithdrawn: true, type: .other)
  }
}

extension Event {
  /// The next revision, changed.
  func revised(_ body: (inout Event) -> Void) -> Event {
    var event = self
    event.revision += 1
    body(&event)
    return event
  }

  func cancelled() -> Event {
    revised { event in
      guard var shot = event.detail.shot else { return }
      shot.isGoalCancelled = true
      event.detail = .shot(shot)
    }
  }
}

/// Takes the "provider's" xGoals of a test's shot for ours.
struct GivenShotValues: ShotValuing {
  static let reads: Set<FeedRecordType> = [.event]
  private var values: [String: Double] = [:]
  init(settings: FactSettings) {}

  mutating func take(_ record: FeedRecord) -> [String] {
    guard case .event(let event) = record else { return [] }
    values[event.id] = event.isWithdrawn ? nil : event.detail.shot?.providerXGoals
    return event.type == .shot ? [event.id] : []
  }

  func xGoals(ofShot id: String) -> Double? { values[id] }
}
