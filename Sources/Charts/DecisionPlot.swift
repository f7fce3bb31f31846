/// How predictions come about: each a line from the base value at the bottom to the prediction at the top, feature by
/// feature, the most important on top.
public enum DecisionPlot {
  public struct Line: Sendable {
    public var name: String
    /// A few words for the plot itself; dashed lines show them.
    public var label: String
    /// The effects in the order of the names, from the bottom.
    public var effects: [Double]
    public var isDashed: Bool
    /// 0 to 1.
    public var share: Double
    public init(name: String, label: String, effects: [Double], isDashed: Bool, share: Double) {
      self.name = name
      self.label = label
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
    let domain = low - room...high + room
    let width = 860.0
    let sides = (left: 230.0, right: 40.0)
    let scale = Scale(domain, from: sides.left, to: width - sides.right)
    let labels = places(of: zip(lines, sums).map { ($0, scale($1.last ?? base)) }, width: width)
    let top = 56 + rowHeight * Double(labels.rows)
    var plot = Plot(
      title: title, subtitle: subtitle, width: width, height: top + 102 + 26 * Double(names.count), x: domain,
      y: 0...Double(max(names.count, 1)), xLabel: label,
      margins: .init(top: top, right: sides.right, left: sides.left),
      yTicks: names.enumerated().map { (Double($0.offset) + 0.5, $0.element) })
    plot.mark(x: base)
    for (line, sums) in zip(lines, sums) {
      plot.svg.polyline(
        sums.enumerated().map { plot.point($0.element, Double($0.offset)) },
        stroke: Palette.blend(line.share),
        width: line.isDashed ? 2.4 : 1.3, dash: line.isDashed ? "6 4" : nil,
        opacity: line.isDashed ? 1 : 0.75,
        title: line.name)
    }
    for place in labels.places {
      let y = top - 6 - rowHeight * Double(place.row)
      plot.svg.line((place.end, top), (place.end, y + 2), stroke: Palette.faint, width: 0.7)
      plot.svg.text(place.text, x: place.middle, y: y, size: size, anchor: .middle, hasHalo: true)
    }
    return plot.svg.document
  }

  private static let size = 10.5
  private static let rowHeight = 14.0

  /// Where the dashed lines' labels go above the plot, so that none lies on another.
  ///
  /// - Parameter ends: of the lines, pixels.
  private static func places(
    of ends: [(line: Line, end: Double)], width: Double
  ) -> (places: [(text: String, end: Double, middle: Double, row: Int)], rows: Int) {
    var rows = LabelRows()
    let places = ends.filter(\.line.isDashed).sorted { ($0.end, $0.line.label) < ($1.end, $1.line.label) }
      .map { line, end in
        let half = TextWidth.of(line.label, size: size) / 2 + 4
        let middle = max(min(end, width - half), half)
        return (line.label, end, middle, rows.place(middle - half...middle + half))
      }
    return (places, rows.count)
  }
}
