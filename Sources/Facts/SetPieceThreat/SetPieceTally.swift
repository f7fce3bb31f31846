import Formats

/// The four tables of the ranking.
enum ThreatKind: String, Sendable, CaseIterable {
  case cornerAttack = "corner_attack"
  case cornerDefence = "corner_defence"
  case freeKickAttack = "free_kick_attack"
  case freeKickDefence = "free_kick_defence"

  init(_ kind: SetPieceKind, isAttack: Bool) {
    switch kind {
    case .corner: self = isAttack ? .cornerAttack : .cornerDefence
    case .freeKick: self = isAttack ? .freeKickAttack : .freeKickDefence
    }
  }

  var isAttack: Bool { self == .cornerAttack || self == .freeKickAttack }

  /// Place in a team's four tallies of a match.
  var index: Int {
    switch self {
    case .cornerAttack: 0
    case .cornerDefence: 1
    case .freeKickAttack: 2
    case .freeKickDefence: 3
    }
  }
}

/// One set piece as the ranking keeps it, so that it can be taken away again.
struct CountedSetPiece: Sendable, Equatable {
  var kind: SetPieceKind
  var team: String
  var opponent: String
  var score: Double
  var goals: Int
  var ownGoals: Int
}

/// The set pieces of one kind that one team took, or faced, in one match.
struct SetPieceTally: Sendable, Equatable {
  private(set) var count = 0
  private(set) var score = ExactSum()
  private(set) var goals = 0
  private(set) var ownGoals = 0

  mutating func add(_ piece: CountedSetPiece) {
    count += 1
    score.add(piece.score)
    goals += piece.goals
    ownGoals += piece.ownGoals
  }

  mutating func remove(_ piece: CountedSetPiece) {
    count -= 1
    score.remove(piece.score)
    goals -= piece.goals
    ownGoals -= piece.ownGoals
  }
}
