/// A drawing with a title, a frame and two axes to draw in.
///
///     var plot = Plot(title: "xGoals", x: 0...90, y: 0...3, xLabel: "minute", yLabel: "xGoals")
///     plot.svg.polyline(points.map { plot.point($0.minute, $0.sum) }, stroke: Palette.high)
///     plot.legend([("Home", Palette.high)])
///     plot.svg.document
public struct Plot: Sendable {
  public var svg: SVG
  public let x: Scale
  public let y: Scale
  private let margins: Margins

  public struct Margins: Sendable {
    public var top = 48.0, right = 24.0, bottom = 52.0, left = 64.0
    public init(top: Double = 48, right: Double = 24, bottom: Double = 52, left: Double = 64) {
      self.top = top
      self.right = right
      self.bottom = bottom
      self.left = left
    }
  }

  /// - Parameters:
  ///   - subtitle: a smaller line below the title, e.g. the source of the data.
  ///   - yTicks: nil for round values; a list of values and labels, e.g. names of rows.
  public init(
    title: String, subtitle: String? = nil, width: Double = 860, height: Double = 480,
    x xDomain: ClosedRange<Double>, y yDomain: ClosedRange<Double>, xLabel: String = "", yLabel: String = "",
    isYDown: Bool = false, margins: Margins = Margins(), xTicks: [(value: Double, label: String)]? = nil,
    yTicks: [(value: Double, label: String)]? = nil
  ) {
    self.margins = margins
    svg = SVG(width: width, height: height)
    let top = margins.top
    let bottom = height - margins.bottom
    x = Scale(xDomain, from: margins.left, to: width - margins.right)
    y = Scale(yDomain, from: isYDown ? top : bottom, to: isYDown ? bottom : top)
    svg.text(title, x: 16, y: 24, size: 16, isBold: true)
    if let subtitle { svg.text(subtitle, x: 16, y: 40, size: 11, fill: Palette.faint) }
    for tick in xTicks ?? x.ticks(8) {
      svg.line((x(tick.value), top), (x(tick.value), bottom), stroke: Palette.grid)
      svg.text(tick.label, x: x(tick.value), y: bottom + 16, size: 11, anchor: .middle)
    }
    for tick in yTicks ?? y.ticks(6) {
      svg.line((margins.left, y(tick.value)), (width - margins.right, y(tick.value)), stroke: Palette.grid)
      svg.text(tick.label, x: margins.left - 8, y: y(tick.value) + 4, size: 11, anchor: .end)
    }
    svg.line((margins.left, bottom), (width - margins.right, bottom), stroke: Palette.faint)
    svg.text(xLabel, x: (margins.left + width - margins.right) / 2, y: bottom + 38, size: 12, anchor: .middle)
    if !yLabel.isEmpty {
      svg.text(yLabel, x: 16, y: (top + bottom) / 2, size: 12, anchor: .middle, rotated: -90)
    }
  }

  /// Pixels of a place in the axes' units.
  public func point(_ xValue: Double, _ yValue: Double) -> (x: Double, y: Double) { (x(xValue), y(yValue)) }

  /// Names with their colours, top right, from the right.
  public mutating func legend(_ entries: [(name: String, colour: String)]) {
    var right = svg.width - margins.right
    for entry in entries.reversed() {
      svg.text(entry.name, x: right, y: margins.top - 8, size: 11, anchor: .end)
      right -= TextWidth.of(entry.name, size: 11) + 14
      svg.rectangle(x: right, y: margins.top - 17, width: 10, height: 10, fill: entry.colour)
      right -= 14
    }
  }

  /// A line across the whole plot at a value of x.
  public mutating func mark(x value: Double, stroke: String = Palette.faint, dash: String? = "4 3") {
    svg.line((x(value), y.from), (x(value), y.to), stroke: stroke, dash: dash)
  }

  /// A line across the whole plot at a value of y.
  public mutating func mark(y value: Double, stroke: String = Palette.faint, dash: String? = "4 3") {
    svg.line((x.from, y(value)), (x.to, y(value)), stroke: stroke, dash: dash)
  }
}
