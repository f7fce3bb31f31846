import Football
import Formats

/// What each kind of record says, in words.
struct RecordWords {
  let node: JSONNode

  init(_ node: JSONNode) { self.node = node }

  var isGoal: Bool {
    node["goal"]?.bool == true || (node["goals"]?.int64 ?? 0) > 0 || node["outcome"]?.string == "goal"
  }

  /// `0.142  K. Duah (1. FC Nürnberg)  header, saved · 11.8 m, 33° · xGoals 0.05 : 0.14`
  var xGoals: String {
    var parts = [decimals(node["xgoals"]?.double ?? 0, 3) + "  " + who]
    if node["goal"]?.bool == true { parts[0] += "  GOAL" }
    if node["goal_cancelled"]?.bool == true { parts[0] += "  goal cancelled" }
    var how = [node["penalty"]?.bool == true ? "penalty" : spaced("body_part"), spaced("outcome")]
    how.removeAll { $0 == nil || $0 == "goal" }
    if !how.isEmpty { parts.append(how.compactMap { $0 }.joined(separator: ", ")) }
    if let distance = node["distance_m"]?.double, let angle = node["angle_deg"]?.double {
      parts.append("\(decimals(distance, 1)) m, \(decimals(angle, 0))°")
    }
    if let totals = node["totals"], let home = totals["home"]?["xgoals"]?.double,
      let away = totals["away"]?["xgoals"]?.double
    {
      parts.append("xGoals \(decimals(home, 2)) : \(decimals(away, 2))")
    }
    return parts.joined(separator: " · ")
  }

  /// `0.642  K. Duah (1. FC Nürnberg) to J. Daferner  difficult, incomplete · a shot from there 0.031`
  var xPass: String {
    var parts = [decimals(node["xpass"]?.double ?? 0, 3) + "  " + who]
    if let receiver = node["intended_receiver"]?.string { parts[0] += " to \(receiver)" }
    var how = [
      spaced("restart"), node["cross"]?.bool == true ? "cross" : nil,
      node["difficult"]?.bool == true ? "difficult" : nil,
    ]
    if node["outcome"]?.string != "unknown" { how.append(spaced("outcome")) }
    parts[0] += "  " + how.compactMap { $0 }.joined(separator: ", ")
    if let xGoals = node["xgoals"]?.double { parts.append("a shot from there \(decimals(xGoals, 3))") }
    return parts.joined(separator: " · ")
  }

  /// `0.392  corner, 1. FC Nürnberg · 1 shot, decent`
  var setPiece: String {
    var parts = ["\(decimals(node["score"]?.double ?? 0, 3))  \(spaced("kind") ?? "set piece"), \(team)"]
    let goals = node["goals"]?.int64 ?? 0
    if goals > 0 { parts[0] += goals == 1 ? "  GOAL" : "  \(goals) GOALS" }
    if let own = node["own_goals"]?.int64, own > 0 { parts[0] += "  own goal" }
    let shots = node["shots"]?.count ?? 0
    if shots > 0 {
      var text = shots == 1 ? "1 shot" : "\(shots) shots"
      if let grade = node["grade"]?.string, grade != "goal" {
        text += ", \(grade == "none" ? "no chance" : grade)"
      }
      if let xGoals = node["xgoals"]?.double { text += ", xGoals \(decimals(xGoals, 3))" }
      parts.append(text)
    }
    if node["kind"]?.string == "free_kick", let zone = spaced("zone") { parts.append(zone) }
    return parts.joined(separator: " · ")
  }

  /// `live  Fortuna Düsseldorf 0:1 1. FC Nürnberg  63'`
  var appearances: String {
    let home = node["home"]
    let away = node["away"]
    var text = node["state"]?.string ?? ""
    text += "  \(home?["team"]?.string ?? "") \(home?["goals"]?.int64 ?? 0):\(away?["goals"]?.int64 ?? 0)"
    text += " \(away?["team"]?.string ?? "")"
    if let minutes = node["minutes"]?.double { text += "  \(Int(minutes))'" }
    return text
  }

  var announcement: String {
    let text = "\(node["home"]?["name"]?.string ?? "") – \(node["away"]?["name"]?.string ?? "")"
    return text + "  \(node["kick_off"]?.string ?? "")  \(node["season"]?.string ?? "")"
  }

  /// Names and numbers of a record of any kind, in its own order.
  var anything: String {
    var parts: [String] = []
    if node["player_id"] != nil || node["team_id"] != nil { parts.append(who) }
    let known: Set<String> = [
      "match_id", "season", "id", "revision", "withdrawn", "period", "clock_s", "event_time", "time", "type",
      "team_id", "team", "player_id", "player", "opponent", "opponent_id", "direction", "sequence",
    ]
    for (key, value) in node.fields where parts.count < 9 && !known.contains(key.description) {
      switch value.kind {
      case .string: parts.append("\(key) \(value.string ?? "")")
      case .integer: parts.append("\(key) \(value.int64 ?? 0)")
      case .number: parts.append("\(key) \(decimals(value.double ?? 0, 2))")
      case .bool: if value.bool == true { parts.append(key.description) }
      default: break
      }
    }
    return parts.joined(separator: " · ")
  }

  private var team: String { node["team"]?.string ?? node["team_id"]?.string ?? "" }

  /// `K. Duah (1. FC Nürnberg)`
  var who: String {
    guard let player = node["player"]?.string ?? node["player_id"]?.string else { return team }
    return team.isEmpty ? player : "\(player) (\(team))"
  }

  func spaced(_ key: StaticString) -> String? {
    node[key]?.string.map { $0.split(separator: "_").joined(separator: " ") }
  }
}
