/// The effects of each feature over many predictions: a dot each, its colour the feature's own value.
public enum Beeswarm {
  public struct Dot: Sendable {
    public var effect: Double
    /// Where the value lies among the feature's values, 0 lowest to 1 highest; NaN not known.
    public var share: Double
    public init(effect: Double, share: Double) {
      self.effect = effect
      self.share = share
    }
  }

  public static func svg(
    title: String, subtitle: String, label: String, rows: [(name: String, dots: [Dot])]
  ) -> String {
    let effects = rows.flatMap { $0.dots.map(\.effect) }
    let low = min(effects.min() ?? 0, 0)
    let high = max(effects.max() ?? 0, 0)
    let room = max((high - low) * 0.03, 1e-9)
    var plot = Plot(
      title: title, subtitle: subtitle, height: 144 + 34 * Double(max(rows.count, 1)),
      x: low - room...high + room,
      y: -0.5...max(Double(rows.count) - 0.5, 0.5), xLabel: label, isYDown: true,
      margins: .init(top: 72, left: 230),
      yTicks: rows.enumerated().map { (Double($0.offset), $0.element.name) })
    plot.mark(x: 0, dash: nil)
    plot.legend([("low value", Palette.low), ("high value", Palette.high), ("not known", Palette.missing)])
    for (row, entry) in rows.enumerated() {
      // Dots that would lie on each other are moved up and down in turn.
      var taken: [Int: Int] = [:]
      for dot in entry.dots {
        let (x, y) = plot.point(dot.effect, Double(row))
        let column = Int((x / 2.5).rounded())
        let number = taken[column, default: 0]
        taken[column] = number + 1
        let step = Double((number + 1) / 2) * (number % 2 == 0 ? 1 : -1) * 1.6
        plot.svg.circle(
          x: x, y: y + min(max(step, -14), 14), radius: 1.8, fill: Palette.blend(dot.share), opacity: 0.8)
      }
    }
    return plot.svg.document
  }
}
