import Formats

/// A season's facts as the newest revisions tell them, summed up by player.
///
/// It is free of order: a record's part is taken away before the new one is added, sums are exact, and shots after
/// the same pass are taken in order of their ids.
struct SkillBook: Sendable {
  struct Player: Sendable {
    let id: String
    var name: String?
    var team: Int?
    var tally = PlayerTally()
    /// At least the share of his team's minutes so far that makes his rates count for bounds.
    var isRegular = false
    var isRanked = false
    /// Numbers of the matches in which he was on the pitch.
    var matches: [Int] = []
  }

  struct Team: Sendable {
    let id: String
    var name: String?
    var minutes = ExactSum()
  }

  let rules: SkillRules
  private(set) var players: [Player] = []
  private(set) var teams: [Team] = []
  private(set) var matches: [SkillMatch] = []
  /// What the records since `settle` have changed.
  private(set) var touched = Touched()
  private var playerNumbers: [String: Int] = [:]
  private var teamNumbers: [String: Int] = [:]
  private var matchNumbers: [String: Int] = [:]

  struct Touched: Sendable {
    var facts: Set<SkillFact> = []
    var players: [Int] = []
    fileprivate var teams: Set<Int> = []
    /// Who counts for bounds, or is ranked, is not who did before.
    var isRegularsChanged = false
    var isRankedChanged = false
  }

  init(rules: SkillRules) { self.rules = rules }

  /// Takes a record, if it is newer than what is known of its id; returns the number of its match, if it was.
  mutating func take(_ input: RankingInput) throws(FieldError) -> Int? {
    guard let fact = SkillFact(rawValue: input.fact) else { return nil }
    let match = number(ofMatch: input.matchID)
    if let seen = matches[match].revision(fact, input.id), seen >= input.revision { return nil }
    if fact == .appearances {
      let sheet = try input.isWithdrawn ? nil : SkillSheet(input.record)
      matches[match].note(fact, input.id, input.revision, nil)
      takeSheet(sheet, match)
      return match
    }
    let new = try input.isWithdrawn ? nil : SkillPart(fact, input.record) { number(ofPlayer: $0) }
    let old = matches[match].note(fact, input.id, input.revision, new)
    guard new != old else { return match }
    touched.facts.insert(fact)
    if let old { count(old, input.id, match, isAdded: false) }
    if let new { count(new, input.id, match, isAdded: true) }
    return match
  }

  /// Works out who is ranked and who counts for bounds, after which `touched` tells all that changed.
  mutating func settle() {
    guard !touched.teams.isEmpty || touched.facts.contains(.appearances) else { return }
    for number in players.indices {
      let player = players[number]
      let minutes = player.tally.minutes.value
      let isRanked = minutes > 0 && minutes >= rules.rankedMinutes
      let team = player.team.map { teams[$0].minutes.value } ?? 0
      let isRegular = minutes > 0 && minutes >= rules.regularShare * team
      if isRanked != player.isRanked {
        players[number].isRanked = isRanked
        touched.isRankedChanged = true
      }
      if isRegular != player.isRegular {
        players[number].isRegular = isRegular
        touched.isRegularsChanged = true
      }
    }
  }

  mutating func forgetTouched() { touched = Touched() }

  // MARK: Sums

  private mutating func count(_ part: SkillPart, _ id: String, _ match: Int, isAdded: Bool) {
    let sign = isAdded ? 1 : -1
    switch part {
    case .shot(let player, let isGoal, let xGoals):
      touch(player)
      players[player].tally.goals += isGoal ? sign : 0
      players[player].tally.xGoals.add(Double(sign) * xGoals)
    case .chain(let chain):
      if let last = chain.last { count(last, chain.xGoals, id, match, isSecond: false, isAdded: isAdded) }
      if let second = chain.second {
        count(second, chain.xGoals, id, match, isSecond: true, isAdded: isAdded)
      }
    case .duel(let duel): count(duel, sign)
    case .sprint(let player, let topSpeed, let meanSpeed, let distance):
      touch(player)
      players[player].tally.sprints += sign
      players[player].tally.sprintSpeeds.add(Double(sign) * meanSpeed)
      players[player].tally.sprintDistances.add(Double(sign) * distance)
      let before = matches[match].topSpeed(player)
      matches[match].noteSprint(player, id, isAdded ? topSpeed : nil)
      let after = matches[match].topSpeed(player)
      if let before { players[player].tally.topSpeeds.remove(before) }
      if let after { players[player].tally.topSpeeds.add(after) }
      players[player].tally.matchTopSpeeds[match] = after
    }
  }

