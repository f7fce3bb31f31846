import Console
import Formats
import Glibc

extension Shell {
  /// Shows what `body` gives, once, or again whenever it changes until Ctrl-C. On a terminal it takes the place of
  /// what was there.
  func show(isWatching: Bool, every seconds: Double, _ body: () throws -> String) throws {
    var shown: String?
    repeat {
      let text = try body()
      if text != shown {
        if isWatching, output.terminal.isTerminal {
          try output.write("\u{1B}[H\u{1B}[2J\u{1B}[3J" + text)
        } else {
          try output.write(shown == nil || isJSON ? text : "\n" + text)
        }
        try output.flush()
        shown = text
      }
    } while isWatching && !interrupts.cancellation.wait(seconds: seconds)
  }
}

extension Timestamp {
  /// In the zone of this machine, to the minute: `2022-10-15 13:00`; UTC is said.
  var localText: String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return description }
    let text = text(offsetMinutes: parts.tm_gmtoff / 60)
    let minute = "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    return parts.tm_gmtoff == 0 ? minute + "Z" : minute
  }
}
