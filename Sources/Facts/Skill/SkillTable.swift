import Formats

/// One ranking: measures in, scores and ranks out, working only on what changed.
///
/// Players by their number in the season. A measure is NaN for a player who has none of it and sets no bound.
struct SkillTable: Sendable {
  let kind: SkillKind
  let weighings: [SkillRules.Weighing]
  /// Of the measures, as records have them.
  let names: [String]
  /// By measure, then by player.
  private(set) var values: [[Double]]
  private(set) var least: [Double]
  private(set) var greatest: [Double]
  /// Rounded as published, so that scores equal on paper share a rank.
  private(set) var scores: [Double] = []
  /// 0: not ranked.
  private(set) var ranks: [Int] = []
  /// The ranked, by score, then by id.
  private(set) var order: [Int] = []
  /// Whose row may not be what it was.
  private(set) var isChanged: [Bool] = []
  private var isMeasureDirty: [Bool]
  private var isScoreDirty: [Int] = []

  init(_ kind: SkillKind, rules: SkillRules) {
    self.kind = kind
    weighings = rules.weighings[kind] ?? []
    names = weighings.map(\.measure.rawValue)
    values = weighings.map { _ in [] }
    least = weighings.map { _ in 0 }
    greatest = least
    isMeasureDirty = weighings.map { _ in false }
  }

  /// Makes room for players who are new.
  mutating func extend(to count: Int) {
    guard scores.count < count else { return }
    let more = count - scores.count
    for place in values.indices { values[place] += repeatElement(.nan, count: more) }
    scores += repeatElement(0, count: more)
    ranks += repeatElement(0, count: more)
    isChanged += repeatElement(false, count: more)
  }

  /// Takes a player's measures as they are now.
  mutating func set(_ player: Int, _ tally: PlayerTally, _ rules: SkillRules) {
    for place in weighings.indices {
      let value = tally.value(weighings[place].measure, rules) ?? .nan
      let old = values[place][player]
      guard value != old, !(value.isNaN && old.isNaN) else { continue }
      values[place][player] = value
      isMeasureDirty[place] = true
    }
    // Minutes are in the row too.
    isChanged[player] = true
    isScoreDirty.append(player)
  }

  /// Who counts for bounds has changed.
  mutating func regularsChanged() {
    for place in weighings.indices where weighings[place].bounds == .regulars { isMeasureDirty[place] = true }
  }

  /// Brings bounds, scores and ranks up to date.
  /// - Parameter isRankedChanged: somebody is ranked now who was not, or the other way round.
  mutating func refresh(_ players: [SkillBook.Player], isRankedChanged: Bool) {
    var isAnyBoundNew = false
    for place in weighings.indices where isMeasureDirty[place] {
      isMeasureDirty[place] = false
      if findBounds(place, players) { isAnyBoundNew = true }
    }
    if isAnyBoundNew {
      for player in scores.indices {
        let score = score(player)
        if score != scores[player] {
          scores[player] = score
          isChanged[player] = true
        }
      }
    } else {
      for player in isScoreDirty { scores[player] = score(player) }
    }
    isScoreDirty.removeAll(keepingCapacity: true)
    if isRankedChanged {
      var ranked = players.indices.filter { players[$0].isRanked }
      ranked.sort { isBefore($0, $1, players) }
      order = ranked
      for player in ranks.indices where !players[player].isRanked && ranks[player] != 0 {
        ranks[player] = 0
        isChanged[player] = true
      }
    } else {
      sortAgain(players)
    }
    number()
  }

  mutating func forgetChanges() {
    for player in isChanged.indices { isChanged[player] = false }
  }

  /// Weight × normalised measure.
  func points(_ player: Int, _ place: Int) -> Double {
    weighings[place].points(values[place][player], least: least[place], greatest: greatest[place])
  }

  private func score(_ player: Int) -> Double {
    var sum = 0.0
    for place in weighings.indices { sum += points(player, place) }
    return rounded9(sum)
  }

  /// Returns whether they are not what they were.
  private mutating func findBounds(_ place: Int, _ players: [SkillBook.Player]) -> Bool {
    let regularsOnly = weighings[place].bounds == .regulars
    var low = Double.infinity
    var high = -Double.infinity
    values[place].withUnsafeBufferPointer { values in
      for player in values.indices where !regularsOnly || players[player].isRegular {
        let value = values[player]
        // Comparisons with NaN are false.
        if value < low { low = value }
        if value > high { high = value }
      }
    }
    if low > high { (low, high) = (0, 0) }
    guard low != least[place] || high != greatest[place] else { return false }
    least[place] = low
    greatest[place] = high
    return true
  }

  private func isBefore(_ a: Int, _ b: Int, _ players: [SkillBook.Player]) -> Bool {
    scores[a] != scores[b] ? scores[a] > scores[b] : players[a].id < players[b].id
  }

  /// By insertion: nearly all stand where they stood.
  private mutating func sortAgain(_ players: [SkillBook.Player]) {
    guard order.count > 1 else { return }
    for place in 1..<order.count {
      let player = order[place]
      let before = order[place - 1]
      guard scores[player] >= scores[before] else { continue }
      // Whoever has not changed stands right beside his equals.
      if scores[player] == scores[before], !isChanged[player], !isChanged[before] { continue }
      var free = place
      while free > 0, isBefore(player, order[free - 1], players) {
        order[free] = order[free - 1]
        free -= 1
      }
      order[free] = player
    }
  }

  private mutating func number() {
    var rank = 0
    for place in order.indices {
      let player = order[place]
      if place == 0 || scores[player] != scores[order[place - 1]] { rank = place + 1 }
      if ranks[player] != rank {
        ranks[player] = rank
        isChanged[player] = true
      }
    }
  }
}
