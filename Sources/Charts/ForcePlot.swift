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
    let shown = [start, end, base] + marks.map(\.value)
    let low = (shown.min() ?? base) - room
    let high = (shown.max() ?? base) + room
    let named = (up.prefix(most).count, down.prefix(most).count)
    let bottom = 156 + rowHeight * Double(2 * max(named.0, named.1))
    var svg = SVG(width: 980, height: bottom + 40 + 16 * Double(marks.count))
    svg.text(title, x: 16, y: 24, size: 16, isBold: true)
    svg.text(subtitle, x: 16, y: 42, size: 11, fill: Palette.faint)
    let x = Scale(low...high, from: 24, to: 956)
    for tick in x.ticks(10) {
      svg.line((x(tick.value), 84), (x(tick.value), 92), stroke: Palette.faint)
      // The result's own label is there.
      if abs(x(tick.value) - x(result)) < 42 { continue }
      svg.text(tick.label, x: x(tick.value), y: 80, size: 10, anchor: .middle, fill: Palette.faint)
    }
    svg.line((24, 92), (956, 92), stroke: Palette.faint)
    let all = [(name: "base value", value: base)] + marks
    for (row, mark) in all.enumerated() {
      let y = bottom + 6 + Double(row) * 16
      svg.line((x(mark.value), 92), (x(mark.value), y), stroke: Palette.faint, dash: "3 3")
      let isRight = x(mark.value) > 780
      svg.text(
        "\(mark.name) \(Decimal.text(mark.value, places: 4, isFixed: true))",
        x: x(mark.value) + (isRight ? -5 : 5), y: y + 2, size: 11,
        anchor: isRight ? .end : .start, fill: Palette.faint, hasHalo: true)
    }
    let labels =
      draw(up, from: result, colour: Palette.high, x, &svg)
      + draw(down, from: result, colour: Palette.low, x, &svg)
    // After all lines, which they keep away.
    for label in labels {
      svg.text(
        label.text, x: label.x, y: label.y, size: labelSize, anchor: .middle, fill: label.colour,
        hasHalo: true)
    }
    svg.line((x(result), 84), (x(result), 148), stroke: Palette.ink, width: 2)
    svg.text(
      Decimal.text(result, places: 3, isFixed: true), x: x(result), y: 78, size: 15, anchor: .middle,
      isBold: true)
    let foot = svg.height - 12
    svg.text("raises", x: 24, y: foot, size: 11, fill: Palette.high, isBold: true)
    svg.text("lowers", x: 76, y: foot, size: 11, fill: Palette.low, isBold: true)
    return svg.document
  }

  /// So many effects of a direction are named.
  private static let most = 6
  private static let rowHeight = 14.0
  private static let labelSize = 10.5

  private struct Label {
    var text: String
    /// Its middle.
    var x: Double
    var y: Double
    var colour: String
  }

  /// Arrows away from the result, the greatest next to it; names below, those of both directions in turn, each in a
  /// row of its own.
  ///
  /// - Returns: the names, to be drawn.
  private static func draw(
    _ effects: [Effect], from result: Double, colour: String, _ x: Scale, _ svg: inout SVG
  ) -> [Label] {
    var labels: [Label] = []
    var at = result
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
      if place < most, width > 6 {
        let middle = (a + b) / 2
        let y = 160 + rowHeight * Double(2 * place + (isUp ? 0 : 1))
        svg.line((middle, 142), (middle, y - 10), stroke: colour, width: 0.7, opacity: 0.5)
        let text =
          "\(effect.name) = \(effect.value)  \(Decimal.text(effect.effect, places: 3, isFixed: true, isSigned: true))"
        let half = TextWidth.of(text, size: labelSize) / 2 + 8
        labels.append(
          Label(text: text, x: max(min(middle, svg.width - half), half), y: y, colour: colour))
      }
      at = next
    }
    return labels
  }
}
