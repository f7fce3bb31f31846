import Formats

/// What one player, team or goalkeeper has to his name in a season.
struct ShotAccount: Sendable {
  var own = ShotTally()
  /// Of a team: the opponents' shots.
  var against = ShotTally()
  private var names = NameCount()
  private var teams = NameCount()
  /// The row as it was made last; nil after a change.
  var components: [UInt8]?

  var isEmpty: Bool { own.shots == 0 && against.shots == 0 }
  var name: String? { names.mostUsed }
  /// The team's name; of a player who changed it the one with more of his shots.
  var team: String? { teams.mostUsed }

  mutating func count(
    _ shot: CountedShot, isAgainst: Bool = false, name: String?, team: String? = nil, adds: Bool
  ) {
    switch (isAgainst, adds) {
    case (false, true): own.add(shot)
    case (false, false): own.remove(shot)
    case (true, true): against.add(shot)
    case (true, false): against.remove(shot)
    }
    if let name { names.count(name, adds ? 1 : -1) }
    if let team { teams.count(team, adds ? 1 : -1) }
    components = nil
  }
}

/// How often each name was used: whichever is used most stands, whatever the order of arrival.
struct NameCount: Sendable {
  private var counts: [String: Int] = [:]

  mutating func count(_ name: String, _ times: Int) {
    let now = (counts[name] ?? 0) + times
    counts[name] = now > 0 ? now : nil
  }

  /// Of equal ones the first by the alphabet.
  var mostUsed: String? { counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
}
