import Formats

/// A season's matches and set pieces, as the newest revisions tell them, sorted by team.
///
/// A match counts for a team once it is kicked off: when its appearances say so, or a set piece of it is known.
struct SeasonBook: Sendable {
  enum Change {
    case none
    /// Which matches count, when they were, or who played.
    case schedule
    /// Only set pieces of these kinds, in a match kicked off then.
    case setPiece(Set<SetPieceKind>, kickOff: Int64)
  }

  private struct Match: Sendable {
    var schedule: Schedule?
    var pieces: [String: CountedSetPiece] = [:]
    /// Team to its name, as the match now counts.
    var counted: [String: String?] = [:]
  }

  /// What the appearances say of a match.
  struct Schedule: Sendable, Equatable {
    var kickOff: Int64
    var isKickedOff: Bool
    var teams: [String: String]
  }

  /// In order of ids.
  private(set) var teams: [TeamSeason] = []
  private let freeKickZones: Set<String>?
  private var places: [String: Int] = [:]
  private var matches: [String: Match] = [:]

  /// - Parameter freeKickZones: where free kicks must have been taken to count; nil: anywhere.
  init(freeKickZones: Set<String>?) { self.freeKickZones = freeKickZones }

  mutating func takeSetPiece(_ input: RankingInput) throws(FieldError) -> Change {
    let new = try input.isWithdrawn ? nil : CountedSetPiece(input.record, freeKickZones: freeKickZones)
    let old = matches[input.matchID]?.pieces[input.id]
    guard new != old else { return .none }
    matches[input.matchID, default: Match()].pieces[input.id] = new
    if rescheduled(input.matchID) { return .schedule }
    let order = order(of: input.matchID)
    var kinds: Set<SetPieceKind> = []
    if let old { count(old, in: order) { $0.remove(old) } }
    if let new { count(new, in: order) { $0.add(new) } }
    for piece in [old, new] { if let piece { kinds.insert(piece.kind) } }
    return .setPiece(kinds, kickOff: order.kickOff)
  }

  mutating func takeAppearances(_ input: RankingInput) throws(FieldError) -> Change {
    let new = try input.isWithdrawn ? nil : Schedule(input.record)
    guard new != matches[input.matchID]?.schedule else { return .none }
    // Taken out at the old place before the new one is known.
    let wasIn = takeOut(input.matchID)
    matches[input.matchID, default: Match()].schedule = new
    let isIn = putIn(input.matchID)
    return wasIn || isIn ? .schedule : .none
  }

  private func order(of match: String) -> MatchOrder {
    MatchOrder(kickOff: matches[match]?.schedule?.kickOff ?? MatchOrder.unknownKickOff, match: match)
  }

  private mutating func count(
    _ piece: CountedSetPiece, in order: MatchOrder, _ body: (inout SetPieceTally) -> Void
  ) {
    if let place = places[piece.team] {
      teams[place].update(order, ThreatKind(piece.kind, isAttack: true), body)
    }
    if let place = places[piece.opponent] {
      teams[place].update(order, ThreatKind(piece.kind, isAttack: false), body)
    }
  }

  /// Counts a match again if other teams count it now than before; false if it counts as it did.
  private mutating func rescheduled(_ match: String) -> Bool {
    guard let entry = matches[match], Set(entry.counted.keys) != Set(countedTeams(entry).keys) else {
      return false
    }
    takeOut(match)
    putIn(match)
    return true
  }

  /// The teams for which the match counts, with their names where known.
  private func countedTeams(_ match: Match) -> [String: String?] {
    var teams: [String: String?] = [:]
    if let schedule = match.schedule, schedule.isKickedOff || !match.pieces.isEmpty {
      for (team, name) in schedule.teams { teams[team] = name }
    }
    for piece in match.pieces.values {
      for team in [piece.team, piece.opponent] where teams[team] == nil { teams[team] = .some(nil) }
    }
    return teams
  }

  @discardableResult
  private mutating func takeOut(_ match: String) -> Bool {
    guard let counted = matches[match]?.counted, !counted.isEmpty else { return false }
    let order = order(of: match)
    for team in counted.keys {
      guard let place = places[team] else { continue }
      teams[place].remove(order)
      if teams[place].games.isEmpty {
        teams.remove(at: place)
        number()
      }
    }
    matches[match]?.counted = [:]
    return true
  }

  @discardableResult
  private mutating func putIn(_ match: String) -> Bool {
    guard let entry = matches[match] else { return false }
    let counted = countedTeams(entry)
    if entry.schedule == nil && entry.pieces.isEmpty {
      matches[match] = nil
      return false
    }
    guard !counted.isEmpty else { return false }
    let order = order(of: match)
    for (team, name) in counted {
      if places[team] == nil {
        let place = teams.firstIndex { $0.id > team } ?? teams.count
        teams.insert(TeamSeason(id: team), at: place)
        number()
      }
      if let place = places[team] { teams[place].put(TeamSeason.Game(order: order, name: name)) }
    }
    for piece in entry.pieces.values { count(piece, in: order) { $0.add(piece) } }
    matches[match]?.counted = counted
    return true
  }

  private mutating func number() {
    places.removeAll(keepingCapacity: true)
    for (place, team) in teams.enumerated() { places[team.id] = place }
  }
}

extension SeasonBook.Schedule {
  init(_ record: JSONNode) throws(FieldError) {
    let text = try record.requireString("kick_off")
    guard let time = Timestamp(text) else {
      throw FieldError(
        path: "kick_off", reason: "expected a time like 2022-10-15T11:01:28.310Z, found \(text)")
    }
    var teams: [String: String] = [:]
    for side in ["home", "away"] {
      guard let team = record[side] else {
        throw FieldError(path: side, reason: "expected a team, it is missing")
      }
      do { teams[try team.requireString("team_id")] = try team.requireString("team") } catch {
        throw error.within(side)
      }
    }
    self.init(
      kickOff: time.microseconds, isKickedOff: record["kicked_off"]?.bool ?? false, teams: teams)
  }
}

extension CountedSetPiece {
  /// Nil of a set piece that does not count: a free kick from elsewhere, or without a known opponent.
  init?(_ record: JSONNode, freeKickZones: Set<String>?) throws(FieldError) {
    let name = try record.requireString("kind")
    guard let kind = SetPieceKind(rawValue: name) else {
      throw FieldError(path: "kind", reason: "expected corner or free_kick, found \(name)")
    }
    if kind == .freeKick, let freeKickZones {
      guard let zone = record["zone"]?.string, freeKickZones.contains(zone) else { return nil }
    }
    let team = try record.requireString("team_id")
    guard let opponent = record["opponent_id"]?.string else { return nil }
    let score = try record.requireDouble("score")
    guard (0...1).contains(score) else {
      throw FieldError(path: "score", reason: "expected 0 to 1, found \(score)")
    }
    self.init(
      kind: kind, team: team, opponent: opponent, score: score,
      goals: Int(try record.requireInt64("goals")), ownGoals: Int(try record.requireInt64("own_goals")))
  }
}
