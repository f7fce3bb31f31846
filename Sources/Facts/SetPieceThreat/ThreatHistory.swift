import Formats

/// How one team stood in a table of Set Piece Threat after each match that it played: the ranking's own fold over the
/// facts, match by match in order of kick-off.
public struct ThreatHistory {
  /// After one match.
  public struct Point: Sendable, Equatable {
    public var matchID: String
    /// Weighted mean of the scores of the team's set pieces.
    public var weightedScore: Double
    public var threat: Double
    public var rank: Int
    /// So many teams are ranked.
    public var teams: Int
  }

  public let team: String
  public let kind: String
  public private(set) var points: [Point] = []
  private var ranking: SetPieceThreat
  private var match: String?
  private var hasTeam = false

  /// - Parameter kind: `corner_attack`, `corner_defence`, `free_kick_attack` or `free_kick_defence`.
  public init(team: String, kind: String, season: String, settings: FactSettings) {
    self.team = team
    self.kind = kind
    ranking = SetPieceThreat(season: season, settings: settings)
  }

  /// Takes the newest revision of each fact; those of a match stand together, matches in order of kick-off.
  public mutating func take(_ input: RankingInput) throws(FieldError) {
    if match != input.matchID { finish() }
    match = input.matchID
    let sides = [input.record["home"], input.record["away"]]
    for side in sides where side?["team_id"]?.string == team { hasTeam = true }
    _ = try ranking.apply(input)
  }

  /// After the last record.
  public mutating func finish() {
    defer { hasTeam = false }
    guard hasTeam, let match else { return }
    let entries = ranking.entries(kind: kind)
    guard let entry = entries.first(where: { $0.subject == team }), let rank = entry.rank,
      let components = try? JSONParser(maxBytes: 1 << 16).parse(entry.components),
      let score = try? components.requireDouble("weighted_score")
    else { return }
    points.append(
      Point(
        matchID: match, weightedScore: score, threat: entry.score ?? 0, rank: rank, teams: entries.count))
  }
}
