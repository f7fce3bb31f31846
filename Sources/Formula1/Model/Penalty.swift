/// What a car has to serve.
public struct Penalty: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Seconds, served before the wheels are changed, or added to the time of the race.
    case time
    /// Through the pit lane without a stop: no tyres may be changed.
    case driveThrough = "drive_through"
    /// Into the pits for that many seconds; nothing may be done to the car.
    case stopAndGo = "stop_and_go"
  }
  public var kind: Kind
  public var seconds: Double
  /// It has been served.
  public var isServed: Bool

  public init(kind: Kind, seconds: Double = 0, isServed: Bool = false) {
    self.kind = kind
    self.seconds = seconds
    self.isServed = isServed
  }

  /// Reads race control's words, `5 SECOND TIME PENALTY FOR CAR 44 (HAM) - …`, `PENALTY SERVED - …`; nil where they
  /// are about something else.
  public static func read(_ message: String) -> (driver: String, penalty: Penalty)? {
    let text = message.uppercased()
    guard text.contains("PENALTY"), let driver = driver(in: text) else { return nil }
    let isServed = text.contains("PENALTY SERVED")
    var penalty: Penalty
    if text.contains("DRIVE THROUGH") || text.contains("DRIVE-THROUGH") {
      penalty = Penalty(kind: .driveThrough)
    } else if text.contains("STOP/GO") || text.contains("STOP AND GO") || text.contains("STOP-GO") {
      penalty = Penalty(kind: .stopAndGo, seconds: seconds(in: text) ?? 10)
    } else if let seconds = seconds(in: text), text.contains("TIME PENALTY") {
      penalty = Penalty(kind: .time, seconds: seconds)
    } else {
      return nil
    }
    penalty.isServed = isServed
    return (driver, penalty)
  }

  /// The three letters in brackets.
  private static func driver(in text: String) -> String? {
    guard let open = text.firstIndex(of: "(") else { return nil }
    let name = text[text.index(after: open)...].prefix { $0 != ")" }
    return name.utf8.count == 3 && name.utf8.allSatisfy { (65...90).contains($0) } ? String(name) : nil
  }

  private static func seconds(in text: String) -> Double? {
    let words = text.split { " /-".contains($0) }
    for (place, word) in words.enumerated() where word.hasPrefix("SECOND") && place > 0 {
      if let seconds = Double(words[place - 1]) { return seconds }
    }
    return nil
  }
}
