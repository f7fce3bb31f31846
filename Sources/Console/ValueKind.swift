/// What an option's or argument's text must look like; checked while parsing, so that errors name their origin.
public enum ValueKind: Sendable {
  case text
  case integer(ClosedRange<Int> = 0...Int.max)
  case number(ClosedRange<Double> = 0...1e15)
  /// `30` (seconds), `1.5`, `500ms`, `2m`, `1h30m`, `7d`.
  case duration
  /// A URI with one of these schemes. Only the scheme is checked: PostgreSQL's URIs may name several hosts.
  case url(schemes: [String])
  /// `-` is standard input or output.
  case path
  /// `key=value`.
  case property
  /// Letters, digits and dashes, 64 at most: ids of matches, teams, players, seasons, slots.
  case identifier
  /// Returns what is wrong with the text ("is not a clock such as 63:00"), or nil.
  case custom(@Sendable (String) -> String?)

  /// What is wrong with `text`, to follow the quoted value; nil if nothing is.
  func complaint(about text: String) -> String? {
    switch self {
    case .text: return nil
    case .path: return text.isEmpty ? "is no path" : nil
    case .integer(let range):
      guard let value = Int(text) else { return "is no whole number" }
      return range.contains(value) ? nil : "is not \(Self.bounds(range, whole: Int.min...Int.max))"
    case .number(let range):
      guard let value = Double(text), value.isFinite else { return "is no number" }
      return range.contains(value) ? nil : "is not \(Self.bounds(range, whole: -1e15...1e15))"
    case .duration:
      return parseDuration(text) == nil
        ? "is no duration (30, 1.5, 500ms, 2m, 1h30m; without a unit: seconds)" : nil
    case .url(let schemes):
      guard schemes.contains(where: { text.lowercased().hasPrefix("\($0)://") }) else {
        return "is no URL that begins with \(schemes.map { "\($0)://" }.joined(separator: " or "))"
      }
      return nil
    case .property:
      guard let split = text.firstIndex(of: "="), split != text.startIndex else {
        return "has not the form key=value"
      }
      return nil
    case .identifier:
      let fits = text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
      }
      return fits && (1...64).contains(text.utf8.count)
        ? nil : "is no name of letters, digits and dashes (64 at most)"
    case .custom(let check): return check(text)
    }
  }

  private static func bounds<T>(_ range: ClosedRange<T>, whole: ClosedRange<T>) -> String {
    if range.upperBound >= whole.upperBound { return "\(range.lowerBound) or more" }
    if range.lowerBound <= whole.lowerBound { return "\(range.upperBound) or less" }
    return "from \(range.lowerBound) to \(range.upperBound)"
  }
}

/// A length of time: a number of seconds, or numbers with the units `ms`, `s`, `m`, `h`, `d` one after the other.
/// - Returns: nil for anything else, for negative lengths and for more than 100,000 days.
public func parseDuration(_ text: String) -> Duration? {
  let units: [String: Double] = ["ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400]
  var seconds = 0.0
  if let plain = number(text) {
    seconds = plain
  } else {
    var rest = Substring(text.lowercased())
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let value = number(String(digits)), let factor = units[String(unit)] else { return nil }
      seconds += value * factor
    }
  }
  guard seconds <= 100_000 * 86_400 else { return nil }
  return .nanoseconds(Int64((seconds * 1e9).rounded()))
}

/// A plain decimal number; `Double` alone would take `inf`, `0x10` and `1e3` too.
private func number(_ text: String) -> Double? {
  guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) else { return nil }
  return Double(text)
}
