import Formats

/// What the facts and rankings of players say.
extension RecordWords {
  /// `aerial  S. Sané (Schalke 04) against M. Gomez (VfB Stuttgart) · defensive for the winner, loss caused`
  var duel: String {
    let kind = spaced("kind") ?? "duel"
    guard node["decided"]?.bool == true else { return "\(kind)  nobody's  \(who)" }
    var text = "\(kind)  " + person("winner", "winner_id", "winner_team")
    if node["loser"] != nil || node["loser_id"] != nil {
      text += " against " + person("loser", "loser_id", "loser_team")
    }
    let how = [
      node["defensive"]?.string.map { "defensive for \($0 == "both" ? "both" : "the \($0)")" },
      node["loss_caused"]?.bool == true ? "loss caused" : nil,
    ].compactMap { $0 }
    return how.isEmpty ? text : text + " · " + how.joined(separator: ", ")
  }

  /// `33.1 km/h  A. Davies (FC Bayern München) · 4.2 s, 33.0 m`
  var sprint: String {
    let parts = [
      "\(decimals(node["top_speed_kmh"]?.double ?? 0, 1)) km/h  \(who)",
      "\(decimals(node["duration_s"]?.double ?? 0, 1)) s, \(decimals(node["distance_m"]?.double ?? 0, 1)) m",
    ]
    return parts.joined(separator: " · ")
  }

  /// `0.306  K. Duah (1. FC Nürnberg)  GOAL · pass J. Schleimer (0.642) · before it M. Möller Dæhli (0.900)`
  var chain: String {
    var parts = ["\(decimals(node["xgoals"]?.double ?? 0, 3))  \(who)"]
    if node["goal"]?.bool == true { parts[0] += "  GOAL" }
    func pass(_ word: String, _ passer: String?, _ xPass: Double?) {
      guard let passer else { return }
      parts.append("\(word) \(passer)" + (xPass.map { " (\(decimals($0, 3)))" } ?? ""))
    }
    pass("pass", node["passer"]?.string ?? node["passer_id"]?.string, node["pass_xpass"]?.double)
    pass(
      "before it", node["second_passer"]?.string ?? node["second_passer_id"]?.string,
      node["second_pass_xpass"]?.double)
    return parts.joined(separator: " · ")
  }

  /// `finisher: N. Füllkrug (Hannover 96) is in the top ten, 9th (0.573)`
  var badge: String {
    let kind = spaced("kind") ?? ""
    let name = person("name", "subject", "team")
    guard node["gained"]?.bool == true else {
      let now = node["rank"]?.int64.map { ", now \($0)." } ?? ""
      return "\(kind) badge lost  \(name)\(now)"
    }
    let rank = node["rank"]?.int64.map { "\($0)." } ?? ""
    return "\(kind) badge  \(name)  \(rank) (\(decimals(node["score"]?.double ?? 0, 3)))"
  }

  /// A line for each player: `N. Füllkrug (Hannover 96)  initiator 87/412 · finisher 9/412 ★`
  var cards: [String] {
    (node["cards"]?.elements ?? node.elements).map { card in
      let words = RecordWords(card)
      let ranks = ["initiator", "finisher", "sprinter", "ballwinner"].compactMap { kind -> String? in
        guard let table = card.fields.first(where: { $0.key.description == kind })?.value,
          let rank = table["rank"]?.int64, let count = table["of"]?.int64
        else { return nil }
        return "\(kind) \(rank)/\(count)" + (table["badge"]?.bool == true ? " ★" : "")
      }
      let text = ranks.isEmpty ? "no ranks yet" : ranks.joined(separator: " · ")
      return "\(words.person("name", "subject", "team"))  \(text)"
    }
  }

  private func person(_ name: StaticString, _ id: StaticString, _ team: StaticString) -> String {
    let name = node[name]?.string ?? node[id]?.string ?? ""
    return node[team]?.string.map { name.isEmpty ? $0 : "\(name) (\($0))" } ?? name
  }
}
