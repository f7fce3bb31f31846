import Boosting
import Charts
import Console
import Facts
import FoundationEssentials

/// Predicted against observed shares in ten bins of equal count, as SVG.
enum ReliabilityPlot {
  static func document(_ report: PitReport) -> String {
    ReliabilityChart.svg(
      title: "Pit battles before either car stops", subtitle: subtitle,
      xLabel: "predicted probability that the chaser is ahead", yLabel: "share that was",
      series: [
        ("undercut", Palette.high, bins(report.undercut.reliability)),
        ("overcut", Palette.low, bins(report.overcut.reliability)),
      ])
  }

  /// - Parameter reports: those to be compared, by name; at most three, the first on top.
  static func document(model: String, _ reports: [(name: String, report: XGoalsReport)]) -> String {
    var series = reports.map { ($0.name, $0.report.reliability) }
    if let provider = reports.first?.report.providerReliability {
      series.append(("the provider's", provider))
    }
    return ReliabilityChart.svg(
      title: "xGoals: shots by \(model)", subtitle: subtitle, xLabel: "predicted probability of a goal",
      yLabel: "share that scored", series: drawn(series))
  }

  static func document(model: String, _ reports: [(name: String, report: XPassReport)]) -> String {
    ReliabilityChart.svg(
      title: "xPass: passes by \(model)", subtitle: subtitle,
      xLabel: "predicted probability of completion", yLabel: "share that was completed",
      series: drawn(reports.map { ($0.name, $0.report.reliability) }))
  }

  /// Where `--plot` says.
  static func write(_ document: String, _ shell: Shell) throws {
    guard let path = shell.command.string("plot") else { return }
    try Data(document.utf8).write(to: URL(filePath: path), options: .atomic)
  }

  static let option = OptionSpec(
    "plot", "FILE", "draws the reliability of the predictions as SVG", kind: .path)

  private static let subtitle = "ten bins of equal count; on the line is right, within the bars chance"

  private static func drawn(
    _ series: [(String, Reliability)]
  ) -> [(name: String, colour: String, bins: [ReliabilityChart.Bin])] {
    let colours = [Palette.high, Palette.low, Palette.series[2], Palette.series[3]]
    return zip(series, colours).reversed().map { entry, colour in
      (entry.0, colour, bins(entry.1))
    }
  }

  private static func bins(_ reliability: Reliability) -> [ReliabilityChart.Bin] {
    reliability.bins.map {
      .init(predicted: $0.meanPredicted, observed: $0.meanObserved, count: $0.count)
    }
  }
}
