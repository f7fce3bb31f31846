/// What one feature added to one prediction, ready to be drawn.
public struct Effect: Sendable, Equatable {
  public var name: String
  /// The feature's value as people read it; "–" where not known.
  public var value: String
  public var effect: Double
  public init(name: String, value: String, effect: Double) {
    self.name = name
    self.value = value
    self.effect = effect
  }
}

/// One prediction from its base value, effect by effect: what raises it pushes from the left, what lowers it from the
/// right, and they meet at the prediction (Lundberg et al. 2018).
public enum ForcePlot {
  /// - Parameters:
  ///   - marks: further values to be shown on the axis, e.g. the mean prediction.
  ///   - effects: all of them; small ones are drawn together.
  public static func svg(
    title: String, subtitle: String, base: Double, result: Double, effects: [Effect],
    marks: [(name: String, value: Double)] = []
  ) -> String {
    let up = effects.filter { $0.effect > 0 }.sorted { $0.effect > $1.effect }
    let down = effects.filter { $0.effect < 0 }.sorted { $0.effect < $1.effect }
    let start = result - up.reduce(0) { $0 + $1.effect }
    let end = result - down.reduce(0) { $0 + $1.effect }
    let room = max(end - start, 1e-6) * 0.04
    let low = min(start, base) - room
    let high = max(end, base) + room
    var svg = SVG(width: 980, height: 330)
    svg.text(title, x: 16, y: 24, size: 16, isBold: true)
    svg.text(subtitle, x: 16, y: 42, size: 11, fill: Palette.faint)
    let x = Scale(low...high, from: 24, to: 956)
    for tick in x.ticks(10) {
      svg.line((x(tick.value), 84), (x(tick.value), 92), stroke: Palette.faint)
      svg.text(tick.label, x: x(tick.value), y: 80, size: 10, anchor: .middle, fill: Palette.faint)
    }
    svg.line((24, 92), (956, 92), stroke: Palette.faint)
    draw(up, from: result, colour: Palette.high, x, &svg)
    draw(down, from: result, colour: Palette.low, x, &svg)
    let all = [(name: "base value", value: base)] + marks
    for (row, mark) in all.enumerated() {
      svg.line(
        (x(mark.value), 92), (x(mark.value), 262 + Double(row) * 16), stroke: Palette.faint, dash: "3 3")
      let isRight = x(mark.value) > 780
      svg.text(
        "\(mark.name) \(Decimal.text(mark.value, places: 4, isFixed: true))",
        x: x(mark.value) + (isRight ? -5 : 5), y: 264 + Double(row) * 16, size: 11,
        anchor: isRight ? .end : .start, fill: Palette.faint)
    }
    svg.line((x(result), 58), (x(result), 148), stroke: Palette.ink, width: 2)
    svg.text(
      Decimal.text(result, places: 3, isFixed: true), x: x(result), y: 64, size: 15, anchor: .middle,
      isBold: true)
    svg.text(
      "raises", x: 24, y: 318, size: 11, fill: Palette.high, isBold: true)
    svg.text("lowers", x: 72, y: 318, size: 11, fill: Palette.low, isBold: true)
    return svg.document
  }

  /// Arrows away from the result, the greatest next to it; names below, in steps so that they do not overlap.
  private static func draw(
    _ effects: [Effect], from result: Double, colour: String, _ x: Scale, _ svg: inout SVG
  ) {
    var at = result
    var row = 0
    for (place, effect) in effects.enumerated() {
      let next = at - effect.effect
      let (a, b) = (x(min(at, next)), x(max(at, next)))
      let width = b - a
      let tip = min(6, width)
      let isUp = effect.effect > 0
      svg.polygon(
        isUp
          ? [(a, 104), (b - tip, 104), (b, 122), (b - tip, 140), (a, 140), (a + tip, 122)]
          : [(a + tip, 104), (b, 104), (b - tip, 122), (b, 140), (a + tip, 140), (a, 122)],
        fill: colour, opacity: 0.9 - 0.5 * Double(min(place, 8)) / 8,
        title: "\(effect.name) = \(effect.value): \(Decimal.text(effect.effect, places: 4, isSigned: true))")
      if place < 6, width > 6 {
        let middle = (a + b) / 2
        let y = 160 + Double(row) * 15 + (isUp ? 0 : 7)
        svg.line((middle, 140), (middle, y - 10), stroke: Palette.grid)
        let anchor: SVG.Anchor = middle < 180 ? .start : middle > 800 ? .end : .middle
        svg.text(
          "\(effect.name) = \(effect.value)  \(Decimal.text(effect.effect, places: 3, isSigned: true))",
          x: middle, y: y, size: 10.5, anchor: anchor, fill: colour)
        row += 1
      }
      at = next
    }
  }
}
