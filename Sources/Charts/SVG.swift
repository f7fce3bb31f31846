/// A drawing in SVG 1.1, written element by element. One file, no scripts, no outside fonts: any browser shows it.
///
/// Units are pixels, origin top left, y down. The same calls give the same bytes.
public struct SVG: Sendable {
  public let width: Double
  public let height: Double
  private var body = ""

  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// How a text lies about its place.
  public enum Anchor: String, Sendable { case start, middle, end }

  public mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, opacity: Double = 1,
    radius: Double = 0,
    title: String? = nil
  ) {
    add(
      "rect",
      [("x", n(x)), ("y", n(y)), ("width", n(max(width, 0))), ("height", n(max(height, 0)))]
        + (radius > 0 ? [("rx", n(radius))] : []) + paint(fill, opacity), title: title)
  }

  public mutating func circle(
    x: Double, y: Double, radius: Double, fill: String, opacity: Double = 1, stroke: String? = nil,
    title: String? = nil
  ) {
    add(
      "circle",
      [("cx", n(x)), ("cy", n(y)), ("r", n(radius))] + paint(fill, opacity)
        + (stroke.map { [("stroke", $0)] } ?? []), title: title)
  }

  public mutating func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), stroke: String, width: Double = 1,
    dash: String? = nil, opacity: Double = 1
  ) {
    add(
      "line",
      [("x1", n(from.x)), ("y1", n(from.y)), ("x2", n(to.x)), ("y2", n(to.y))]
        + pen(stroke, width, dash, opacity))
  }

  /// A line through all points; nothing with fewer than two.
  public mutating func polyline(
    _ points: [(x: Double, y: Double)], stroke: String, width: Double = 1.5, dash: String? = nil,
    opacity: Double = 1, title: String? = nil
  ) {
    guard points.count > 1 else { return }
    add(
      "polyline",
      [("points", text(points)), ("fill", "none"), ("stroke-linejoin", "round")]
        + pen(stroke, width, dash, opacity), title: title)
  }

  public mutating func polygon(
    _ points: [(x: Double, y: Double)], fill: String, opacity: Double = 1, title: String? = nil
  ) {
    guard points.count > 2 else { return }
    add("polygon", [("points", text(points))] + paint(fill, opacity), title: title)
  }

  /// - Parameters:
  ///   - size: of the letters, pixels.
  ///   - rotated: degrees, clockwise, about the place.
  ///   - hasHalo: keeps lines behind the letters away from them.
  public mutating func text(
    _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start,
    fill: String = Palette.ink, isBold: Bool = false, rotated: Double = 0, hasHalo: Bool = false
  ) {
    var attributes = [("x", n(x)), ("y", n(y)), ("font-size", n(size)), ("fill", fill)]
    if anchor != .start { attributes.append(("text-anchor", anchor.rawValue)) }
    if isBold { attributes.append(("font-weight", "600")) }
    if hasHalo {
      attributes += [("stroke", Palette.paper), ("stroke-width", "3"), ("paint-order", "stroke")]
    }
    if rotated != 0 { attributes.append(("transform", "rotate(\(n(rotated)) \(n(x)) \(n(y)))")) }
    open("text", attributes)
    body += ">" + Self.escaped(text) + "</text>\n"
  }

  /// The whole file.
  public var document: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="\(n(width))" height="\(n(height))" \
    viewBox="0 0 \(n(width)) \(n(height))" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
    <rect width="100%" height="100%" fill="\(Palette.paper)"/>
    \(body)</svg>

    """
  }

  /// Text as XML takes it; what XML 1.0 cannot hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private mutating func add(_ name: String, _ attributes: [(String, String)], title: String? = nil) {
    open(name, attributes)
    body += title.map { "><title>\(Self.escaped($0))</title></\(name)>\n" } ?? "/>\n"
  }

  private mutating func open(_ name: String, _ attributes: [(String, String)]) {
    body += "<" + name
    for (key, value) in attributes { body += " \(key)=\"\(Self.escaped(value))\"" }
  }

  private func paint(_ fill: String, _ opacity: Double) -> [(String, String)] {
    [("fill", fill)] + (opacity < 1 ? [("fill-opacity", n(opacity))] : [])
  }

  private func pen(_ stroke: String, _ width: Double, _ dash: String?, _ opacity: Double) -> [(
    String, String
  )] {
    [("stroke", stroke), ("stroke-width", n(width))] + (dash.map { [("stroke-dasharray", $0)] } ?? [])
      + (opacity < 1 ? [("stroke-opacity", n(opacity))] : [])
  }

  private func text(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
  }

  private func n(_ x: Double) -> String { Decimal.text(x, places: 2) }
}
