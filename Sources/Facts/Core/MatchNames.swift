import Football

/// The names of a match's teams and players, as its newest announcement tells them.
struct MatchNames: Sendable {
  private(set) var match: MatchAnnouncement?
  private var players: [String: String] = [:]

  init() {}

  mutating func take(_ announcement: MatchAnnouncement) {
    match = announcement
    players = Dictionary(
      announcement.players.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  func team(_ id: String?) -> String? { id.flatMap { match?.name(ofTeam: $0) } }
  func player(_ id: String?) -> String? { id.flatMap { players[$0] } }
  func opponent(_ team: String?) -> String? { team.flatMap { match?.opponent(of: $0) } }
}
