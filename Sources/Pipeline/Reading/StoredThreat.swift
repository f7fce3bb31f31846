import Facts
import Formats
import Postgres

/// A team's way through a season's Set Piece Threat, folded from the stored facts, so that it does not depend on
/// which updates were published.
public enum StoredThreat {
  public static func history(
    team: String, kind: String, season: String, settings: FactSettings, _ connection: Connection
  ) throws -> ThreatHistory {
    var history = ThreatHistory(team: team, kind: kind, season: season, settings: settings)
    let parser = JSONParser(maxBytes: 1 << 20)
    try connection.transaction(.snapshot) {
      try connection.forEachRow(
        """
        SELECT fact, record FROM (
          SELECT 'appearances' AS fact, match_id, id, record FROM current_appearances WHERE season = $1
          UNION ALL
          SELECT 'setpieces', match_id, id, record FROM current_setpieces WHERE season = $1
        ) facts JOIN (SELECT match_id, kick_off FROM current_appearances WHERE season = $1) schedule USING (match_id)
        ORDER BY kick_off, match_id, fact, id
        """, [.text(season)]
      ) { row in
        let fact: String = try row.decode(0)
        let node = try row.withBytes(1) {
          try parser.parse($0 ?? UnsafeRawBufferPointer(start: nil, count: 0))
        }
        try history.take(try RankingInput(fact: fact, record: node))
      }
    }
    history.finish()
    return history
  }
}
