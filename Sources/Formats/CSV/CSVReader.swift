/// A table with a header line: commas, RFC 4180 quoting, UTF-8, lines ended by `\n` or `\r\n`. Used by one thread.
///
/// Every row has as many fields as the header; empty lines are passed over. After an error reading does not go on.
public final class CSVReader {
  /// The names of the header, in order.
  public private(set) var columns: [String] = []

  let source: ByteSource
  let record: CSVRecord
  private var chunk = UnsafeRawBufferPointer(start: nil, count: 0)
  private var at = 0
  private var line = 1
  private var failed: CSVError?

  /// Reads the header.
  /// - Parameter maxRowBytes: the longest row accepted.
  public init(_ source: ByteSource, maxRowBytes: Int = 1 << 20) throws {
    self.source = source
    record = CSVRecord(maxBytes: max(64, maxRowBytes))
    guard try readRecord() else {
      throw CSVError(
        name: source.name, line: 1, column: nil, reason: "the file is empty: a header was expected")
    }
    columns = (0..<record.count).map { String(decoding: record.field($0), as: UTF8.self) }
    if columns[0].unicodeScalars.first == "\u{FEFF}" { columns[0].unicodeScalars.removeFirst() }
    var seen: Set<String> = []
    for column in columns where !seen.insert(column).inserted {
      throw CSVError(name: source.name, line: 1, column: column, reason: "the column is there twice")
    }
  }

  /// The place of a column, for reading it from many rows.
  public func column(_ name: String) throws(CSVError) -> CSVColumn {
    guard let column = optionalColumn(name) else {
      throw CSVError(name: source.name, line: 1, column: name, reason: "the table has no such column")
    }
    return column
  }

  public func optionalColumn(_ name: String) -> CSVColumn? {
    columns.firstIndex(of: name).map { CSVColumn(index: $0) }
  }

  /// The next row, valid until the one after it is read; nil after the last.
  /// - Throws: ``CSVError``, ``ByteSourceError``.
  public func next() throws -> CSVRow? {
    while try readRecord() {
      if record.count == 1, columns.count > 1, record.field(0).isEmpty { continue }
      if record.count != columns.count {
        throw fail("\(record.count) fields, the header has \(columns.count)")
      }
      return CSVRow(reader: self, generation: record.generation)
    }
    return nil
  }

  private func fail(_ reason: String) -> CSVError {
    let error = CSVError(name: source.name, line: record.line, column: nil, reason: reason)
    failed = error
    return error
  }

  /// Reads up to the end of one record; false if there is none.
  private func readRecord() throws -> Bool {
    if let failed { throw failed }
    record.begin(line: line)
    var state = CSVRecord.State.fieldStart
    var any = false
    while true {
      if at == chunk.count {
        chunk = try source.chunk()
        at = 0
        if chunk.isEmpty {
          guard any else { return false }
          if state == .quoted { throw fail("a quoted field has no end") }
          if state == .afterReturn { throw fail("a carriage return without a line feed") }
          record.endField()
          break
        }
      }
      any = true
      let newlines = record.newlines
      let done = record.take(chunk, &at, &state)
      line += record.newlines - newlines
      switch done {
      case .more: continue
      case .complete: break
      case .fault(let reason): throw fail(reason)
      }
      break
    }
    if record.hasHighBytes {
      for i in 0..<record.count where !UTF8Check.isValid(UnsafeRawBufferPointer(record.field(i))) {
        throw fail("field \(i + 1) is not UTF-8")
      }
    }
    return true
  }
}

/// The place of a column in its table.
public struct CSVColumn: Hashable, Sendable {
  let index: Int
}
