import Formats

/// Writes records as JSON Lines: what `JSONLinesReader` reads back unchanged. Keeps its buffer between records.
public struct JSONLinesWriter: Sendable {
  private var writer = JSONWriter(capacity: 4096)

  public init() {}

  /// Hands the record as one line, with its end, to `body`; the bytes are valid in the closure only.
  public mutating func line<R>(
    of record: FeedRecord, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R {
    writer.removeAll()
    record.write(into: &writer)
    writer.newline()
    return try writer.withUnsafeBytes(body)
  }

  /// The line as text, without its end.
  public mutating func text(of record: FeedRecord) -> String {
    writer.removeAll()
    record.write(into: &writer)
    return writer.text
  }
}

extension FeedRecord {
  /// Writes the record as one JSON object.
  public func write(into writer: inout JSONWriter) {
    switch self {
    case .match(let record): record.write(into: &writer)
    case .event(let event): event.write(into: &writer)
    case .frame(let frame): frame.write(into: &writer)
    case .recompute(let request): request.write(into: &writer)
    case .session(let record): record.write(into: &writer)
    case .timing(let timing): timing.write(into: &writer)
    }
  }
}
