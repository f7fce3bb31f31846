/// Whether predicted probabilities hold: the share that came true against the predicted one, bin by bin. On the
/// diagonal is right; a bar a bin spans the shares that a right prediction would give in 95 % of samples of its size.
public enum ReliabilityChart {
  public struct Bin: Sendable, Equatable {
    /// Mean over the bin, 0 to 1.
    public var predicted: Double
    /// Share that came true, 0 to 1.
    public var observed: Double
    public var count: Int

    public init(predicted: Double, observed: Double, count: Int) {
      self.predicted = predicted
      self.observed = observed
      self.count = count
    }
  }

  /// Series lie on each other in this order; both axes have one scale, from 0 to just above what occurs.
  public static func svg(
    title: String, subtitle: String, xLabel: String, yLabel: String,
    series: [(name: String, colour: String, bins: [Bin])]
  ) -> String {
    let most = series.flatMap(\.bins).map { max($0.predicted, $0.observed) }.max() ?? 1
    let end = min((most * 1.08 * 20).rounded(.up) / 20, 1)
    var plot = Plot(
      title: title, subtitle: subtitle, width: 648, height: 688, x: 0...end, y: 0...end, xLabel: xLabel,
      yLabel: yLabel, margins: Plot.Margins(top: 76))
    plot.legend(series.map { ($0.name, $0.colour) })
    plot.svg.polyline([plot.point(0, 0), plot.point(end, end)], stroke: Palette.faint)
    for (_, colour, bins) in series {
      for bin in bins {
        let spread = 1.96 * (bin.predicted * (1 - bin.predicted) / Double(max(bin.count, 1))).squareRoot()
        plot.svg.line(
          plot.point(bin.predicted, max(bin.predicted - spread, 0)),
          plot.point(bin.predicted, min(bin.predicted + spread, end)), stroke: colour, width: 5, opacity: 0.25
        )
      }
      plot.svg.polyline(bins.map { plot.point($0.predicted, $0.observed) }, stroke: colour)
      for bin in bins {
        let place = plot.point(bin.predicted, bin.observed)
        plot.svg.circle(
          x: place.x, y: place.y, radius: 4, fill: colour,
          title:
            "\(bin.count): predicted \(Decimal.text(bin.predicted, places: 4)), came true \(Decimal.text(bin.observed, places: 4))"
        )
      }
    }
    return plot.svg.document
  }
}
