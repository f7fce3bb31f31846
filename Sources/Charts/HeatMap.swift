/// A grid of numbers, coloured by sign and size.
public enum HeatMap {
  public static func svg(
    title: String, subtitle: String, rows: [String], columns: [String], values: [[Double]]
  ) -> String {
    let left = 190.0
    let cell = (width: 88.0, height: 20.0)
    let middle = { (column: Int) in left + cell.width * (Double(column) + 0.5) }
    // The names of the columns rise to the right: room for their width and their height.
    let names = columns.map { TextWidth.of($0, size: 10) }
    let right = names.enumerated().map { middle($0.offset) + 0.87 * $0.element }.max() ?? 0
    let top = 64 + 0.5 * (names.max() ?? 0)
    var svg = SVG(
      width: max(left + cell.width * Double(columns.count), right, 480) + 16,
      height: top + 28 + cell.height * Double(rows.count))
    svg.text(title, x: 16, y: 24, size: 16, isBold: true)
    svg.text(subtitle, x: 16, y: 40, size: 11, fill: Palette.faint)
    let greatest = values.flatMap { $0 }.filter(\.isFinite).map(abs).max() ?? 1
    for (column, name) in columns.enumerated() {
      svg.text(name, x: middle(column), y: top, size: 10, rotated: -30)
    }
    for (row, name) in rows.enumerated() {
      let y = top + 12 + cell.height * Double(row)
      svg.text(name, x: left - 8, y: y + 14, size: 11, anchor: .end)
      for (column, value) in values[row].enumerated() {
        let x = left + cell.width * Double(column)
        svg.rectangle(
          x: x, y: y, width: cell.width - 1, height: cell.height - 1,
          fill: value >= 0 ? Palette.high : Palette.low,
          opacity: min(abs(value) / max(greatest, 1e-12), 1) * 0.8)
        svg.text(
          Decimal.text(value, places: 4, isFixed: true, isSigned: true), x: x + cell.width / 2, y: y + 14,
          size: 10, anchor: .middle)
      }
    }
    return svg.document
  }
}
