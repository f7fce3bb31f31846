/// Rows and columns for people.
///
/// On a terminal the table is fitted to the width: the columns that may shrink lose characters, the widest first.
/// Elsewhere nothing is cut and nothing coloured, so that `grep` and `awk` see all of it.
public struct Table: Sendable {
  public enum Alignment: Sendable { case left, right }

  public struct Column: Sendable {
    public var title: String
    public var alignment: Alignment
    /// Columns that it keeps when the table must be made narrower; nil if it keeps all.
    public var minimum: Int?

    public init(_ title: String, _ alignment: Alignment = .left, minimum: Int? = nil) {
      self.title = title
      self.alignment = alignment
      self.minimum = minimum
    }
  }

  public struct Cell: Sendable, ExpressibleByStringInterpolation {
    public var text: String
    public var style: Style?

    public init(_ text: String, _ style: Style? = nil) {
      self.text = printable(text)
      self.style = style
    }

    public init(stringLiteral value: String) { self.init(value) }
  }

  public var columns: [Column]
  public private(set) var rows: [[Cell]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; missing cells are empty, cells beyond the columns are left out.
  public mutating func add(_ cells: [Cell]) {
    rows.append((0..<columns.count).map { $0 < cells.count ? cells[$0] : "" })
  }

  /// The table as lines, with a line of titles unless all are empty; each ends with a line feed.
  public func text(for terminal: Terminal) -> String {
    let widths = self.widths(for: terminal)
    var result = ""
    if columns.contains(where: { !$0.title.isEmpty }) {
      result += line(columns.map { Cell($0.title, .bold) }, widths, terminal)
    }
    for row in rows { result += line(row, widths, terminal) }
    return result
  }

  private func widths(for terminal: Terminal) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(displayWidth(columns[index].title)) { max($0, displayWidth($1[index].text)) }
    }
    guard terminal.isTerminal else { return widths }
    var excess = widths.reduce(0, +) + 2 * max(0, columns.count - 1) - terminal.width
    while excess > 0 {
      let shrinkable = columns.indices.filter { widths[$0] > max(1, columns[$0].minimum ?? .max) }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
    var result = ""
    var pending = 0
    for index in columns.indices {
      let text = truncated(cells[index].text, to: widths[index])
      let space = widths[index] - displayWidth(text)
      if columns[index].alignment == .right { pending += space }
      // Blanks are written only before something, so that no line ends with them.
      if !text.isEmpty {
        result += String(repeating: " ", count: pending)
        pending = 0
        result += cells[index].style?.apply(text, if: terminal.hasColour) ?? text
      }
      if columns[index].alignment == .left { pending += space }
      pending += 2
    }
    return result + "\n"
  }
}
