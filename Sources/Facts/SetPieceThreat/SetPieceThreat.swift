import Formats

/// How dangerous each team's corners and free kicks are, and how well it defends the opponents'.
///
/// A team's score is the mean of the scores of its set pieces, those of a match weighted .9^k, k the number of
/// matches that the team has kicked off since. Attack threat = score / mean − 1, defence threat =
/// 1 − score / mean, with the plain mean of all teams that have such a set piece.
public struct SetPieceThreat: Ranking {
  public static let name = "setpiecethreat"
  public static let inputs = [SetPieceThreat.setPieces, SetPieceThreat.appearances]
  public static let kinds = ThreatKind.allCases.map(\.rawValue)

  static let setPieces = "setpieces"
  static let appearances = "appearances"

  private let decay: Double
  private var book: SeasonBook
  private var previous = PreviousRanks()

  /// Settings: `setpiecethreat.decay`, the weight of a match against the team's next one (0.9);
  /// `setpiecethreat.free_kick_zones`, which free kicks count: `own_half,middle,final_third` or some of these.
  public init(season: String, settings: FactSettings) {
    decay = settings.double("setpiecethreat.decay", default: 0.9)
    let all = PitchZone.allCases.map(\.rawValue)
    let zones = Set(settings.words("setpiecethreat.free_kick_zones", default: all))
    book = SeasonBook(freeKickZones: zones.isSuperset(of: all) ? nil : zones)
  }

  public mutating func apply(_ input: RankingInput) throws(FieldError) -> [String] {
    let change =
      switch input.fact {
      case Self.setPieces: try book.takeSetPiece(input)
      case Self.appearances: try book.takeAppearances(input)
      default: SeasonBook.Change.none
      }
    switch change {
    case .none: return []
    case .schedule:
      previous.forgetAll()
      return Self.kinds
    case .setPiece(let pieces, let kickOff):
      let touched = ThreatKind.allCases.filter { kind in
        pieces.contains { kind == ThreatKind($0, isAttack: kind.isAttack) }
      }
      for kind in touched { previous.forget(kind, after: kickOff) }
      return touched.map(\.rawValue)
    }
  }

  public mutating func entries(kind: String) -> [RankingEntry] {
    guard let kind = ThreatKind(rawValue: kind) else { return [] }
    let teams = book.teams
    let table = ThreatTable(teams.map { $0.form(kind, decay: decay) }, isAttack: kind.isAttack)
    return table.rows.map { row in
      let team = teams[row.team]
      let before = team.latestKickOff.flatMap { cutOff in
        previous.rank(of: row.team, kind, before: cutOff, teams: teams, decay: decay)
      }
      return RankingEntry(subject: team.id, name: team.name, score: row.threat, rank: row.rank) { writer in
        writer.field("threat", row.threat)
        writer.field("weighted_score", rounded9(row.form.score))
        writer.field("mean", rounded9(table.mean))
        writer.field("set_pieces", row.form.setPieces)
        writer.field("goals", row.form.goals)
        writer.field("own_goals", row.form.ownGoals)
        writer.field("weights", rounded9(row.form.weights))
        writer.field("matches", row.form.matches)
        writer.field("previous_rank", before)
      }
    }
  }
}
