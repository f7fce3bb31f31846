/// How predictions come about: each a line from the base value at the bottom to the prediction at the top, feature by
/// feature, the most important on top.
public enum DecisionPlot {
  public struct Line: Sendable {
    public var name: String
    /// The effects in the order of the names, from the bottom.
    public var effects: [Double]
    public var isDashed: Bool
    /// 0 to 1.
    public var share: Double
    public init(name: String, effects: [Double], isDashed: Bool, share: Double) {
      self.name = name
      self.effects = effects
      self.isDashed = isDashed
      self.share = share
    }
  }

  /// - Parameter names: from the bottom.
  public static func svg(
    title: String, subtitle: String, label: String, base: Double, names: [String], lines: [Line]
  ) -> String {
    var sums: [[Double]] = []
    for line in lines { sums.append(line.effects.reduce(into: [base]) { $0.append(($0.last ?? base) + $1) }) }
    let all = sums.flatMap { $0 } + [base]
    let low = all.min() ?? 0
    let high = all.max() ?? 1
    let room = max((high - low) * 0.05, 1e-9)
    var plot = Plot(
      title: title, subtitle: subtitle, height: 150 + 26 * Double(names.count), x: low - room...high + room,
      y: 0...Double(max(names.count, 1)), xLabel: label, margins: .init(right: 40, left: 230),
      yTicks: names.enumerated().map { (Double($0.offset) + 0.5, $0.element) })
    plot.mark(x: base)
    for (line, sums) in zip(lines, sums) {
      plot.svg.polyline(
        sums.enumerated().map { plot.point($0.element, Double($0.offset)) },
        stroke: Palette.blend(line.share),
        width: line.isDashed ? 2.4 : 1.3, dash: line.isDashed ? "6 4" : nil,
        opacity: line.isDashed ? 1 : 0.75,
        title: line.name)
      if line.isDashed, let last = sums.last {
        let (x, y) = plot.point(last, Double(names.count))
        plot.svg.text(line.name, x: x, y: y - 4, size: 10, anchor: .middle)
      }
    }
    return plot.svg.document
  }
}
