/// Keeps labels apart: each goes into the first row in which it touches no other.
struct LabelRows {
  private var taken: [[ClosedRange<Double>]] = []

  var count: Int { taken.count }

  /// The row, counted from 0, of a label that spans these pixels.
  mutating func place(_ span: ClosedRange<Double>) -> Int {
    for row in taken.indices where !taken[row].contains(where: { $0.overlaps(span) }) {
      taken[row].append(span)
      return row
    }
    taken.append([span])
    return taken.count - 1
  }
}

/// About how wide a text is, pixels. Browsers choose the font: this is by the wider ones, so that labels kept apart
/// by it do not touch.
enum TextWidth {
  static func of(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + share($1) } * size
  }

  /// Of the size of the letters.
  private static func share(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "l", "j", "'", ".", ",", ":", ";", "|", "!": 0.32
    case "f", "t", "r", "I", " ", "(", ")", "-", "/": 0.4
    case "m", "w", "M", "W", "%", "@", "–": 0.94
    case "A"..."Z", "+", "=": 0.74
    default: 0.63
    }
  }
}
