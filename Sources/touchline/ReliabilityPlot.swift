import Charts
import Facts

/// Predicted against observed shares in ten bins of equal count, as SVG.
enum ReliabilityPlot {
  static func document(_ report: PitReport) -> String {
    var plot = Plot(
      title: "Pit battles before either car stops",
      subtitle: "ten bins of equal count each; on the line is right",
      x: 0...1, y: 0...1, xLabel: "predicted probability that the chaser is ahead", yLabel: "share that was",
      margins: Plot.Margins(top: 76))
    plot.legend([("undercut", Palette.high), ("overcut", Palette.low)])
    plot.svg.polyline([plot.point(0, 0), plot.point(1, 1)], stroke: Palette.faint)
    for (kind, colour) in [(report.undercut, Palette.high), (report.overcut, Palette.low)] {
      plot.svg.polyline(kind.reliability.map { plot.point($0.predicted, $0.observed) }, stroke: colour)
      for bin in kind.reliability {
        let place = plot.point(bin.predicted, bin.observed)
        plot.svg.circle(x: place.x, y: place.y, radius: 4, fill: colour)
      }
    }
    return plot.svg.document
  }
}
