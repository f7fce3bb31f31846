import Testing

@testable import Charts

@Suite struct RaceChartTests {
  private func chart(_ shots: [RaceChart.Shot]) -> String {
    RaceChart(home: "Home & Co", away: "Away", score: "1:0", fairResult: (0.5, 0.3, 0.2), shots: shots)
      .document
  }

  @Test("a step for each shot, goals marked with who and when, sums at the end")
  func steps() {
    let svg = chart([
      .init(period: 1, clock: 600, isHome: true, xGoals: 0.25, isGoal: true, player: "O'Neil <9>"),
      .init(period: 2, clock: 60, isHome: false, xGoals: 0.1),
      .init(period: 2, clock: 1800, isHome: true, xGoals: 0.77, isPenalty: true),
      .init(period: 5, clock: 10, isHome: true, xGoals: 0.9),
    ])
    #expect(svg.contains("Home &amp; Co 1:0 Away"))
    #expect(svg.contains("xGoals 1.02 : 0.10 · by the shots Home &amp; Co wins with 50 %"))
    #expect(svg.contains("O'Neil &lt;9&gt;, 11', xGoals 0.25"))
    #expect(svg.split(separator: "<circle").count == 2)
    #expect(svg.contains(">1.02</text>") && svg.contains(">0.10</text>"))
    // Home: start, two steps of two points, end.
    let lines = svg.split(separator: "<polyline").dropFirst()
    #expect(lines.map { $0.prefix { $0 != "f" }.filter { $0 == "," }.count } == [6, 4])
  }

  @Test("added time moves what comes after it; a match without shots is drawn too")
  func time() {
    let late = chart([.init(period: 1, clock: 48 * 60 + 5, isHome: true, xGoals: 0.1, isGoal: true)])
    #expect(late.contains("45+4'"))
    #expect(chart([]).contains(">0.00</text>"))
    let extra = chart([.init(period: 4, clock: 60, isHome: false, xGoals: 0.1)])
    #expect(extra.contains(">120</text>"))
  }
}
