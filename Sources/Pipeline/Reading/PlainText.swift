/// Text with blanks up to a width. Counts characters: names of clubs and players have no wide ones as a rule.
func padded(_ text: String, _ width: Int, isRight: Bool = false) -> String {
  let missing = width - text.count
  guard missing > 0 else { return text }
  let blanks = String(repeating: " ", count: missing)
  return isRight ? blanks + text : text + blanks
}

/// A number with so many decimals, half away from zero.
public func decimals(_ value: Double, _ places: Int) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return value.description }
  let factor = (0..<places).reduce(1) { power, _ in power * 10 }
  let scaled = Int((abs(value) * Double(factor)).rounded())
  let sign = value < 0 && scaled != 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(scaled)" }
  let fraction = String(scaled % factor)
  return "\(sign)\(scaled / factor)." + String(repeating: "0", count: places - fraction.count) + fraction
}

/// The same with + before what is above zero.
public func signed(_ value: Double, _ places: Int) -> String {
  let text = decimals(value, places)
  return value > 0 && text.contains { $0 != "0" && $0 != "." } ? "+\(text)" : text
}
