import Charts
import Console
import Facts

/// A force plot in the terminal: a bar a feature, the greatest first.
enum ForceText {
  /// Features with smaller effects than this share of the greatest are taken together.
  private static let least = 0.03

  static func text(
    _ shot: ExplainedShot, _ explanation: ShotExplanation, mean: Double?, _ terminal: Terminal
  ) -> String {
    let greatest = explanation.terms.map { abs($0.effect) }.max() ?? 0
    let shown = explanation.terms.filter { abs($0.effect) >= greatest * least && $0.effect != 0 }
    let others = explanation.terms.dropFirst(shown.count).reduce(0) { $0 + $1.effect }
    let name = shown.map { $0.feature.rawValue.count + $0.valueText.count + 3 }.max() ?? 0
    let room = max(min(terminal.width - name - 16, 40), 8)
    var text = "  base value \(fixed(explanation.base))"
    if let mean { text += ", mean prediction \(fixed(mean))" }
    text += "\n"
    for term in shown {
      let length = greatest > 0 ? max(Int((abs(term.effect) / greatest * Double(room)).rounded()), 1) : 1
      let bar = String(repeating: term.effect > 0 ? "█" : "▒", count: length)
      let label = "\(term.feature.rawValue) = \(term.valueText)"
      text += "  " + label + String(repeating: " ", count: name - label.count + 1)
      text += Decimal.text(term.effect, places: 4, isFixed: true, isSigned: true) + " "
      text += (term.effect > 0 ? Style.red : Style.cyan).apply(bar, if: terminal.hasColour) + "\n"
    }
    text += "  \(explanation.terms.count - shown.count) others "
    text += Decimal.text(others, places: 4, isFixed: true, isSigned: true) + "\n"
    return text
      + "  xGoals \(fixed(explanation.probability))  (log-odds \(Decimal.text(explanation.margin, places: 3)))\n"
  }

  private static func fixed(_ x: Double) -> String { Decimal.text(x, places: 4, isFixed: true) }
}
