import Console
import Formats
import Telemetry

/// Moments as people give them on the command line.
enum TimeText {
  static let help = "2022-10-15T13:01:28+02:00 (without an offset: UTC), 2022-10-15, or how long ago: 10m"

  static let kind = ValueKind.custom { text in parse(text) == nil ? "is no time like \(help)" : nil }

  static func parse(_ text: String, now: Int64 = SystemTime().wallMicroseconds()) -> Timestamp? {
    if let stamp = Timestamp(text, assumedOffset: 0) { return stamp }
    if let stamp = Timestamp(text + ":00", assumedOffset: 0), text.utf8.count == 16 { return stamp }
    if let stamp = Timestamp(text + "T00:00:00Z"), text.utf8.count == 10 { return stamp }
    guard let ago = parseDuration(text) else { return nil }
    let (seconds, attoseconds) = ago.components
    return Timestamp(microseconds: now - seconds * 1_000_000 - attoseconds / 1_000_000_000_000)
  }
}

extension ParsedCommand {
  /// The moment that an option of kind `TimeText.kind` names.
  func time(_ name: String) -> Timestamp? { string(name).flatMap { TimeText.parse($0) } }
}
