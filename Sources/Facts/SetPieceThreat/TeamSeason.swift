/// When a match is in its season: by kick-off, of equal kick-offs by id.
struct MatchOrder: Sendable, Comparable {
  /// Microseconds since 1970. A match whose appearances are not known yet counts as the latest.
  var kickOff: Int64
  var match: String

  static let unknownKickOff = Int64.max

  static func < (a: Self, b: Self) -> Bool { (a.kickOff, a.match) < (b.kickOff, b.match) }
}

/// The matches that a team has kicked off in the season, in order.
struct TeamSeason: Sendable {
  struct Game: Sendable {
    var order: MatchOrder
    var name: String?
    var tallies = [SetPieceTally](repeating: SetPieceTally(), count: ThreatKind.allCases.count)
  }

  let id: String
  private(set) var games: [Game] = []

  init(id: String) { self.id = id }

  /// By the latest match that tells it.
  var name: String? { games.last { $0.name != nil }?.name }

  var latestKickOff: Int64? { games.last?.order.kickOff }

  func game(_ order: MatchOrder) -> Game? {
    let place = index(order)
    return place < games.count && games[place].order == order ? games[place] : nil
  }

  mutating func put(_ game: Game) {
    let place = index(game.order)
    if place < games.count, games[place].order == game.order {
      games[place] = game
    } else {
      games.insert(game, at: place)
    }
  }

  @discardableResult
  mutating func remove(_ order: MatchOrder) -> Game? {
    let place = index(order)
    guard place < games.count, games[place].order == order else { return nil }
    return games.remove(at: place)
  }

  /// Changes one tally of a match that is there.
  mutating func update(_ order: MatchOrder, _ kind: ThreatKind, _ body: (inout SetPieceTally) -> Void) {
    let place = index(order)
    guard place < games.count, games[place].order == order else { return }
    body(&games[place].tallies[kind.index])
  }

  /// What the matches kicked off before `cutOff` (nil: all) come to; nil without such a set piece.
  ///
  /// The newest match weighs 1, each earlier one `decay` times as much. Summed from the newest to the oldest.
  func form(_ kind: ThreatKind, decay: Double, before cutOff: Int64? = nil) -> TeamForm? {
    var form = TeamForm()
    var weight = 1.0
    for place in games.indices.reversed() {
      if let cutOff, games[place].order.kickOff >= cutOff { continue }
      form.add(games[place].tallies[kind.index], weight: weight)
      weight *= decay
    }
    return form.setPieces > 0 ? form : nil
  }

  private func index(_ order: MatchOrder) -> Int {
    var low = 0
    var high = games.count
    while low < high {
      let middle = (low + high) / 2
      if games[middle].order < order { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A team's set pieces of one kind, weighted by how long ago they were.
struct TeamForm: Sendable, Equatable {
  private(set) var matches = 0
  private(set) var setPieces = 0
  private(set) var goals = 0
  private(set) var ownGoals = 0
  private(set) var weights = 0.0
  private var weightedSum = 0.0

  /// The weighted mean of the scores.
  var score: Double { weights > 0 ? weightedSum / weights : 0 }

  mutating func add(_ tally: SetPieceTally, weight: Double) {
    matches += 1
    guard tally.count > 0 else { return }
    setPieces += tally.count
    goals += tally.goals
    ownGoals += tally.ownGoals
    weights += weight * Double(tally.count)
    weightedSum += weight * tally.score.value
  }
}
