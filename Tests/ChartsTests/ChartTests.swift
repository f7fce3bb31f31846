import Testing

@testable import Charts

@Suite struct ChartTests {
  @Test(
    "numbers are written as people read them",
    arguments: [
      (0.0, 2, false, false, "0"), (-0.001, 2, false, false, "0"), (1.005, 1, true, false, "1.0"),
      (-12.345, 2, false, false, "-12.35"), (0.1, 3, true, true, "+0.100"), (7, 0, false, true, "+7"),
      (.nan, 2, false, false, "–"), (1234.5, 1, false, false, "1234.5"),
      (0.000012, 6, false, false, "0.000012"),
    ])
  func decimals(_ x: Double, _ places: Int, _ isFixed: Bool, _ isSigned: Bool, _ text: String) {
    #expect(Decimal.text(x, places: places, isFixed: isFixed, isSigned: isSigned) == text)
  }

  @Test("a scale goes from end to end, and its ticks are round and inside")
  func scale() {
    let scale = Scale(0...90, from: 100, to: 1000)
    #expect(scale(0) == 100 && scale(90) == 1000 && scale(45) == 550)
    #expect(scale.ticks(9).map(\.label) == ["0", "10", "20", "30", "40", "50", "60", "70", "80", "90"])
    let small = Scale(-0.03...0.11, from: 300, to: 0)
    #expect(small.ticks(7).map(\.label) == ["-0.02", "0.00", "0.02", "0.04", "0.06", "0.08", "0.10"])
    #expect(small.ticks(7).allSatisfy { small.domain.contains($0.value) })
    let flat = Scale(2...2, from: 0, to: 10)
    #expect(flat(2) == 5)
  }

  @Test("what a name holds cannot break the drawing")
  func escaping() {
    var svg = SVG(width: 100, height: 50)
    svg.text("<A & \"B\">\u{1}", x: 1, y: 2)
    svg.circle(x: 1, y: 2, radius: 3, fill: "red", title: "a<b")
    #expect(svg.document.contains(">&lt;A &amp; &quot;B&quot;&gt;\u{FFFD}</text>"))
    #expect(svg.document.contains("<title>a&lt;b</title></circle>"))
    #expect(svg.document.hasPrefix("<?xml") && svg.document.hasSuffix("</svg>\n"))
  }

  @Test("colours run from low to high, and the unknown has its own")
  func colours() {
    #expect(Palette.blend(0) == Palette.low && Palette.blend(1) == Palette.high)
    #expect(Palette.blend(.nan) == Palette.missing && Palette.blend(7) == Palette.high)
  }
}
