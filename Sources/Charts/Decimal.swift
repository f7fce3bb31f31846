/// Numbers as people read them, without a locale.
public enum Decimal {
  /// Rounded to so many places after the point, zeros at the end left out unless `isFixed`. NaN and infinity: "–".
  public static func text(_ x: Double, places: Int, isFixed: Bool = false, isSigned: Bool = false) -> String {
    guard x.isFinite, x.magnitude < 1e15 else { return "–" }
    var scale: Int64 = 1
    for _ in 0..<min(max(places, 0), 3) { scale *= 10 }
    for _ in 3..<max(min(places, 9), 3) { scale *= 10 }
    guard (x * Double(scale)).magnitude < 9e18 else { return "\(x.rounded())" }
    let units = Int64((x * Double(scale)).rounded())
    let sign = units < 0 ? "-" : isSigned && units > 0 ? "+" : ""
    let whole = "\(units.magnitude / UInt64(scale))"
    var rest = "\(units.magnitude % UInt64(scale))"
    while rest.count < "\(scale)".count - 1 { rest = "0" + rest }
    if scale == 1 { rest = "" }
    if !isFixed { while rest.hasSuffix("0") { rest.removeLast() } }
    return sign + whole + (rest.isEmpty ? "" : "." + rest)
  }
}
