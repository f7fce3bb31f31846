import Formats

/// Who scores more than his chances were worth, and which goalkeeper concedes less.
///
/// Players and teams by goals less xGoals, penalties included (and shown apart); goalkeepers by xGoals of all shots
/// faced less goals conceded, penalties apart and own goals not counted.
public struct XGoalsRanking: Ranking {
  public static let name = "xgoals"
  public static let inputs = [XGoalsFact.name]
  public static let kinds = Kind.allCases.map(\.rawValue)

  public enum Kind: String, Sendable, CaseIterable { case players, teams, goalkeepers }

  private var shots: [String: CountedShot] = [:]
  private var accounts: [Kind: [String: ShotAccount]] = [:]

  public init(season: String, settings: FactSettings) {}

  public mutating func apply(_ input: RankingInput) throws(FieldError) -> [String] {
    guard input.fact == XGoalsFact.name else { return [] }
    let new = try input.isWithdrawn ? nil : CountedShot(input.record)
    let key = "\(input.matchID)/\(input.id)"
    let old = shots[key]
    guard new != old else { return [] }
    shots[key] = new
    var touched: Set<Kind> = []
    if let old { count(old, adds: false, &touched) }
    if let new { count(new, adds: true, &touched) }
    return Kind.allCases.filter(touched.contains).map(\.rawValue)
  }

  private mutating func count(_ shot: CountedShot, adds: Bool, _ touched: inout Set<Kind>) {
    func change(_ kind: Kind, _ subject: CountedShot.Subject?, _ body: (inout ShotAccount) -> Void) {
      guard let subject else { return }
      touched.insert(kind)
      body(&accounts[kind, default: [:]][subject.id, default: ShotAccount()])
      if accounts[kind]?[subject.id]?.isEmpty == true { accounts[kind]?[subject.id] = nil }
    }
    change(.players, shot.player) {
      $0.count(shot, name: shot.player?.name, team: shot.team.name, adds: adds)
    }
    change(.teams, shot.team) { $0.count(shot, name: shot.team.name, adds: adds) }
    change(.teams, shot.opponent) { $0.count(shot, isAgainst: true, name: shot.opponent?.name, adds: adds) }
    change(.goalkeepers, shot.goalkeeper) {
      $0.count(shot, name: shot.goalkeeper?.name, team: shot.opponent?.name, adds: adds)
    }
  }

  public mutating func entries(kind: String) -> [RankingEntry] {
    guard let kind = Kind(rawValue: kind), let subjects = accounts[kind] else { return [] }
    var rows: [(id: String, score: Double)] = []
    rows.reserveCapacity(subjects.count)
    for (id, account) in subjects {
      rows.append((id, kind == .goalkeepers ? account.own.prevented : account.own.difference))
    }
    rows.sort { ($1.score, $0.id) < ($0.score, $1.id) }
    var entries: [RankingEntry] = []
    entries.reserveCapacity(rows.count)
    var rank = 0
    for (place, row) in rows.enumerated() {
      // Equal scores share a rank: 1, 2, 2, 4.
      if place == 0 || rows[place - 1].score != row.score { rank = place + 1 }
      guard let account = subjects[row.id] else { continue }
      let components = account.components ?? Self.components(kind, account)
      if account.components == nil { accounts[kind]?[row.id]?.components = components }
      entries.append(
        RankingEntry(
          subject: row.id, name: account.name, score: row.score, rank: rank, components: components))
    }
    return entries
  }

  private static func components(_ kind: Kind, _ account: ShotAccount) -> [UInt8] {
    var writer = JSONWriter(capacity: 320)
    writer.beginObject()
    let own = account.own
    if kind != .teams { writer.field("team", account.team) }
    if kind == .goalkeepers {
      writer.field("prevented", own.prevented)
      writer.field("xgoals_faced", own.xGoalsInPlay)
      writer.field("goals_conceded", own.goalsInPlay)
      writer.field("shots_faced", own.shots - own.penalties)
    } else {
      writer.field("goals", own.goals)
      writer.field("xgoals", own.xGoals)
      writer.field("difference", own.difference)
      writer.field("percent", own.percent)
      writer.field("shots", own.shots)
      writer.field("goals_without_penalties", own.goalsInPlay)
      writer.field("xgoals_without_penalties", own.xGoalsInPlay)
    }
    writer.field("penalties", own.penalties)
    writer.field("penalty_goals", own.penaltyGoals)
    if kind == .goalkeepers { writer.field("penalty_xgoals", own.penaltyXGoals) }
    if kind == .teams {
      writer.field("goals_against", account.against.goals)
      writer.field("xgoals_against", account.against.xGoals)
      writer.field("shots_against", account.against.shots)
    }
    writer.endObject()
    return writer.bytes
  }
}
