import Formats

/// Updates of rankings as small tables, with how far each subject moved.
struct RankingText {
  private var ranks: [String: Int64] = [:]
  /// Subjects remembered; beyond it all are forgotten.
  private static let limit = 100_000

  mutating func lines(_ node: JSONNode, top: Int, showsMatch: Bool) -> [TextLine] {
    let season = node["season"]?.string ?? ""
    let kind = node["kind"]?.string ?? ""
    let ranking = node["ranking"]?.string ?? ""
    var title =
      "\(padded("", 7))  ranking      \(ranking) · \(kind.split(separator: "_").joined(separator: " "))"
    title += " · \(season)"
    if showsMatch, let match = node["trigger"]?["match_id"]?.string { title += " · after \(match)" }
    var rows: [(rank: Int64, text: String)] = []
    var gone: [String] = []
    var count = 0
    if ranks.count > Self.limit { ranks = [:] }
    for entry in node["entries"]?.elements ?? node.elements {
      count += 1
      let subject = entry["subject"]?.string ?? ""
      let key = "\(ranking)/\(season)/\(kind)/\(subject)"
      guard entry["withdrawn"]?.bool != true, let rank = entry["rank"]?.int64 else {
        gone.append(entry["name"]?.string ?? subject)
        ranks[key] = nil
        continue
      }
      let before = ranks[key] ?? entry["components"]?["previous_rank"]?.int64
      ranks[key] = rank
      let name = padded(entry["name"]?.string ?? subject, 26)
      let score = entry["score"]?.double.map { signed($0, 3) } ?? ""
      rows.append(
        (
          rank,
          padded(String(rank), 12, isRight: true) + " " + padded(Movement(before, rank).text, 4)
            + "  \(name)  \(padded(score, 7, isRight: true))"
        ))
    }
    rows.sort { ($0.rank, $0.text) < ($1.rank, $1.text) }
    var lines = [TextLine(title)] + rows.prefix(top).map { TextLine($0.text) }
    if rows.count > top {
      lines.append(TextLine("\(padded("", 18))… \(rows.count - top) more changed", .dim))
    }
    if !gone.isEmpty {
      lines.append(TextLine("\(padded("", 18))left: \(gone.prefix(top).joined(separator: ", "))", .dim))
    }
    return lines
  }
}

/// How far something went up or down in a ranking.
public struct Movement: Sendable, Equatable {
  /// Above 0: went up. Nil: was not there before.
  public let places: Int64?

  public init(_ before: Int64?, _ now: Int64) { places = before.map { $0 - now } }

  /// `▲2`, `▼1`, `=`, `new`.
  public var text: String {
    guard let places else { return "new" }
    return places == 0 ? "=" : places > 0 ? "▲\(places)" : "▼\(-places)"
  }
}
