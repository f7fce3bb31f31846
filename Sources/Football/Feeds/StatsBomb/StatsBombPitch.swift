/// From StatsBomb's pitch to metres. One function for the feed reader and for training, so that a model sees in a
/// match what it was trained on.
///
/// StatsBomb draws every pitch as 120 × 80, origin top left, the acting team attacking towards x = 120. The
/// markings have fixed places there (goal 36…44, goal area 6, penalty spot 12, penalty area 18 from the line) and
/// fixed measures by the Laws of the Game, so a unit is about 0.915 m around the goals; what is left of the real
/// pitch is shared out between them. Straight lines between those marks.
public enum StatsBombPitch {
  /// Distance from the goal line: StatsBomb units, metres. The last is the halfway line.
  private static let depth: [(units: Double, metres: Double)] = [(0, 0), (6, 5.5), (12, 11), (18, 16.5)]
  /// Distance from the middle of the pitch: goal post, goal area, penalty area. The last is the touchline.
  private static let breadth: [(units: Double, metres: Double)] = [
    (0, 0), (4, 3.66), (10, 9.16), (22, 20.16),
  ]

  /// The place in metres, origin at the centre spot, y up, the acting team attacking towards +x: turn it by the
  /// team's direction (`turned(for:)`) for the stadium frame.
  ///
  /// - Parameters:
  ///   - length: of the real pitch, metres.
  ///   - width: of the real pitch, metres.
  public static func point(
    x: Double, y: Double, length: Double = Pitch.standardLength, width: Double = Pitch.standardWidth
  ) -> Point {
    let fromLine = scaled(x > 60 ? 120 - x : x, depth, end: (60, length / 2))
    let fromMiddle = scaled(abs(y - 40), breadth, end: (40, width / 2))
    return Point(x > 60 ? length / 2 - fromLine : fromLine - length / 2, y > 40 ? -fromMiddle : fromMiddle)
  }

  /// Beyond the first mark (behind the goal line) and the last the nearest stretch goes on.
  private static func scaled(
    _ value: Double, _ marks: [(units: Double, metres: Double)], end: (units: Double, metres: Double)
  ) -> Double {
    var low = marks[0]
    for high in marks.dropFirst() + [end] {
      if value <= high.units || high.units == end.units {
        return low.metres
          + (value - low.units) * (high.metres - low.metres) / (high.units - low.units)
      }
      low = high
    }
    return low.metres
  }
}
