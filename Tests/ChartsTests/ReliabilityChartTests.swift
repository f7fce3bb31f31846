import Testing

@testable import Charts

@Suite struct ReliabilityChartTests {
  private func chart(_ bins: [ReliabilityChart.Bin]) -> String {
    ReliabilityChart.svg(
      title: "T", subtitle: "s", xLabel: "x", yLabel: "y", series: [("A & B", Palette.high, bins)])
  }

  @Test("a dot and a bar for each bin, both axes to just above the greatest share")
  func bins() {
    let svg = chart([
      .init(predicted: 0.1, observed: 0.12, count: 400), .init(predicted: 0.3, observed: 0.25, count: 400),
    ])
    #expect(svg.split(separator: "<circle").count == 3)
    #expect(svg.split(separator: "stroke-width=\"5\"").count == 3)
    #expect(svg.contains("<title>400: predicted 0.1, came true 0.12</title>"))
    #expect(svg.contains(">A &amp; B</text>"))
    // 0.3 and a little more, up to the next twentieth.
    #expect(svg.contains(">0.35</text>") && !svg.contains(">0.4"))
  }

  @Test("without bins, and up to certainty, the axes end at 1")
  func ends() {
    for bins in [[], [ReliabilityChart.Bin(predicted: 0.99, observed: 1, count: 0)]] {
      let svg = chart(bins)
      #expect(svg.contains(">1.0</text>") && !svg.contains(">1.2</text>"))
      #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
  }
}
