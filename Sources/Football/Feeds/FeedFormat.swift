/// The feeds that can be read, by their names on the command line.
public enum FeedFormat: String, Sendable, CaseIterable {
  /// Our own records, one a line.
  case jsonl
  /// DFL / Sportec Solutions XML: events, match information, positions.
  case dfl
  /// StatsBomb open data: events, line-ups, matches, 360 frames.
  case statsbomb
  /// SkillCorner broadcast tracking.
  case skillcorner
  /// Hawk-Eye tracking as CSV.
  case hawkeye
  /// Wyscout's public data set as CSV: the events of a season and its line-ups.
  case wyscout
  /// Formula 1 laps as CSV, in the columns of FastF1.
  case f1Laps = "f1-laps"
  /// Recorded streams of F1's live timing.
  case f1Live = "f1-live"

  /// Whose feed topic its records go to; of JSON Lines what they hold decides.
  public var sport: String { self == .f1Laps || self == .f1Live ? "f1" : "football" }

  /// What a user is told about it.
  public var summary: String {
    switch self {
    case .jsonl: "Touchline's own records, one JSON object a line"
    case .dfl: "DFL (Sportec) XML: events, match information, positions at 25 Hz"
    case .statsbomb: "StatsBomb open data: events, line-ups, matches, 360 frames"
    case .skillcorner: "SkillCorner broadcast tracking at 10 Hz"
    case .hawkeye: "Hawk-Eye tracking at 50 Hz as CSV"
    case .wyscout: "Wyscout's public events of a season as CSV"
    case .f1Laps: "Formula 1 laps as CSV (FastF1's columns)"
    case .f1Live: "recorded streams of F1's live timing (TimingData.jsonStream, …)"
    }
  }
}
