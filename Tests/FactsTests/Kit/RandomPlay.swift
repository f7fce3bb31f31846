import Football

@testable import Facts

/// A made-up match of all kinds of events, with corrections and withdrawals.
enum RandomPlay {
  static func events(seed: UInt64, count: Int = 240) -> [Event] {
    var generator = Generator(seed: seed)
    func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &generator)] }
    var events: [Event] = []
    var clock = 0.0
    for number in 0..<count {
      clock += Double(Int.random(in: 0...30, using: &generator)) / 10
      events.append(event("e\(number)", at: clock, pick))
    }
    var corrections: [Event] = []
    for event in events where Int.random(in: 0..<5, using: &generator) == 0 {
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: corrections.append(Made.withdrawal(of: event))
      case 1:
        let later = Double(Int.random(in: -50...50, using: &generator)) / 10
        corrections.append(event.revised { $0.clock = max(0, $0.clock + later) })
      default:
        var other = self.event(event.id, at: event.clock, pick)
        other.revision = event.revision + 1
        corrections.append(other)
      }
    }
    return events + corrections
  }

  private static func event(_ id: String, at clock: Double, _ pick: ([Int]) -> Int) -> Event {
    let team = pick([0, 1]) == 0 ? "A" : "B"
    let player = "\(team)\(2 + pick([0, 1, 2, 3]))"
    let rival = "\(team == "A" ? "B" : "A")\(2 + pick([0, 1, 2, 3]))"
    func made(_ type: EventType, _ detail: EventDetail = .none) -> Event {
      Made.event(id, type, team, at: clock, player: player, x: 10, detail)
    }
    switch pick(Array(0..<14)) {
    case 0, 1: return made(.interception)
    case 2: return made(.recovery)
    case 3: return made(.loss)
    case 4: return made(.shot, .shot(Shot(outcome: pick([0, 1]) == 0 ? .saved : .goal, providerXGoals: 0.2)))
    case 5: return made(.shot, .shot(Shot(outcome: .blocked, providerXGoals: 0.1)))
    case 6: return made(.clearance)
    case 7:
      return made(
        .duel,
        .duel(
          Duel(
            isAerial: pick([0, 1]) == 0, winnerID: player, winnerTeamID: team, loserID: rival,
            loserTeamID: String(rival.prefix(1)), defendingTeamID: pick([0, 1]) == 0 ? team : nil)))
    case 8: return made(.stoppage)
    default:
      return made(
        .pass,
        .pass(
          Pass(
            outcome: pick([0, 0, 0, 1]) == 0 ? .complete : .incomplete,
            restart: pick(Array(0..<12)) == 0 ? .throwIn : nil, isCross: pick(Array(0..<8)) == 0)))
    }
  }

  /// The same match without what was corrected or taken back, in order of play.
  static func inForce(_ log: [FeedRecord]) -> [FeedRecord] {
    var newest: [String: Event] = [:]
    for case .event(let event) in log where newest[event.id].map({ $0.revision < event.revision }) ?? true {
      newest[event.id] = event
    }
    return log.prefix(1)
      + newest.values.filter { !$0.isWithdrawn }.sorted(by: Event.inOrderOfPlay).map { .event($0) }
  }
}
