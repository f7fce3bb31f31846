import Formats

/// A shot as the ranking counts it, so that it can be taken away again.
struct CountedShot: Sendable, Equatable {
  var xGoals: Double
  var isGoal: Bool
  var isPenalty: Bool
  var team: Subject
  var opponent: Subject?
  var player: Subject?
  var goalkeeper: Subject?

  struct Subject: Sendable, Hashable {
    var id: String
    var name: String?
  }

  init(_ record: JSONNode) throws(FieldError) {
    xGoals = try record.requireDouble("xgoals")
    guard (0...1).contains(xGoals) else {
      throw FieldError(path: "xgoals", reason: "expected 0 to 1, found \(xGoals)")
    }
    isGoal = try record.requireBool("goal")
    isPenalty = try record.requireBool("penalty")
    team = Subject(id: try record.requireString("team_id"), name: record["team"]?.string)
    opponent = Self.subject(record["opponent_id"], record["opponent"])
    player = Self.subject(record["player_id"], record["player"])
    goalkeeper = Self.subject(record["goalkeeper_id"], record["goalkeeper"])
  }

  private static func subject(_ id: JSONNode?, _ name: JSONNode?) -> Subject? {
    id?.string.map { Subject(id: $0, name: name?.string) }
  }
}
