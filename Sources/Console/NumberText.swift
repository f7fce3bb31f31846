/// A number with a fixed count of decimals, rounded half away from zero: `fixed(1.25, 1)` is `1.3`.
/// - Parameter decimals: 0 to 9.
public func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 9e8 else { return value.description }
  let decimals = max(0, min(decimals, 9))
  let factor = (0..<decimals).reduce(1) { power, _ in power * 10 }
  let scaled = Int((abs(value) * Double(factor)).rounded())
  let sign = value < 0 && scaled != 0 ? "-" : ""
  if decimals == 0 { return "\(sign)\(scaled)" }
  let fraction = String(scaled % factor)
  return "\(sign)\(scaled / factor)." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// A count for people: `987`, `12.3k`, `4.56M`.
public func compact(_ value: Double) -> String {
  switch abs(value) {
  case ..<1_000: fixed(value, 0)
  case ..<100_000: "\(fixed(value / 1e3, 1))k"
  case ..<1_000_000: "\(fixed(value / 1e3, 0))k"
  case ..<1_000_000_000: "\(fixed(value / 1e6, 2))M"
  default: "\(fixed(value / 1e9, 2))G"
  }
}

/// Bytes for people, in powers of 1,000: `987 B`, `12.3 kB`.
public func byteCount(_ value: Int) -> String {
  let bytes = Double(value)
  return switch value {
  case ..<1_000: "\(value) B"
  case ..<1_000_000: "\(fixed(bytes / 1e3, 1)) kB"
  case ..<1_000_000_000: "\(fixed(bytes / 1e6, 1)) MB"
  default: "\(fixed(bytes / 1e9, 2)) GB"
  }
}

/// A length of time for people: `850 ms`, `12 s`, `3:05`, `2:03:05`.
public func shortDuration(seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0, seconds < 1e7 else { return "–" }
  if seconds < 1 { return "\(fixed(seconds * 1_000, 0)) ms" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  if whole < 3_600 { return "\(whole / 60):\(two(whole % 60))" }
  return "\(whole / 3_600):\(two(whole / 60 % 60)):\(two(whole % 60))"
}
