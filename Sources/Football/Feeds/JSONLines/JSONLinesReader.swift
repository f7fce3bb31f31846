import Formats

/// Reads our own records, one JSON object a line (see README.md beside this file).
///
/// Two ways: `next` gives every line as it stands, good or bad, so that `produce` can pass bad records on to where
/// dead letters are made; `readRecords` decodes, and the first bad line is an error that names it.
/// Memory: the longest line. Used by one thread.
public final class JSONLinesReader {
  /// A line as it stands, valid in the closure only.
  public struct Line: ~Escapable {
    /// Counted from 1.
    public let number: Int
    /// Without the line's end.
    public let bytes: RawSpan
    /// The record's `match_id`; nil when the line is no JSON object or has none.
    public let matchID: String?
    /// Which record it is by its `type`; nil when that is unknown.
    public let type: FeedRecordType?

    @_lifetime(copy bytes)
    init(number: Int, bytes: RawSpan, matchID: String?, type: FeedRecordType?) {
      self.number = number
      self.bytes = bytes
      self.matchID = matchID
      self.type = type
    }
  }

  private let name: String
  private let lines: LineReader
  private let parser: JSONParser

  /// - Parameter maxLineBytes: longer lines are an error; reading goes on after them.
  public init(_ source: ByteSource, maxLineBytes: Int = 1 << 20) {
    name = source.name
    lines = LineReader(source, maxLineBytes: maxLineBytes)
    parser = JSONParser(maxBytes: maxLineBytes)
  }

  /// Hands the next line that is not blank to `body`, whatever it holds; nil after the last.
  /// - Throws: `FeedError` for a line too long (reading may go on) and a source that fails; what `body` throws.
  public func next<R>(_ body: (borrowing Line) throws -> R) throws -> R? {
    while true {
      var isBlank = false
      let result: R?
      do {
        result =
          try lines.next { bytes -> R? in
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
              isBlank = true
              return nil
            }
            let (matchID, type) = head(of: bytes)
            return try body(Line(number: lines.line, bytes: bytes.bytes, matchID: matchID, type: type))
          } ?? nil
      } catch let error as LineTooLong {
        throw FeedError(file: name, line: error.line, "longer than the \(error.maxBytes) bytes allowed")
      } catch let error as ByteSourceError {
        throw FeedError(file: error.name, error.reason)
      }
      if !isBlank { return result }
    }
  }

  private func head(of bytes: UnsafeRawBufferPointer) -> (String?, FeedRecordType?) {
    guard let node = try? parser.parse(bytes), node.kind == .object else { return (nil, nil) }
    return (node["match_id"]?.string, try? FeedRecordType(ofRecord: RecordFields(node)))
  }

  /// Decodes all records of a file in its own order.
  ///
  /// - Parameter matches: only these; nil: all. Lines of other matches are not decoded further.
  /// - Throws: `FeedError` naming the first bad line, after all records before it were given; what `body` throws.
  static func readRecords(path: String, matches: Set<String>?, _ body: (FeedRecord) throws -> Void) throws {
    let reader = JSONLinesReader(try readingFeed(path) { try ByteSource(path: path) })
    let decoder = RecordDecoder()
    var found = false
    while true {
      let record: FeedRecord?? = try reader.next { line throws -> FeedRecord? in
        if let matches, let id = line.matchID, !matches.contains(id) { return nil }
        do throws(RecordError) { return try decoder.decode(line.bytes, type: nil, isProtobuf: false) } catch {
          throw FeedError(file: path, line: line.number, field: error.field, error.reason)
        }
      }
      guard let record else { break }
      guard let record else { continue }
      found = true
      try body(record)
    }
    if !found, let matches {
      throw FeedError(file: path, "it does not hold \(matches.sorted().joined(separator: ", "))")
    }
  }
}
