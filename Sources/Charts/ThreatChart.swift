/// A team's set pieces over a season: the weighted score as columns, its rank as a line, match by match.
public struct ThreatChart {
  public struct Match: Sendable {
    public var score: Double
    public var rank: Int
    public var teams: Int

    public init(score: Double, rank: Int, teams: Int) {
      self.score = score
      self.rank = rank
      self.teams = teams
    }
  }

  public let title: String
  public let subtitle: String
  public let matches: [Match]

  public init(title: String, subtitle: String, matches: [Match]) {
    self.title = title
    self.subtitle = subtitle
    self.matches = matches
  }

  public var document: String {
    let greatest = max(matches.map(\.score).max() ?? 0, 0.001) * 1.08
    let teams = Double(max(matches.map(\.teams).max() ?? 1, 2))
    let last = Double(max(matches.count, 1))
    var plot = Plot(
      title: title, subtitle: subtitle, x: 0.4...(last + 0.6), y: 0...greatest, xLabel: "match",
      yLabel: "weighted score", margins: Plot.Margins(right: 56),
      xTicks: stride(from: 1, through: matches.count, by: max(1, matches.count / 16)).map {
        (Double($0), "\($0)")
      })
    let ranks = Scale(1...teams, from: plot.y.to, to: plot.y.from)
    for (place, match) in matches.enumerated() {
      let left = plot.x(Double(place) + 0.7)
      let top = plot.y(match.score)
      plot.svg.rectangle(
        x: left, y: top, width: plot.x(Double(place) + 1.3) - left, height: plot.y(0) - top,
        fill: Palette.low)
    }
    let line = matches.enumerated().map { place, match in
      (x: plot.x(Double(place) + 1), y: ranks(Double(match.rank)))
    }
    plot.svg.polyline(line, stroke: Palette.high)
    for (place, match) in matches.enumerated() {
      plot.svg.circle(
        x: line[place].x, y: line[place].y, radius: 3, fill: Palette.high,
        title: "match \(place + 1): rank \(match.rank) of \(match.teams)")
    }
    for rank in [1, Int(teams) / 3, 2 * Int(teams) / 3, Int(teams)] where rank > 0 {
      plot.svg.text(
        "\(rank).", x: plot.svg.width - 44, y: ranks(Double(rank)) + 4, size: 11, fill: Palette.high)
    }
    plot.legend([("weighted score", Palette.low), ("rank", Palette.high)])
    return plot.svg.document
  }
}
