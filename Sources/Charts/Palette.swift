/// The colours of all charts, told apart by those who see few colours too (Okabe and Ito 2008).
public enum Palette {
  public static let paper = "#ffffff"
  public static let ink = "#222222"
  public static let faint = "#8a8a8a"
  public static let grid = "#e4e4e4"
  /// For what raises a value, a feature's high values, the home team.
  public static let high = "#d55e00"
  /// For what lowers it, low values, the away team.
  public static let low = "#0072b2"
  public static let missing = "#b0b0b0"
  /// For many series, in this order, over again.
  public static let series = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#999933", "#6a3d3d",
    "#444444",
  ]

  /// Between `low` and `high`; NaN is `missing`.
  ///
  /// - Parameter share: 0 to 1.
  public static func blend(_ share: Double) -> String {
    guard share.isFinite else { return missing }
    let t = min(max(share, 0), 1)
    let a = (0.0, 114.0, 178.0)
    let middle = (190.0, 150.0, 160.0)
    let b = (213.0, 94.0, 0.0)
    func mix(_ x: (Double, Double, Double), _ y: (Double, Double, Double), _ t: Double) -> String {
      let parts = [(x.0, y.0), (x.1, y.1), (x.2, y.2)].map { Int(($0 + ($1 - $0) * t).rounded()) }
      return "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    return t < 0.5 ? mix(a, middle, t * 2) : mix(middle, b, t * 2 - 1)
  }
}
