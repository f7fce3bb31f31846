import Boosting
import Football

/// A labelled pass of a training file, or of the stored feed.
public struct PassRow: Sendable {
  public var id: String
  public var match: String
  /// How play began again with it, or `open_play`; for reports.
  public var kind: String
  public var situation: PassSituation
  /// 1 for a completed pass.
  public var label: Float
  /// Metres from start to end, and the end as the passing team sees it: known only afterwards, never features.
  public var length: Double
  public var end: Point?
}

/// Labelled passes; those whose outcome nobody knows are counted and left out.
public struct PassTable: Sendable {
  public var rows: [PassRow] = []
  public var leftOut = 0

  public init(rows: [PassRow] = []) { self.rows = rows }

  public var labels: [Float] { rows.map(\.label) }

  /// Takes the events of a file, in order of play, as a match's log has them.
  mutating func take(_ event: Event, after previous: Event?) {
    let situation = PassSituation(
      event: event, previous: previous, pitchLength: Pitch.standardLength, pitchWidth: Pitch.standardWidth)
    if let situation { take(event, situation) }
  }

  mutating func take(_ event: Event, _ situation: PassSituation) {
    guard let pass = event.detail.pass else { return }
    guard pass.outcome != .unknown else {
      leftOut += 1
      return
    }
    let end = event.direction.flatMap { event.end?.turned(for: $0) }
    rows.append(
      PassRow(
        id: event.id, match: event.matchID, kind: pass.restart?.rawValue ?? "open_play",
        situation: situation, label: pass.outcome == .complete ? 1 : 0,
        length: end.map { situation.ball.distance(to: $0) } ?? .nan, end: end))
  }
}
