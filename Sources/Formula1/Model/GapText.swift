/// How far behind a car is, as F1's live timing writes it.
public enum GapText: Sendable, Equatable {
  /// `LAP 12`: this car leads, in its 12th lap.
  case leading(lap: Int)
  /// `1L`, `2 LAPS`: so many laps behind.
  case laps(Int)
  /// `+1.234`, `1:02.5`: seconds behind.
  case seconds(Double)

  /// Nil for anything else, the empty text included.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    guard let first = words.first, words.count <= 2 else { return nil }
    if words.count == 2 {
      if first.uppercased() == "LAP", let lap = Self.whole(words[1]) {
        self = .leading(lap: lap)
      } else if let laps = Self.whole(first), ["L", "LAP", "LAPS"].contains(words[1].uppercased()) {
        self = .laps(laps)
      } else {
        return nil
      }
      return
    }
    if first.last == "L" || first.last == "l" {
      guard let laps = Self.whole(first.dropLast().drop { $0 == "+" }) else { return nil }
      self = .laps(laps)
      return
    }
    guard let seconds = Self.seconds(first.drop { $0 == "+" }) else { return nil }
    self = .seconds(seconds)
  }

  public var text: String {
    switch self {
    case .leading(let lap): "LAP \(lap)"
    case .laps(let laps): "\(laps)L"
    case .seconds(let seconds): "+\(seconds)"
    }
  }

  /// `1:23.456` or `83.456`, as lap times and gaps are written; nil for anything else.
  public static func seconds(_ text: some StringProtocol) -> Double? {
    var total = 0.0
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    for part in parts {
      guard let first = part.utf8.first, (48...57).contains(first),
        part.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }), let value = Double(part),
        value < 100_000
      else { return nil }
      total = total * 60 + value
    }
    return total
  }

  private static func whole(_ text: Substring) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
