import Football

/// A moment of the match clock.
struct ClockTime: Sendable, Equatable {
  var period: Int
  var clock: Double
}

/// When one player was on the pitch.
struct PlayerSpells: Sendable, Equatable {
  enum Leaving: String, Sendable {
    case substituted
    case sentOff = "sent_off"
    /// Off without a substitution: hurt, or out for treatment.
    case off
  }

  let playerID: String
  var teamID: String?
  var isStarter = false
  var isSentOff = false
  /// Why he is off now, if he is.
  var leaving: Leaving?
  /// From when to when; the last one has no end while he is on.
  private(set) var spells: [(on: ClockTime, off: ClockTime?)] = []

  init(playerID: String, teamID: String?) {
    self.playerID = playerID
    self.teamID = teamID
  }

  var isOn: Bool { spells.last.map { $0.off == nil } ?? false }

  mutating func comesOn(_ time: ClockTime) {
    guard !isOn, !isSentOff else { return }
    spells.append((time, nil))
    leaving = nil
  }

  mutating func leaves(_ time: ClockTime, _ reason: Leaving) {
    if isOn { spells[spells.count - 1].off = time }
    // Whoever is out for treatment when he is replaced or sent off stays off for that reason.
    if !spells.isEmpty { leaving = reason }
    if reason == .sentOff { isSentOff = true }
  }

  func seconds(_ progress: MatchProgress) -> Double {
    var sum = 0.0
    for spell in spells {
      let from = progress.seconds(until: spell.on.clock, in: spell.on.period)
      let to = spell.off.map { progress.seconds(until: $0.clock, in: $0.period) } ?? progress.seconds
      sum += max(0, to - from)
    }
    return sum
  }

  static func == (a: Self, b: Self) -> Bool {
    a.playerID == b.playerID && a.teamID == b.teamID && a.isStarter == b.isStarter
      && a.isSentOff == b.isSentOff && a.leaving == b.leaving
      && a.spells.elementsEqual(b.spells) { $0.on == $1.on && $0.off == $1.off }
  }
}

extension PlayerSpells {
  /// Everybody who was on the pitch or was sent off, starters as announced first, then in order of play.
  static func all(announced: [Player], changes: [Event]) -> [PlayerSpells] {
    var players: [PlayerSpells] = []
    var places: [String: Int] = [:]
    func place(_ id: String, _ team: String?) -> Int {
      if let place = places[id] { return place }
      places[id] = players.count
      players.append(PlayerSpells(playerID: id, teamID: team))
      return players.count - 1
    }
    let teams = Dictionary(announced.map { ($0.id, $0.teamID) }, uniquingKeysWith: { first, _ in first })
    for player in announced where player.isStarter {
      let at = place(player.id, player.teamID)
      players[at].isStarter = true
      players[at].comesOn(ClockTime(period: 1, clock: 0))
    }
    for event in changes {
      let time = ClockTime(period: event.period, clock: event.clock)
      func index(_ id: String) -> Int { place(id, teams[id] ?? event.teamID) }
      switch event.detail {
      case .substitution(let change):
        players[index(change.playerOffID)].leaves(time, .substituted)
        if let id = change.playerOnID { players[index(id)].comesOn(time) }
      case .card:
        if let id = event.playerID { players[index(id)].leaves(time, .sentOff) }
      default:
        guard let id = event.playerID else { continue }
        if event.type == .playerOn { players[index(id)].comesOn(time) }
        if event.type == .playerOff { players[index(id)].leaves(time, .off) }
      }
    }
    return players
  }
}
