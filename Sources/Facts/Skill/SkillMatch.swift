import Formats

/// One match as the rankings of skill know it.
struct SkillMatch: Sendable {
  /// A pass in its place of the chain.
  struct PassKey: Sendable, Hashable {
    var pass: String
    var isSecond: Bool
  }

  /// A shot after a pass, or all of them together.
  struct AfterPass: Sendable, Equatable {
    var player: Int
    var isDifficult: Bool
    var xGoals: Double
  }

  private struct Held: Sendable {
    var revision: Int64
    var part: SkillPart?
  }

  let id: String
  var sheet: SkillSheet?
  private var held: [SkillFact: [String: Held]] = [:]
  /// By pass, then by shot.
  private var passes: [PassKey: [String: AfterPass]] = [:]
  /// Top speeds by player, then by sprint.
  private var sprints: [Int: [String: Double]] = [:]

  init(id: String) { self.id = id }

  func revision(_ fact: SkillFact, _ id: String) -> Int64? { held[fact]?[id]?.revision }

  /// Notes the newest revision and returns what was known before.
  @discardableResult
  mutating func note(_ fact: SkillFact, _ id: String, _ revision: Int64, _ part: SkillPart?) -> SkillPart? {
    held[fact, default: [:]].updateValue(Held(revision: revision, part: part), forKey: id)?.part
  }

  mutating func noteShot(_ shot: String, of pass: PassKey, _ value: AfterPass?) {
    passes[pass, default: [:]][shot] = value
    if passes[pass]?.isEmpty ?? false { passes[pass] = nil }
  }

  /// 1 − Π(1 − xGoals) over the shots that followed the pass, in order of their ids; rounded as published.
  func worth(of pass: PassKey) -> AfterPass? {
    guard let shots = passes[pass], let first = shots.keys.min(), var worth = shots[first] else { return nil }
    if shots.count > 1 {
      var none = 1.0
      for shot in shots.keys.sorted() { none *= 1 - (shots[shot]?.xGoals ?? 0) }
      worth.xGoals = 1 - none
    }
    worth.xGoals = rounded9(worth.xGoals)
    return worth
  }

  mutating func noteSprint(_ player: Int, _ id: String, _ topSpeed: Double?) {
    sprints[player, default: [:]][id] = topSpeed
    if sprints[player]?.isEmpty ?? false { sprints[player] = nil }
  }

  /// The fastest of the player's sprints in this match.
  func topSpeed(_ player: Int) -> Double? { sprints[player]?.values.max() }
}

/// What the appearances say of a match.
struct SkillSheet: Sendable, Equatable {
  struct Side: Sendable, Equatable {
    var team: String
    var name: String?
  }

  struct Entry: Sendable, Equatable {
    var id: String
    var name: String?
    var team: String
    var minutes: Double
    var isOn: Bool
  }

  var kickOff: Int64
  var state: String
  /// Played so far.
  var minutes: Double
  var sides: [Side]
  var players: [Entry]

  var isOver: Bool { state == "finished" || state == "abandoned" }

  init(_ record: JSONNode) throws(FieldError) {
    let text = try record.requireString("kick_off")
    guard let time = Timestamp(text) else {
      throw FieldError(path: "kick_off", reason: "expected a time, found \(text)")
    }
    kickOff = time.microseconds
    state = try record.requireString("state")
    minutes = try record.requireDouble("minutes")
    sides = []
    players = []
    for name in ["home", "away"] {
      guard let side = record[name] else { throw FieldError(path: name, reason: "missing") }
      let team = try side.requireString("team_id")
      sides.append(Side(team: team, name: side["team"]?.string))
      try side.forEach(in: "players") { (player) throws(FieldError) in
        players.append(
          Entry(
            id: try player.requireString("player_id"), name: player["player"]?.string, team: team,
            minutes: try player.requireDouble("minutes"), isOn: player["on_pitch"]?.bool ?? false))
      }
    }
  }
}
