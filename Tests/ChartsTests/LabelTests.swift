import Testing

@testable import Charts

@Suite struct LabelTests {
  @Test("labels share a row until they touch")
  func rows() {
    var rows = LabelRows()
    #expect(rows.place(0...10) == 0 && rows.place(11...20) == 0 && rows.place(5...12) == 1)
    #expect(rows.place(30...40) == 0 && rows.place(0...50) == 2 && rows.count == 3)
  }

  @Test("a label goes where it lies on no other, then where it crosses fewest lines, else to the first place")
  func places() {
    var places = LabelPlaces()
    places.avoid([(0, 50), (100, 50), (100, 90)])
    let crossed = LabelPlaces.Box((10, 45), (60, 55))
    let free = LabelPlaces.Box((10, 20), (60, 30))
    #expect(places.choose([crossed, free]) == 1)
    #expect(places.choose([free, crossed]) == 1)
    #expect(places.choose([free, crossed]) == 0)
  }

  /// Places of the texts that contain a word, top to bottom.
  private func heights(of word: String, in svg: String) -> [Double] {
    svg.split(separator: "\n").filter { $0.hasPrefix("<text") && $0.contains(word) }
      .compactMap { $0.split(separator: " y=\"").last?.split(separator: "\"").first.flatMap { Double($0) } }
      .sorted()
  }

  @Test("a force plot names six effects of either direction, each in a row of its own, all marks on its axis")
  func force() {
    let effects = (1...9).flatMap { number in
      [0.01, -0.01].map { Effect(name: "name\(number)", value: "1", effect: $0 * Double(number)) }
    }
    let svg = ForcePlot.svg(
      title: "t", subtitle: "s", base: 0.5, result: 0.5, effects: effects, marks: [("mean", 0.99)])
    let rows = heights(of: ">name", in: svg)
    #expect(rows.count == 12)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $1 - $0 >= 13 })
    let right = svg.split(separator: " x1=\"").compactMap {
      $0.split(separator: "\"").first.flatMap { Double($0) }
    }
    #expect(right.allSatisfy { $0 >= 0 && $0 <= 980 })
  }

  @Test("a decision plot's goals that end at one place are named one above the other")
  func decision() {
    let lines = ["Goal A", "Goal B", "none"].map { name in
      DecisionPlot.Line(name: "long \(name)", label: name, effects: [0.1], isDashed: name != "none", share: 1)
    }
    let svg = DecisionPlot.svg(
      title: "t", subtitle: "s", label: "p", base: 0.1, names: ["feature"], lines: lines)
    let rows = heights(of: ">Goal", in: svg)
    #expect(rows.count == 2 && rows[1] - rows[0] >= 13 && !svg.contains(">none</text>"))
  }

  @Test("a heat map is wide enough for the names of its columns")
  func heatMap() {
    let name = String(repeating: "wide_", count: 8)
    let svg = HeatMap.svg(title: "t", subtitle: "s", rows: ["r"], columns: [name], values: [[1]])
    let width = svg.split(separator: " width=\"").dropFirst().first?.split(separator: "\"").first
    #expect(width.flatMap { Double($0) } ?? 0 > 234 + 0.87 * TextWidth.of(name, size: 10))
  }

  @Test("a race's goals close to each other are named apart, and so are equal sums")
  func race() {
    let shots = [1.0, 20, 40].map {
      RaceChart.Shot(period: 2, clock: 900 + $0, isHome: true, xGoals: 0.1, isGoal: true, player: "Scorer")
    }
    let away = RaceChart.Shot(period: 1, clock: 60, isHome: false, xGoals: 0.3)
    let svg = RaceChart(home: "H", away: "A", shots: shots + [away]).document
    let rows = heights(of: ">Scorer", in: svg)
    #expect(rows.count == 3 && zip(rows, rows.dropFirst()).allSatisfy { $1 - $0 >= 11 })
    let sums = heights(of: ">0.30</text>", in: svg).filter { $0 > 0 }
    #expect(sums.count == 2 && sums[1] - sums[0] >= 14)
  }
}
