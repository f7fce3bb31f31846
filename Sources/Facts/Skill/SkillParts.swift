import Formats

/// What a record of each fact gives to whom, kept so that it can be taken away again. Players by their number in
/// the season.
enum SkillPart: Sendable, Equatable {
  case shot(player: Int, isGoal: Bool, xGoals: Double)
  case chain(ChainPart)
  case duel(DuelPart)
  case sprint(player: Int, topSpeed: Double, meanSpeed: Double, distance: Double)
}

/// A shot's chain.
struct ChainPart: Sendable, Equatable {
  /// A pass that somebody is credited with.
  struct Link: Sendable, Equatable {
    var pass: String
    var player: Int
    var isDifficult: Bool
  }

  var xGoals: Double
  var last: Link?
  var second: Link?
}

struct DuelPart: Sendable, Equatable {
  var kind: WonBall.Kind
  var winner: Int?
  var loser: Int?
  var defensive: WonBall.Defensive?
  var isLossCaused: Bool
}

extension WonBall.Kind {
  init(_ record: JSONNode) throws(FieldError) {
    let name = try record.requireString("kind")
    guard let kind = Self(rawValue: name) else {
      throw FieldError(
        path: "kind", reason: "expected ground, aerial, interception or recovery, found \(name)")
    }
    self = kind
  }
}

extension SkillPart {
  /// - Parameter player: a player's number in the season, new if he was not known.
  init?(
    _ fact: SkillFact, _ record: JSONNode, player: (String) -> Int
  ) throws(FieldError) {
    switch fact {
    case .xgoals:
      guard let id = record["player_id"]?.string else { return nil }
      self = .shot(
        player: player(id), isGoal: try record.requireBool("goal"),
        xGoals: try Self.probability(record, "xgoals"))
    case .chains:
      var part = ChainPart(xGoals: record["xgoals"]?.double ?? 0)
      if record["pass_counts"]?.bool == true, let pass = record["pass_id"]?.string,
        let passer = record["passer_id"]?.string
      {
        part.last = ChainPart.Link(
          pass: pass, player: player(passer), isDifficult: record["pass_difficult"]?.bool ?? false)
      }
      if record["second_pass_counts"]?.bool == true, let pass = record["second_pass_id"]?.string,
        let passer = record["second_passer_id"]?.string
      {
        part.second = ChainPart.Link(
          pass: pass, player: player(passer), isDifficult: record["second_pass_difficult"]?.bool ?? false)
      }
      guard part.last != nil || part.second != nil else { return nil }
      self = .chain(part)
    case .duels:
      self = .duel(
        DuelPart(
          kind: try WonBall.Kind(record), winner: record["winner_id"]?.string.map(player),
          loser: record["loser_id"]?.string.map(player),
          defensive: record["defensive"]?.string.flatMap { WonBall.Defensive(rawValue: $0) },
          isLossCaused: record["loss_caused"]?.bool ?? false))
    case .sprints:
      self = .sprint(
        player: player(try record.requireString("player_id")),
        topSpeed: try record.requireDouble("top_speed_mps"),
        meanSpeed: try record.requireDouble("mean_speed_mps"),
        distance: try record.requireDouble("distance_m"))
    case .appearances: return nil
    }
  }

  private static func probability(_ record: JSONNode, _ name: StaticString) throws(FieldError) -> Double {
    let value = try record.requireDouble(name)
    guard (0...1).contains(value) else {
      throw FieldError(path: name.description, reason: "expected 0 to 1, found \(value)")
    }
    return value
  }
}
