/// Writes log lines under a label, with metadata that all of them carry. A value: copies can differ.
///
///     var log = Logger(label: "dispatcher")
///     log[.topic] = "facts.xgoals"
///     log.info("stored the batch", [.rows: LogValue(count)])
///
/// Where the level is off, neither message nor metadata are computed.
public struct Logger: Sendable {
  struct Limit: Sendable {
    var seconds: Double
    var file: StaticString
    var line: UInt
  }

  public let label: String
  public let output: LogOutput
  private var metadata: LogMetadata = [:]
  private var limit: Limit?

  public init(label: String, output: LogOutput = .shared) {
    self.label = label
    self.output = output
  }

  /// What every line of this logger carries.
  public subscript(key: LogKey) -> LogValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// A copy that carries more.
  public func with(_ more: LogMetadata) -> Logger {
    var copy = self
    copy.metadata.merge(more) { _, new in new }
    return copy
  }

  /// A copy that lets one line pass per place in the source and length of time; the next one tells how many were
  /// held back. For what may happen a thousand times a second: `log.every(10).warning("broker is away")`.
  public func every(_ seconds: Double, file: StaticString = #fileID, line: UInt = #line) -> Logger {
    var copy = self
    copy.limit = Limit(seconds: seconds, file: file, line: line)
    return copy
  }

  public func isEnabled(_ level: LogLevel) -> Bool { level >= output.level }

  @inlinable
  public func log(
    _ level: LogLevel, _ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:]
  ) {
    if isEnabled(level) { emit(level, message(), metadata()) }
  }

  @usableFromInline
  func emit(_ level: LogLevel, _ message: String, _ more: LogMetadata) {
    var merged = more.isEmpty ? metadata : metadata.merging(more) { _, new in new }
    if let limit {
      guard let suppressed = output.admit("\(label) \(limit.file):\(limit.line)", seconds: limit.seconds)
      else { return }
      if suppressed > 0 { merged[.suppressed] = LogValue(suppressed) }
    }
    output.write(level, label, message, merged)
  }
}

extension Logger {
  @inlinable
  public func trace(_ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:]) {
    log(.trace, message(), metadata())
  }

  @inlinable
  public func debug(_ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:]) {
    log(.debug, message(), metadata())
  }

  @inlinable
  public func info(_ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:]) {
    log(.info, message(), metadata())
  }

  @inlinable
  public func notice(_ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:]) {
    log(.notice, message(), metadata())
  }

  @inlinable
  public func warning(_ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:])
  {
    log(.warning, message(), metadata())
  }

  @inlinable
  public func error(_ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:]) {
    log(.error, message(), metadata())
  }

  @inlinable
  public func critical(_ message: @autoclosure () -> String, _ metadata: @autoclosure () -> LogMetadata = [:])
  {
    log(.critical, message(), metadata())
  }
}