  private mutating func count(_ duel: DuelPart, _ sign: Int) {
    if let winner = duel.winner {
      touch(winner)
      switch duel.kind {
      case .ground: players[winner].tally.groundDuelsWon += sign
      case .aerial: players[winner].tally.aerialDuelsWon += sign
      case .interception: players[winner].tally.interceptions += sign
      case .recovery: players[winner].tally.recoveries += sign
      }
      if duel.defensive == .winner || duel.defensive == .both {
        players[winner].tally.defensiveDuels += sign
        players[winner].tally.defensiveDuelsWon += sign
      }
      if duel.isLossCaused { players[winner].tally.lossesCaused += sign }
    }
    if let loser = duel.loser, duel.defensive == .loser || duel.defensive == .both {
      touch(loser)
      players[loser].tally.defensiveDuels += sign
    }
  }

  /// Several shots after the same pass count together: what they were worth before goes, what they are worth now comes.
  private mutating func count(
    _ link: ChainPart.Link, _ xGoals: Double, _ shot: String, _ match: Int, isSecond: Bool, isAdded: Bool
  ) {
    let key = SkillMatch.PassKey(pass: link.pass, isSecond: isSecond)
    if let old = matches[match].worth(of: key) { credit(old, isSecond, -1) }
    matches[match].noteShot(
      shot, of: key,
      isAdded ? SkillMatch.AfterPass(player: link.player, isDifficult: link.isDifficult, xGoals: xGoals) : nil
    )
    if let new = matches[match].worth(of: key) { credit(new, isSecond, 1) }
  }

  private mutating func credit(_ pass: SkillMatch.AfterPass, _ isSecond: Bool, _ sign: Int) {
    touch(pass.player)
    if isSecond {
      players[pass.player].tally.secondXAssist.add(Double(sign) * pass.xGoals)
      if pass.isDifficult { players[pass.player].tally.secondDifficultAssists += sign }
    } else {
      players[pass.player].tally.xAssist.add(Double(sign) * pass.xGoals)
      if pass.isDifficult { players[pass.player].tally.difficultAssists += sign }
    }
  }

  // MARK: Who played

  private mutating func takeSheet(_ new: SkillSheet?, _ match: Int) {
    let old = matches[match].sheet
    guard new != old else { return }
    touched.facts.insert(.appearances)
    let isSameMatch = old?.kickOff == new?.kickOff
    matches[match].sheet = new
    for side in old?.sides ?? [] { teams[number(ofTeam: side.team)].minutes.remove(old?.minutes ?? 0) }
    for side in new?.sides ?? [] {
      let team = number(ofTeam: side.team)
      teams[team].minutes.add(new?.minutes ?? 0)
      teams[team].name = side.name
      touched.teams.insert(team)
    }
    let before = Dictionary(
      (old?.players ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in new?.players ?? [] {
      let player = number(ofPlayer: entry.id)
      if let known = before[entry.id] {
        guard known != entry || !isSameMatch else { continue }
        players[player].tally.minutes.remove(known.minutes)
        players[player].tally.minutes.add(entry.minutes)
        if known.team != entry.team || known.name != entry.name || !isSameMatch { identify(player) }
      } else {
        players[player].tally.minutes.add(entry.minutes)
        players[player].tally.matches += 1
        players[player].matches.append(match)
        identify(player)
      }
      touch(player)
    }
    let now = Set((new?.players ?? []).map(\.id))
    for entry in old?.players ?? [] where !now.contains(entry.id) {
      let player = number(ofPlayer: entry.id)
      players[player].tally.minutes.remove(entry.minutes)
      players[player].tally.matches -= 1
      players[player].matches.removeAll { $0 == match }
      identify(player)
      touch(player)
    }
  }

  /// Name and team are those of his latest match.
  private mutating func identify(_ player: Int) {
    let id = players[player].id
    let latest = players[player].matches.max {
      (matches[$0].sheet?.kickOff ?? 0, matches[$0].id) < (matches[$1].sheet?.kickOff ?? 0, matches[$1].id)
    }
    let entry = latest.flatMap { matches[$0].sheet?.players.first { $0.id == id } }
    if let name = entry?.name { players[player].name = name }
    players[player].team = entry.map { number(ofTeam: $0.team) }
  }

  private mutating func touch(_ player: Int) {
    if touched.players.last != player { touched.players.append(player) }
  }

  // MARK: Numbers

  private mutating func number(ofPlayer id: String) -> Int {
    if let known = playerNumbers[id] { return known }
    playerNumbers[id] = players.count
    players.append(Player(id: id))
    return players.count - 1
  }

  private mutating func number(ofTeam id: String) -> Int {
    if let known = teamNumbers[id] { return known }
    teamNumbers[id] = teams.count
    teams.append(Team(id: id))
    return teams.count - 1
  }

  private mutating func number(ofMatch id: String) -> Int {
    if let known = matchNumbers[id] { return known }
    matchNumbers[id] = matches.count
    matches.append(SkillMatch(id: id))
    return matches.count - 1
  }

  func number(ofKnownPlayer id: String) -> Int? { playerNumbers[id] }

  func sheet(ofMatch id: String) -> SkillSheet? { matchNumbers[id].flatMap { matches[$0].sheet } }
}
