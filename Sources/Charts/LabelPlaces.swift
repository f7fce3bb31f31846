/// Finds places for labels among lines: of several candidates the one that lies on least.
struct LabelPlaces {
  /// Pixels.
  struct Box {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>

    /// Around two points, with room to either side.
    init(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double), room: Double = 0) {
      x = min(a.x, b.x) - room...max(a.x, b.x) + room
      y = min(a.y, b.y) - room...max(a.y, b.y) + room
    }

    func overlaps(_ other: Box) -> Bool { x.overlaps(other.x) && y.overlaps(other.y) }
  }

  private var lines: [Box] = []
  private var labels: [Box] = []

  /// - Parameter points: of a line that goes along the axes only.
  mutating func avoid(_ points: [(x: Double, y: Double)]) {
    for (a, b) in zip(points, points.dropFirst()) { lines.append(Box(a, b, room: 1)) }
  }

  /// The place of the best candidate; among equals the first. Labels count far more than lines.
  mutating func choose(_ candidates: [Box]) -> Int {
    var best = (place: 0, cost: Int.max)
    for (place, box) in candidates.enumerated() {
      let cost = 100 * labels.count { $0.overlaps(box) } + lines.count { $0.overlaps(box) }
      if cost < best.cost { best = (place, cost) }
    }
    if candidates.indices.contains(best.place) { labels.append(candidates[best.place]) }
    return best.place
  }
}
