/// How much a line of the log matters.
public enum LogLevel: Int, Sendable, Comparable, CaseIterable {
  case trace, debug, info, notice, warning, error, critical

  public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }

  public var name: String {
    switch self {
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info"
    case .notice: "notice"
    case .warning: "warning"
    case .error: "error"
    case .critical: "critical"
    }
  }

  /// In upper case, five letters wide at least, for lines that people read.
  var column: StaticString {
    switch self {
    case .trace: "TRACE"
    case .debug: "DEBUG"
    case .info: "INFO "
    case .notice: "NOTE "
    case .warning: "WARN "
    case .error: "ERROR"
    case .critical: "FATAL"
    }
  }
}

/// What is logged and how: the value of `TOUCHLINE_LOG`, a level, `json` or `text`, or both (`json,debug`).
public struct LogConfiguration: Sendable, Equatable {
  public enum Format: Int, Sendable { case text, json }

  public var level: LogLevel
  public var format: Format

  public init(level: LogLevel = .info, format: Format = .text) {
    self.level = level
    self.format = format
  }

  /// - Returns: nil if a word of it is neither a level nor a format.
  public init?(parsing text: String) {
    self.init()
    for word in text.lowercased().split(whereSeparator: { $0 == "," || $0 == " " }) {
      switch word {
      case "json": format = .json
      case "text": format = .text
      case "warn": level = .warning
      default:
        guard let named = LogLevel.allCases.first(where: { $0.name == word }) else { return nil }
        level = named
      }
    }
  }
}
