import Glibc

/// What is known of the other end of a descriptor.
public struct Terminal: Sendable, Equatable {
  public var isTerminal: Bool
  /// Columns; 80 where there is no terminal.
  public var width: Int
  /// Whether colours are wanted: a terminal that can, and no `NO_COLOR`.
  public var hasColour: Bool

  public init(isTerminal: Bool, width: Int = 80, hasColour: Bool = false) {
    self.isTerminal = isTerminal
    self.width = width
    self.hasColour = hasColour
  }

  /// A pipe or a file.
  public static let plain = Terminal(isTerminal: false)

  public init(descriptor: CInt, environment: [String: String]) {
    isTerminal = isatty(descriptor) == 1
    width = 80
    var size = winsize()
    if isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      width = Int(size.ws_col)
    } else if let columns = environment["COLUMNS"].flatMap({ Int($0) }), (20...1_000).contains(columns) {
      width = columns
    }
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty
    hasColour = isTerminal && !refused && environment["TERM"] != "dumb"
  }
}

/// How a piece of text stands out. Never the only carrier of a meaning: colours may be off.
public enum Style: String, Sendable {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"

  public func apply(_ text: String, if hasColour: Bool) -> String {
    hasColour && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The process's environment as a dictionary.
public func processEnvironment() -> [String: String] {
  var result: [String: String] = [:]
  var entry = environ
  while let text = entry.pointee {
    if let (key, value) = splitProperty(String(cString: text)) { result[key] = value }
    entry += 1
  }
  return result
}
