import Football
import Formats

/// Reads our own records, one a line, from a file or standard input; what is wrong with one line is the fault of that
/// line alone.
struct FeedLines {
  /// nil: standard input.
  let path: String?
  /// Only these; empty for all.
  let matches: Set<String>
  let maxLineBytes: Int

  /// - Parameters:
  ///   - isUnchecked: hands lines that are no valid records to `unchecked` instead of refusing them.
  ///   - refuse: told of a line that is left out: where, which field, why.
  func read(
    isUnchecked: Bool, refuse: (String) -> Void, record: (FeedRecord, RawSpan) throws -> Void,
    unchecked: (RawSpan, String?) throws -> Void
  ) throws {
    let reader = JSONLinesReader(try source(), maxLineBytes: maxLineBytes)
    let decoder = RecordDecoder(maxBytes: maxLineBytes)
    while true {
      do {
        let more: Bool? = try reader.next { line in
          if !matches.isEmpty, let id = line.matchID, !matches.contains(id) { return true }
          if isUnchecked {
            try unchecked(line.bytes, line.matchID)
            return true
          }
          let decoded: FeedRecord
          do throws(RecordError) {
            decoded = try decoder.decode(line.bytes, type: nil, isProtobuf: false)
          } catch {
            throw FeedError(file: name, line: line.number, field: error.field, error.reason)
          }
          try record(decoded, line.bytes)
          return true
        }
        if more == nil { return }
      } catch let error as FeedError where error.line != nil {
        refuse("\(error)")
      }
    }
  }

  /// The matches that the lines belong to.
  func matchIDs() throws -> Set<String> {
    let reader = JSONLinesReader(try source(), maxLineBytes: maxLineBytes)
    var ids: Set<String> = []
    while true {
      do {
        let more: Bool? = try reader.next { line in
          if let id = line.matchID, matches.isEmpty || matches.contains(id) { ids.insert(id) }
          return true
        }
        if more == nil { return ids }
      } catch let error as FeedError where error.line != nil {}
    }
  }

  private var name: String { path ?? "standard input" }

  private func source() throws -> ByteSource {
    guard let path else { return .standardInput() }
    do { return try ByteSource(path: path) } catch { throw FeedError(file: error.name, error.reason) }
  }
}
