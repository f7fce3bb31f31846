/// Dots at x and y whose colour is a third value.
public enum ScatterChart {
  public struct Dot: Sendable {
    public var x: Double
    public var y: Double
    /// 0 to 1; NaN not known.
    public var share: Double
    public init(x: Double, y: Double, share: Double) {
      self.x = x
      self.y = y
      self.share = share
    }
  }

  public static func svg(
    title: String, subtitle: String, xLabel: String, yLabel: String, colourLabel: String, dots: [Dot]
  ) -> String {
    let known = dots.filter { $0.x.isFinite && $0.y.isFinite }
    func range(_ values: [Double]) -> ClosedRange<Double> {
      let low = values.min() ?? 0
      let high = values.max() ?? 1
      let room = max((high - low) * 0.04, 1e-9)
      return low - room...high + room
    }
    var plot = Plot(
      title: title, subtitle: subtitle, x: range(known.map(\.x)), y: range(known.map(\.y)), xLabel: xLabel,
      yLabel: yLabel, margins: .init(top: 68, left: 76))
    if plot.y.domain.contains(0) { plot.mark(y: 0, dash: nil) }
    plot.legend([("\(colourLabel): low", Palette.low), ("high", Palette.high)])
    for dot in known {
      let (x, y) = plot.point(dot.x, dot.y)
      plot.svg.circle(x: x, y: y, radius: 2.2, fill: Palette.blend(dot.share), opacity: 0.65)
    }
    return plot.svg.document
  }
}
