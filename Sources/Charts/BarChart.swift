/// Bars from 0 to the right, the first on top.
public enum BarChart {
  public static func svg(
    title: String, subtitle: String, label: String, rows: [(name: String, value: Double)]
  ) -> String {
    let greatest = rows.map(\.value).max() ?? 1
    var plot = Plot(
      title: title, subtitle: subtitle, height: 110 + 22 * Double(max(rows.count, 1)),
      x: 0...max(greatest * 1.12, 1e-9),
      y: -0.5...max(Double(rows.count) - 0.5, 0.5), xLabel: label, isYDown: true,
      margins: .init(left: 230), yTicks: rows.enumerated().map { (Double($0.offset), $0.element.name) })
    for (row, entry) in rows.enumerated() {
      let (x, y) = plot.point(entry.value, Double(row))
      plot.svg.rectangle(
        x: plot.x.from, y: y - 7, width: x - plot.x.from, height: 14, fill: Palette.low, radius: 1.5)
      plot.svg.text(Decimal.text(entry.value, places: 4, isFixed: true), x: x + 5, y: y + 4, size: 10)
    }
    return plot.svg.document
  }
}
